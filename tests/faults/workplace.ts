import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateRecords } from '@scelle/synthetic';
import { runScelle } from './scelle-process.ts';

/** What lies in a workplace. */
export interface WorkplaceOptions {
  readonly records: number;
  /** Which records keep a segment of 16 KiB. */
  readonly segments: 'none' | 'tenth' | 'all';
}

/** The file that `packArguments` makes. */
export const BATCH = 'tmg.arcom.music.000001.scelle';

/** The options by which the batch is verified in full. */
export const trust: readonly string[] = ['--signer', 'tmg=tmg.pub', '--identity', 'arcom.identity'];

/**
 * Fills a folder with unencrypted keys of a sender, an agent and a recipient, and with invented records in `input`
 * and `one.jsonl`.
 * Resolves with the number of distinct segments.
 */
export async function createWorkplace(folder: string, { records, segments }: WorkplaceOptions): Promise<number> {
  const settings = { cwd: folder };
  for (const [kind, name] of [
    ['signing', 'tmg'],
    ['signing', 'agent'],
    ['opening', 'arcom'],
  ] as const) {
    await runScelle(['keygen', kind, name, '--no-passphrase', '--out', '.'], settings);
  }
  const share = ['--records', String(records), '--segments', segments];
  const { stdout } = await runScelle(['generate', ...share, '--seed', 'faults', '--out', 'input', '--json'], settings);
  const { line } = generateRecords({ records: 1, segments: 'none', seed: 'faults' })[Symbol.iterator]().next().value!;
  await writeFile(join(folder, 'one.jsonl'), line);
  return (JSON.parse(stdout) as { readonly segments: number }).segments;
}

/** The arguments that pack a workplace, or other records and their segments, into `out`. */
export function packArguments(
  out: string,
  input = 'input/records.jsonl',
  segments = 'input/segments',
): readonly string[] {
  return [
    ...['pack', input, '--segments', segments, '--content', 'input/content.json'],
    ...['--profile', 'ip-evidence-test/1', '--sender', 'tmg', '--recipient', 'arcom', '--stream', 'music'],
    ...['--sequence', '1', '--key', 'tmg.key', '--recipient-key', 'arcom.recipient', '--out', out],
  ];
}
