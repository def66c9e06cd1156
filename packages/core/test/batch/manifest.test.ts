import { fixedParties } from '@scelle/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeManifest, type Manifest, parseManifest } from '../../src/batch/manifest.ts';
import { codeOf } from './code-of.ts';

const { arcom, tmg } = fixedParties;

const valid: Manifest = {
  format: 'scelle.batch/1',
  id: '01a19ffe-3700-7000-8000-000000000001',
  sender: 'tmg',
  recipient: 'arcom',
  stream: 'music',
  sequence: 42,
  previous: '0a'.repeat(32),
  replaces: { sequence: 41, manifest: '0b'.repeat(32) },
  createdAt: '2026-11-03T06:00:00Z',
  period: { from: '2026-11-02T00:00:00Z', to: '2026-11-02T23:59:59.999Z' },
  profile: 'ip-evidence/1',
  records: { count: 3, merkleRoot: '0c'.repeat(32) },
  controllers: [
    { name: 'sacem', records: 2 },
    { name: 'scpp', records: 1 },
  ],
  attachments: { count: 2, bytes: 1_212 },
  content: { bytes: 10_240 },
  payload: { bytes: 4_000, sha256: '0d'.repeat(32) },
  sealedTo: [arcom.classical.recipient.text, tmg.classical.recipient.text],
  producer: 'scelle/0.1.0',
};

const encode = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);

/** The paths of all values in a document, the inner ones included. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [[...path], ...inner.flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}

/** A copy of the document with another value at the path; undefined removes the key. */
function withValue(document: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(document))
    return document.map((part, i) => (String(i) === key ? withValue(part, rest, value) : part));
  const parts = Object.entries(document as object).map(([k, part]) => [
    k,
    k === key ? withValue(part, rest, value) : part,
  ]);
  return Object.fromEntries(parts);
}

const name = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,31}$/);
const sha256 = fc.stringMatching(/^[0-9a-f]{64}$/);
const instant = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString().replace('.000Z', 'Z'));

/** Any manifest that keeps to the rules. */
const arbitraryManifest: fc.Arbitrary<Manifest> = fc
  .record({
    format: fc.constant('scelle.batch/1' as const),
    id: fc.uuid({ version: 7 }),
    sender: name,
    recipient: name,
    stream: name,
    sequence: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    previous: sha256,
    replaces: fc.option(sha256),
    createdAt: instant,
    period: fc.tuple(instant, instant),
    profile: fc.constantFrom('ip-evidence/1', 'own/9999'),
    merkleRoot: sha256,
    controllers: fc.uniqueArray(fc.record({ name, records: fc.integer({ min: 1, max: 10_000 }) }), {
      maxLength: 4,
      selector: (controller) => controller.name,
    }),
    attachments: fc.integer({ min: 0, max: 5_000_000 }),
    content: fc.record({ bytes: fc.maxSafeNat() }),
    payload: fc.record({ bytes: fc.maxSafeNat(), sha256 }),
    kind: fc.constantFrom('classical' as const, 'hybrid' as const),
  })
  .map(({ kind, merkleRoot, ...rest }) => {
    const { sequence, previous, replaces, period, controllers } = rest;
    const count = controllers.reduce((total, { records }) => total + records, 0);
    const attachments = count === 0 ? 0 : rest.attachments;
    const [from, to] = period.toSorted((a, b) => Date.parse(a) - Date.parse(b)) as [string, string];
    const { format, id, sender, recipient, stream, createdAt, profile, content, payload } = rest;
    return {
      ...{ format, id, sender, recipient, stream, sequence },
      previous: sequence === 1 ? null : previous,
      replaces: replaces === null || sequence === 1 ? null : { sequence: sequence - 1, manifest: replaces },
      createdAt,
      period: count === 0 ? null : { from, to },
      profile,
      records: { count, merkleRoot },
      controllers: controllers.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      attachments: { count: attachments, bytes: attachments * 7 },
      ...{ content, payload },
      sealedTo: [arcom, tmg].map((party) => party[kind].recipient.text),
      producer: 'scelle/0.1.0',
    };
  });

