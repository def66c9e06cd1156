import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ipEvidence, ipEvidenceTest, type Profile, parseRecordLine, ScelleError } from '@scelle/core';
import { fixedRecords } from '@scelle/testkit';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';

/** How many lines both readers judged alike, and those that they did not. */
export interface Comparison {
  readonly accepted: number;
  readonly refused: number;
  /** Lines in base64, with who accepts them. */
  readonly differences: readonly string[];
}

/** A judge of record lines; ours unless another is tried, as the campaign's own test does. */
export type JudgeLine = (profile: Profile, line: Uint8Array) => boolean;

/** Compares our judgement of record lines with that of a reader in Python, made from docs/format.md alone. */
export async function compareWithSecondReader(
  lines: number,
  seed: number,
  judgeLine: JudgeLine = isRecordLine,
): Promise<Comparison> {
  const random = new Random(seed);
  const python = spawn('python3', [new URL('second-reader.py', import.meta.url).pathname], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  const differences: string[] = [];
  let accepted = 0;
  // A few at a time, so that neither waits long for the other and memory does not grow with their number.
  for (let left = lines; left > 0; left -= RUN) {
    const run = Array.from({ length: Math.min(RUN, left) }, () => drawLine(random));
    const asked = run.map(({ profile, line }) => `${profile.name} ${Buffer.from(line).toString('base64')}\n`);
    if (!python.stdin.write(asked.join(''))) await once(python.stdin, 'drain');
    for (const { profile, line } of run) {
      const { value } = await answers.next();
      const ours = judgeLine(profile, line);
      if (ours) accepted += 1;
      if (ours !== (value === '1')) {
        differences.push(`${ours ? 'we' : 'the other'} alone: ${profile.name} ${Buffer.from(line).toString('base64')}`);
      }
    }
  }
  python.stdin.end();
  await once(python, 'close');
  return { accepted, refused: lines - accepted, differences };
}

const RUN = 2_000;

function isRecordLine(profile: Profile, line: Uint8Array): boolean {
  try {
    parseRecordLine(profile, line);
    return true;
  } catch (error) {
    if (error instanceof ScelleError) return false;
    throw error;
  }
}

const addresses: readonly string[] = [
  ...[
    '8.8.8.8',
    '192.0.2.255',
    '192.0.3.0',
    '100.63.255.255',
    '100.128.0.0',
    '2a01:e0a::1',
    '2a01:e0a:0:1::',
    '2001:200::',
  ],
  ...[
    '2001:1ff::',
    '2001:db8::1',
    '3fff:fff::',
    '3fff:1000::',
    '2620:4f:8000::',
    '2620:4f:8001::1',
    '2a00::ffff:1.2.3.4',
  ],
  ...['2a01:0e0a::1', '2A01::1', '1.2.3', '01.2.3.4', '2a01::0:1', '2a01:0:0:1:0:0:0:1', '::1', '1::', '3fff::g'],
];

/** Records at the edges of the profile; both readers accept some of them, and refuse the others. */
const variants: readonly object[] = fixedRecords.flatMap((record) => [
  record,
  ...addresses.map((ip) => ({ ...record, source: { ip, port: 1 } })),
  { ...record, occurredAt: '2021-12-31T23:59:59.999Z', source: { ...record.source, port: null } },
  { ...record, occurredAt: '2024-02-29T00:00:00Z', file: { name: null, size: 2 ** 53 - 1, hashes: [] } },
  { ...record, pseudonym: '👍'.repeat(128), isp: 'é'.repeat(256), agent: '\u007e\u00a0\u202e' },
  { ...record, file: { ...record.file, hashes: [{ algorithm: 'tth', value: `${'A2'.repeat(19)}B` }] } },
  { ...record, segments: [...record.segments, ...record.segments], protocol: 'kad' },
]);

const ancestors: readonly Uint8Array[] = variants.map((record) => new TextEncoder().encode(JSON.stringify(record)));

function drawLine(random: Random): { readonly profile: Profile; readonly line: Uint8Array } {
  const profile = random.pick([ipEvidence, ipEvidenceTest]);
  const ancestor = random.pick(ancestors);
  return { profile, line: random.below(10) === 0 ? ancestor : mutate(ancestor, random, ancestors) };
}
