import { generateRecords, type SegmentShare, type SyntheticRecord } from '@scelle/synthetic';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { createStagedFolder, type StagedFolder } from '../kernel/staged-folder.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Options of `scelle generate`. */
export interface GenerateOptions {
  readonly records: number;
  readonly segments?: SegmentShare;
  readonly seed?: string;
  readonly out: string;
}

/** The number of records whose lines are written at once. */
const LINES_PER_WRITE = 2_000;

/** `scelle generate`: writes invented records, their segments, and a statement about them. */
export async function generate(context: CommandContext, options: GenerateOptions): Promise<CommandResult> {
  const { records, segments = 'none', seed = 'scelle', out } = options;
  await using folder = await createStagedFolder(out, { allowEmpty: true, durable: false });
  const written = await writeRecords(context, folder, generateRecords({ records, segments, seed }), records);
  await folder.add('content.json', encodeStatement(written.agents));
  await folder.publish();
  const document = { folder: out, records, segments: written.segments, seed };
  return { document, lines: texts[context.language].generated(document) };
}

async function writeRecords(
  { interruption, terminal, shared }: CommandContext,
  folder: StagedFolder,
  records: Iterable<SyntheticRecord>,
  total: number,
): Promise<{ readonly agents: ReadonlySet<string>; readonly segments: number }> {
  const file = await folder.create('records.jsonl');
  const agents = new Set<string>();
  const written = new Set<string>();
  let done = 0;
  for (const batch of inBatches(records, LINES_PER_WRITE)) {
    interruption.check();
    await file.append(new TextEncoder().encode(batch.map(({ line }) => `${line}\n`).join('')));
    for (const { agent } of batch) agents.add(agent);
    const segments = batch.flatMap(({ segments }) => segments).filter(({ sha256 }) => !written.has(sha256));
    for (const { sha256 } of segments) written.add(sha256);
    const distinct = new Map(segments.map(({ sha256, bytes }) => [`segments/${sha256}`, bytes]));
    await folder.addAll(distinct);
    done += batch.length;
    terminal.progress.show({ label: shared.progress.generate, done, total, unit: 'records' });
  }
  await file.finish();
  return { agents, segments: written.size };
}

function* inBatches<Item>(items: Iterable<Item>, size: number): Generator<readonly Item[], void> {
  let batch: Item[] = [];
  for (const item of items) {
    if (batch.push(item) < size) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** What `scelle pack --content` takes; everything in it is invented. */
function encodeStatement(agents: ReadonlySet<string>): Uint8Array {
  const statement = {
    legalBasis: 'TEST: code de la propriété intellectuelle, art. L. 331-24',
    authorisation: 'TEST-2026-001',
    agents: [...agents].sort(),
  };
  return new TextEncoder().encode(`${JSON.stringify(statement, null, 2)}\n`);
}