describe('a manifest', () => {
  it('is read back as it was written, and has one encoding', () => {
    fc.assert(
      fc.property(arbitraryManifest, (manifest) => {
        const bytes = encodeManifest(manifest);
        const parsed = parseManifest(bytes);
        expect(parsed).toEqual(manifest);
        expect(encodeManifest(parsed)).toEqual(bytes);
      }),
    );
  });

  it('is refused with a code, and never a stray error, whatever stands in place of any of its values', async () => {
    const hostile = [undefined, null, true, 0, -1, 1.5, 1e21, '', 'x', '\u2028', '\ud800', [], [null], {}, { a: 1 }];
    for (const path of pathsOf(valid)) {
      for (const value of hostile) {
        const bytes = encode(withValue(valid, path, value));
        const code = await codeOf(() => parseManifest(bytes));
        const where = `${path.join('.')}: ${JSON.stringify(value)}`;
        if (code !== 'accepted') expect(['document-invalid', 'json-syntax'], where).toContain(code);
        else expect(encodeManifest(parseManifest(bytes)), where).toEqual(bytes);
      }
    }
  });

  it('is refused with a key more or a key less, at every level', async () => {
    for (const path of pathsOf(valid)) {
      const object = path.reduce<unknown>((parent, key) => (parent as Record<string, unknown>)[key], valid);
      if (typeof object !== 'object' || object === null || Array.isArray(object)) continue;
      const more = encode(withValue(valid, path, { ...object, extra: 1 }));
      expect(await codeOf(() => parseManifest(more)), path.join('.')).toBe('document-invalid');
      for (const key of Object.keys(object)) {
        const less = encode(withValue(valid, [...path, key], undefined));
        expect(await codeOf(() => parseManifest(less)), `${path.join('.')}.${key}`).toBe('document-invalid');
      }
    }
  });

  it('names the field that breaks a rule', () => {
    const bytes = encode({ ...valid, controllers: [{ name: 'SACEM', records: 3 }] });
    expect(() => parseManifest(bytes)).toThrow(
      expect.objectContaining({ details: { member: 'manifest.json', field: 'controllers[0].name', expected: 'name' } }),
    );
  });

  const none = { ...valid, period: null, records: { ...valid.records, count: 0 }, controllers: [] };
  it.each([
    ['no batch before it, which is not the first', 'previous', { previous: null }],
    ['a batch before it, though it is the first', 'previous', { sequence: 1, replaces: null }],
    ['itself as the batch that it corrects', 'replaces', { replaces: { ...valid.replaces, sequence: 42 } }],
    ['a later batch as the one that it corrects', 'replaces', { replaces: { ...valid.replaces, sequence: 43 } }],
    ['records and no period', 'period', { period: null }],
    ['a period and no records', 'period', { ...none, period: valid.period }],
    ['a period that ends before it begins', 'period', { period: { from: valid.period?.to, to: valid.period?.from } }],
    ['controllers out of order', 'controllers', { controllers: valid.controllers.toReversed() }],
    ['a controller twice', 'controllers', { controllers: [1, 2].map((records) => ({ name: 'sacem', records })) }],
    ['controllers of fewer records than there are', 'controllers', { controllers: valid.controllers.slice(0, 1) }],
    ['controllers of more records than there are', 'controllers', { records: { ...valid.records, count: 2 } }],
    ['attachments of less than a byte each', 'attachments', { attachments: { count: 2, bytes: 1 } }],
    ['attachments of over 64 MiB each', 'attachments', { attachments: { count: 1, bytes: 67_108_865 } }],
    ['bytes and no attachments', 'attachments', { attachments: { count: 0, bytes: 1 } }],
    ['attachments and no records', 'attachments', { ...none, attachments: { count: 1, bytes: 1 } }],
    ['a recipient twice', 'sealedTo', { sealedTo: [arcom, arcom].map((party) => party.classical.recipient.text) }],
    [
      'recipients of both kinds',
      'sealedTo',
      { sealedTo: [arcom.classical, arcom.hybrid].map((key) => key.recipient.text) },
    ],
  ])('is refused with %s', (_, field, change) => {
    const { code, details } = { code: 'document-invalid', details: expect.objectContaining({ field }) };
    expect(() => parseManifest(encode({ ...valid, ...change }))).toThrow(expect.objectContaining({ code, details }));
  });

  it.each([
    ['one space more', (text: string) => text.replace('"sender": ', '"sender":  '), 'json-not-canonical'],
    ['no newline at its end', (text: string) => text.trimEnd(), 'json-not-canonical'],
    ['something after it', (text: string) => `${text}\n`, 'json-not-canonical'],
    ['a key twice', (text: string) => text.replace('"stream"', '"sender": "x",\n  "stream"'), 'json-not-canonical'],
    ['an escape that is not needed', (text: string) => text.replace('music', '\\u006dusic'), 'json-not-canonical'],
    ['a number written otherwise', (text: string) => text.replace('10240', '1024e1'), 'json-not-canonical'],
    [
      'its keys in another order',
      (text: string) => text.replace(/("sender".*\n)(.*\n)/, '$2  $1'),
      'json-not-canonical',
    ],
    ['a byte order mark', (text: string) => `\ufeff${text}`, 'json-syntax'],
    ['over 1 MiB', (text: string) => text.padEnd(1_048_577), 'document-too-long'],
  ])('is refused with %s', async (_, change, code) => {
    const text = new TextDecoder().decode(encodeManifest(valid));
    expect(await codeOf(() => parseManifest(new TextEncoder().encode(change(text))))).toBe(code);
  });

  it('is refused where it is not UTF-8', async () => {
    const bytes = encodeManifest(valid);
    bytes[20] = 0xff;
    expect(await codeOf(() => parseManifest(bytes))).toBe('utf8-invalid');
  });
});
