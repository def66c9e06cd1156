import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import { closedObject, name } from '../../src/canonical/text.ts';
import { generateNodeHash, generateSalt } from '../../src/merkle/hash-code.ts';
import { schemaPattern } from '../../src/patterns/schema-pattern.ts';
import { generateScanner } from '../../src/recogniser/generate-scanner.ts';
import { ipEvidence, ipEvidenceTest } from '../../src/record/ip-evidence.ts';
import type { Profile } from '../../src/record/profile.ts';

const README = join(import.meta.dirname, '../../src/wasm/README.md');

function scannerOf({ schema }: Pick<Profile, 'schema'>): Uint8Array {
  const facts = new Set(['recordId', 'controller', 'occurredAt', 'agent', 'segments']);
  return generateScanner(schemaPattern(schema as z.ZodType, facts), {
    tableBytes: 65_536,
    textBytes: 262_144,
    lineBytes: 65_537,
  }).module;
}

/**
 * What is generated was compared at length with the plain way. Where these change, it is to be compared again:
 * `pnpm campaign:recogniser`.
 */
it.each([
  ['of salts', generateSalt(4), '7000c0172ee8c0d92e8c2d1cabbb1f361d238fd88bf9676591f6d38c38a830ea'],
  ['of nodes', generateNodeHash(2), '798adf5a72c28b58e614046f3e315b805ddd9ff27c1f8158d9a044e8e52625c3'],
  ['of records', scannerOf(ipEvidence), '350a538b28c8b3a395e46a26f2f63d5b1e656c55fb2bae4705246cc659a71914'],
  ['of test records', scannerOf(ipEvidenceTest), 'd96ee1660019cc9a1fe698f651dbc9bacf152424e5c716e7e7609e7c4d41a5b9'],
])('the module %s is, byte for byte, the one that was compared with the plain way', (_, module, digest) => {
  expect(createHash('sha256').update(module).digest('hex')).toBe(digest);
});

it('the listing in the README has the bytes that are generated', () => {
  const pattern = schemaPattern(closedObject({ by: name() }), new Set(['by']));
  const { module } = generateScanner(pattern, { tableBytes: 65_536, textBytes: 65_536, lineBytes: 4_096 });
  const [, listing] = readFileSync(README, 'utf8').match(/```text\n([^`]*)```/)!;
  const bytes = listing!
    .trimEnd()
    .split('\n')
    .map((row) => row.split(' ;; ')[1]);
  expect(bytes.join(' ')).toBe([...module].map((byte) => byte.toString(16).padStart(2, '0')).join(' '));
});
