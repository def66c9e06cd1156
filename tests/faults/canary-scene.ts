import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateRecords } from '@scelle/synthetic';
import { temporaryFolder } from '@scelle/testkit';
import { afterAll, beforeAll } from 'vitest';
import { canary } from './canary.ts';
import { type RunSettings, runScelle } from './scelle-process.ts';
import { createWorkplace, packArguments } from './workplace.ts';

/** Where a command runs: everything that it may write without being asked lies in `watched`. */
export interface CanaryScene {
  readonly watched: string;
  /** Holds the records in the clear, and takes what is disclosed on purpose. Commands call it `../outside`. */
  readonly outside: string;
  readonly settings: RunSettings;
}

/** The record that holds the canary. */
export const CANARY_RECORD = '01a19ffe-3700-4000-8000-00000000ca4a';

/** They make two groups. */
const RECORDS = 4_000;

/** Prepares keys, records and a batch with the canary once; what it returns gives each test a copy of its own. */
export function useCanaryScenes(): () => Promise<CanaryScene> {
  let template = '';
  beforeAll(async () => {
    template = await mkdtemp(join(await realpath(tmpdir()), 'scelle-test-'));
    await createTemplate(template);
  }, 120_000);
  afterAll(() => rm(template, { recursive: true, force: true }));
  return async () => {
    const folder = await temporaryFolder();
    await cp(template, folder, { recursive: true });
    return toScene(folder);
  };
}

/** Every place that a program may think of as its own is watched. */
function toScene(folder: string): CanaryScene {
  const watched = join(folder, 'watched');
  const env = Object.fromEntries(
    ['HOME', 'TMPDIR', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR'].map(
      (name) => [name, join(watched, name.toLowerCase())],
    ),
  );
  return { watched, outside: join(folder, 'outside'), settings: { cwd: watched, env } };
}

async function createTemplate(folder: string): Promise<void> {
  const { watched, outside, settings } = toScene(folder);
  for (const path of [join(watched, 'out'), ...Object.values(settings.env ?? {}), join(outside, 'segments')]) {
    await mkdir(path, { recursive: true });
  }
  await createWorkplace(settings.cwd, { records: 100, segments: 'none' });
  const lines = Array.from(generateRecords({ records: RECORDS, segments: 'none', seed: 'canary' }), ({ line }) => line);
  lines[RECORDS / 2] = withCanary(lines[RECORDS / 2]!);
  await writeFile(join(outside, 'records.jsonl'), `${lines.join('\n')}\n`);
  await writeFile(join(outside, 'segments', sha256Of(canary.segment)), canary.segment);
  await runScelle([...packArguments('.', '../outside/records.jsonl', '../outside/segments')], settings);
}

function withCanary(line: string): string {
  const record = JSON.parse(line) as { readonly source: object };
  const segment = { offset: 0, length: canary.segment.length, sha256: sha256Of(canary.segment) };
  return JSON.stringify({
    ...record,
    recordId: CANARY_RECORD,
    source: { ...record.source, ip: canary.ip },
    pseudonym: canary.pseudonym,
    segments: [segment],
  });
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
