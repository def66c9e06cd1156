import fc from 'fast-check';
import type { IpEvidence } from '../../src/record/ip-evidence.ts';

/** A record of `ip-evidence-test/1`, to be changed field by field. */
export const sample: IpEvidence = {
  recordId: '9b2f0c3e-6d1a-4c5b-8e7f-0123456789ab',
  controller: 'sacem',
  occurredAt: '2026-01-31T23:59:59.250Z',
  source: { ip: '192.0.2.77', port: 51_413 },
  protocol: 'bittorrent',
  pseudonym: 'Zoé 👍',
  works: [
    {
      title: 'L’Été à "Paris"',
      artist: null,
      category: 'music',
      identifiers: [{ scheme: 'isrc', value: 'FRXXX2600001' }],
      rightsHolder: 'Label',
    },
  ],
  file: { name: 'ete.mp3', size: 5_242_880, hashes: [{ algorithm: 'btih', value: '0a'.repeat(20) }] },
  isp: 'Orange',
  segments: [{ offset: 0, length: 16_384, sha256: '0b'.repeat(32) }],
  agent: 'agent-1',
  tool: { name: 'scelle-synthetic', version: '0.1.0' },
};

/** The sample with the value at the path replaced, or its key removed where the value is undefined. */
export function withField(path: string, value: unknown): unknown {
  const record = structuredClone<unknown>(sample);
  const keys = path.split('.');
  const last = keys.pop()!;
  let parent = record as Record<string, unknown>;
  for (const key of keys) parent = parent[key] as Record<string, unknown>;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return record;
}

function text(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: 'binary', maxLength: 24 }).map((value) =>
    value
      .replace(/[\p{Cc}\u2028\u2029]/gu, '')
      .slice(0, maxLength)
      .toWellFormed(),
  );
}

function nullable<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> {
  return fc.option(value, { nil: null });
}

function hex(length: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
}

const work: fc.Arbitrary<IpEvidence['works'][number]> = fc.record({
  title: text(512),
  artist: nullable(text(512)),
  category: fc.constantFrom('music', 'film', 'series', 'game', 'software', 'book', 'other'),
  identifiers: fc.array(fc.record({ scheme: text(32), value: text(256) }), { maxLength: 3 }),
  rightsHolder: text(256),
});

/** Any record of `ip-evidence-test/1`. */
export const arbitraryRecord: fc.Arbitrary<IpEvidence> = fc.record({
  recordId: fc.uuid({ version: [4, 7] }),
  controller: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,31}$/),
  occurredAt: fc
    .date({ min: new Date('2022-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
    .map((date) => date.toISOString().replace('.000Z', 'Z')),
  source: fc.record({
    ip: fc.oneof(
      fc.nat(255).map((last) => `198.51.100.${last}`),
      fc.integer({ min: 1, max: 0xffff }).map((last) => `2001:db8::${last.toString(16)}`),
    ),
    port: fc.integer({ min: 1, max: 65_535 }),
  }),
  protocol: fc.constantFrom('bittorrent', 'ed2k', 'direct-connect', 'other'),
  pseudonym: nullable(text(256)),
  works: fc.array(work, { minLength: 1, maxLength: 3 }),
  file: fc.record({
    name: nullable(text(1_024)),
    size: nullable(fc.maxSafeNat()),
    hashes: fc.array(
      fc.oneof(
        fc.record({ algorithm: fc.constant('btih' as const), value: hex(40) }),
        fc.record({ algorithm: fc.constant('tth' as const), value: fc.stringMatching(/^[A-Z2-7]{39}$/) }),
      ),
      { maxLength: 2 },
    ),
  }),
  isp: nullable(text(256)),
  segments: fc.uniqueArray(
    fc.record({ offset: fc.maxSafeNat(), length: fc.integer({ min: 1, max: 1_048_576 }), sha256: hex(64) }),
    { maxLength: 3, selector: ({ sha256 }) => sha256 },
  ),
  agent: nullable(text(128)),
  tool: fc.record({ name: text(64), version: text(64) }),
});
