import { type IpEvidence, ipEvidenceTest } from '@scelle/core';
import { generateRecords } from '@scelle/synthetic';
import fc from 'fast-check';
import { categoryWords, protocolWords } from '../../src/values/words.ts';

/** Text as a record may hold it, with what is awkward in other formats, of at least one character. */
export function recordText(maxLength: number): fc.Arbitrary<string> {
  const awkward = fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    "'",
    '"',
    ',',
    ';',
    '&',
    '<',
    ']]>',
    '&amp;',
    '\\',
    'é',
    '🎬',
    'א',
  );
  const unit = fc.oneof(awkward, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }));
  return fc
    .array(unit, { minLength: 1, maxLength: 12 })
    .map((units) => units.join('').replace(/[\p{Cc}\u2028\u2029]/gu, ''))
    .filter((text) => text.length > 0 && text.length <= maxLength && text.isWellFormed() && text.trim() === text);
}

function hex(length: number): fc.Arbitrary<string> {
  return fc
    .uint8Array({ minLength: length / 2, maxLength: length / 2 })
    .map((bytes) => Buffer.from(bytes).toString('hex'));
}

const hash = fc.oneof(
  hex(40).map((value) => ({ algorithm: 'btih' as const, value })),
  hex(64).map((value) => ({ algorithm: 'btih2' as const, value })),
  hex(32).map((value) => ({ algorithm: 'ed2k' as const, value })),
  hex(40).map((value) => ({ algorithm: 'sha1' as const, value })),
  hex(64).map((value) => ({ algorithm: 'sha256' as const, value })),
  hex(32).map((value) => ({ algorithm: 'md5' as const, value })),
  fc.stringMatching(/^[A-Z2-7]{39}$/).map((value) => ({ algorithm: 'tth' as const, value })),
);

const work = fc.record({
  title: recordText(512),
  artist: fc.option(recordText(512)),
  category: fc.constantFrom(...categoryWords),
  identifiers: fc.array(fc.record({ scheme: recordText(32), value: recordText(64) }), { maxLength: 3 }),
  rightsHolder: recordText(200),
});

/** Any record of the test profile, without empty text. */
export const anyRecord: fc.Arbitrary<IpEvidence> = fc
  .record({
    recordId: fc.uuid(),
    controller: fc.constantFrom('scpp', 'sacem'),
    occurredAt: fc
      .date({ min: new Date('2022-01-01'), max: new Date('2099-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().replace('.000Z', 'Z')),
    source: fc.record({
      ip: fc.constantFrom('192.0.2.1', '203.0.113.255', '2001:db8::1', '2001:db8:0:1::a', '3fff::'),
      port: fc.integer({ min: 1, max: 65_535 }),
    }),
    protocol: fc.constantFrom(...protocolWords),
    pseudonym: fc.option(recordText(256)),
    works: fc.array(work, { minLength: 1, maxLength: 3 }),
    file: fc.record({
      name: fc.option(recordText(1_024)),
      size: fc.option(fc.maxSafeNat()),
      hashes: fc.array(hash, { maxLength: 4 }),
    }),
    isp: fc.option(recordText(256)),
    segments: fc.array(fc.record({ offset: fc.nat(), length: fc.constant(16_384), sha256: hex(64) }), { maxLength: 2 }),
    agent: fc.option(recordText(128)),
    tool: fc.record({ name: recordText(64), version: recordText(64) }),
  })
  .filter((record) => !('issues' in ipEvidenceTest.schema['~standard'].validate(record)));

/** Invented records, always the same. */
export function inventedRecords(count: number): IpEvidence[] {
  const records = generateRecords({ records: count, segments: 'tenth', seed: 'formats' });
  return Array.from(records, ({ line }) => JSON.parse(line) as IpEvidence);
}
