import { fixedParties } from '@scelle/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OpenContent, openPayload } from '../../src/batch/read-groups.ts';
import { memorySource } from '../../src/io/source.ts';
import { hashLeaf, hashNode } from '../../src/merkle/tree.ts';
import { discloseLeaves } from '../../src/proof/disclose-leaves.ts';
import { checkProof, type DisclosedLeaf, encodeProof, type Proof, parseProof } from '../../src/proof/proof.ts';
import { makeBatch, readBatch } from '../batch/batches.ts';
import { codeOf } from '../batch/code-of.ts';
import { sketch } from '../batch/sketch-profile.ts';

/** A batch of so many records, and its content, to be read once. */
async function openBatch(records: number): Promise<{ bytes: Uint8Array; open: () => Promise<OpenContent> }> {
  const bytes = await makeBatch(Array.from({ length: records }, (_, number) => sketch({ number, padding: 'Été' })));
  const { container, manifest } = await readBatch(bytes);
  const location = { payload: container.payload, contentBytes: manifest.content.bytes };
  const identities = [fixedParties.arcom.classical.identity];
  return { bytes, open: () => openPayload(memorySource(bytes), location, identities) };
}

async function prove(records: number, index: number): Promise<Proof> {
  const { bytes, open } = await openBatch(records);
  const { container } = await readBatch(bytes);
  const [record, content] = await discloseLeaves(await open(), records + 1, [index, 0]);
  const textOf = (part: Uint8Array) => Buffer.from(part).toString();
  return {
    format: 'scelle.proof/1',
    manifest: textOf(container.manifest),
    seal: textOf(container.seal),
    record: record!,
    content: content!,
  };
}

/** The text with one of its hex digits changed. */
function alter(hex: string, at = 0): string {
  const digit = hex[at] === '0' ? '1' : '0';
  return hex.slice(0, at) + digit + hex.slice(at + 1);
}

describe('a proof', () => {
  it('can be made of every record of every small batch, with and without batch.json', async () => {
    for (let records = 1; records <= 9; records++) {
      const { lines, manifest, head } = await readBatch((await openBatch(records)).bytes);
      for (let index = 1; index <= records; index++) {
        const proof = await prove(records, index);
        const proven = checkProof(proof);
        expect(proven).toMatchObject({ manifest, line: lines[index - 1] });
        expect(proven.content).toEqual(JSON.parse(Buffer.from(head.document).toString()));
        expect(checkProof({ ...proof, content: null })).toEqual({ ...proven, content: null });
        expect(parseProof(encodeProof(proof))).toEqual(proof);
      }
    }
  });

  it('discloses of the other records nothing but hashes', async () => {
    const text = new TextDecoder().decode(encodeProof(await prove(5, 2)));
    const mentions = text.match(/\\"number\\":\d+/g);
    expect(mentions).toEqual(['\\"number\\":1']);
  });

  const changes: [string, (leaf: DisclosedLeaf) => Partial<DisclosedLeaf>][] = [
    ['another text', ({ text }) => ({ text: text.replace('Été', 'Ete') })],
    ['a text more', ({ text }) => ({ text: `${text}\n` })],
    ['another salt', ({ salt }) => ({ salt: alter(salt) })],
    ['another index', ({ index }) => ({ index: index + 1 })],
    ['an index beyond the batch', () => ({ index: 4_000 })],
    ['another hash in its path', ({ path }) => ({ path: path.with(0, alter(path[0]!, 63)) })],
    ['a shorter path', ({ path }) => ({ path: path.slice(1) })],
    ['a longer path', ({ path }) => ({ path: [...path, path[0]!] })],
    ['its path backwards', ({ path }) => ({ path: path.toReversed() })],
    ['no path', () => ({ path: [] })],
  ];

  it.each(changes)('is refused with %s', async (_, change) => {
    const proof = await prove(5, 2);
    const record = { ...proof.record, ...change(proof.record) };
    expect(await codeOf(() => checkProof({ ...proof, record }))).toBe('proof-invalid');
  });

  it.each(changes.filter(([title]) => title !== 'another text'))(
    'is refused with %s of batch.json',
    async (_, change) => {
      const proof = await prove(5, 2);
      const content = { ...proof.content!, ...change(proof.content!) };
      expect(await codeOf(() => checkProof({ ...proof, content }))).toBe('proof-invalid');
    },
  );

  it('is refused with batch.json as its record, and with a record as its batch.json', async () => {
    const proof = await prove(3, 1);
    expect(await codeOf(() => checkProof({ ...proof, record: proof.content! }))).toBe('proof-invalid');
    expect(await codeOf(() => checkProof({ ...proof, content: proof.record }))).toBe('proof-invalid');
  });

  it.each([
    ['is no JSON', 'not JSON', 'json-not-canonical'],
    ['has nine levels', '['.repeat(9) + ']'.repeat(9), 'json-depth'],
    ['is too deep to be encoded', '['.repeat(100_000) + ']'.repeat(100_000), 'json-depth'],
    ['has eight levels', '['.repeat(8) + ']'.repeat(8), 'accepted'],
  ])('where its record %s, although that was sealed', async (_, text, verdict) => {
    const proof = await prove(1, 1);
    const leafHash = hashLeaf(Buffer.from(proof.record.salt, 'hex'), Buffer.from(text));
    const root = hashNode(Buffer.from(proof.record.path[0]!, 'hex'), leafHash);
    const manifest = JSON.parse(proof.manifest);
    manifest.records.merkleRoot = Buffer.from(root).toString('hex');
    const sealed = { ...proof, manifest: `${JSON.stringify(manifest, null, 2)}\n`, content: null };
    const record = { ...proof.record, text };
    expect(await codeOf(() => checkProof({ ...sealed, record }))).toBe(verdict);
  });

  it('is refused with the manifest of another batch, or with what is no manifest', async () => {
    const [proof, other] = [await prove(3, 1), await prove(4, 1)];
    expect(await codeOf(() => checkProof({ ...proof, manifest: other.manifest }))).toBe('proof-invalid');
    expect(await codeOf(() => checkProof({ ...proof, manifest: '{}\n' }))).toBe('document-invalid');
    expect(await codeOf(() => checkProof({ ...proof, manifest: '' }))).toBe('json-syntax');
  });
});

describe('parseProof', () => {
  it('gives back what encodeProof has written, and nothing else', () => {
    const hex = (digits: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${digits}}$`));
    const text = fc.string({ unit: 'grapheme', maxLength: 40 });
    const leaf = fc.record({
      index: fc.integer({ min: 0, max: 5_000_000 }),
      text,
      salt: hex(32),
      path: fc.array(hex(64), { maxLength: 23 }),
    });
    const arbitrary: fc.Arbitrary<Proof> = fc.record({
      format: fc.constant('scelle.proof/1' as const),
      manifest: text,
      seal: text,
      record: leaf,
      content: fc.option(leaf),
    });
    fc.assert(
      fc.property(arbitrary, (proof) => {
        const bytes = encodeProof(proof);
        expect(parseProof(bytes)).toEqual(proof);
        expect(encodeProof(parseProof(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each<[string, (proof: Proof) => object]>([
    ['a key more', (proof) => ({ ...proof, extra: 1 })],
    ['another format word', (proof) => ({ ...proof, format: 'scelle.batch/1' })],
    ['no seal', ({ seal, ...proof }) => proof],
    ['a salt of 15 bytes', (proof) => ({ ...proof, record: { ...proof.record, salt: '0a'.repeat(15) } })],
    ['a salt in capitals', (proof) => ({ ...proof, record: { ...proof.record, salt: '0A'.repeat(16) } })],
    [
      'a path of 24 hashes',
      (proof) => ({ ...proof, record: { ...proof.record, path: Array(24).fill('0a'.repeat(32)) } }),
    ],
    ['an index below 0', (proof) => ({ ...proof, record: { ...proof.record, index: -1 } })],
    ['half of a surrogate pair', (proof) => ({ ...proof, record: { ...proof.record, text: '\ud800' } })],
    ['a list for a leaf', (proof) => ({ ...proof, content: [] })],
  ])('refuses %s', async (_, change) => {
    const altered = change(await prove(2, 1)) as Proof;
    expect(await codeOf(() => parseProof(encodeProof(altered)))).toBe('document-invalid');
  });

  it('refuses over 4 MiB before it is parsed', async () => {
    expect(await codeOf(() => parseProof(new Uint8Array(4_194_305)))).toBe('document-too-long');
  });
});

describe('discloseLeaves', () => {
  it('gives several leaves in the order asked for, from one reading', async () => {
    const { bytes, open } = await openBatch(6);
    const { lines, head } = await readBatch(bytes);
    const leaves = await discloseLeaves(await open(), 7, [6, 0, 3, 3]);
    const texts = [lines[5], Buffer.from(head.document).toString(), lines[2], lines[2]];
    expect(leaves.map(({ text }) => text)).toEqual(texts);
  });

  it.each([-1, 4])('refuses leaf %d of a batch of 3 records', async (index) => {
    const { open } = await openBatch(3);
    const content = await open();
    expect(await codeOf(discloseLeaves(content, 4, [index]))).toBe('proof-leaf-missing');
    await content.groups.return();
  });

  it('refuses a content that has another number of leaves than the manifest says', async () => {
    const { open } = await openBatch(3);
    expect(await codeOf(discloseLeaves(await open(), 5, [1]))).toBe('proof-invalid');
    expect(await codeOf(discloseLeaves(await open(), 3, [1]))).toBe('proof-invalid');
  });

  it('refuses a line that is not UTF-8', async () => {
    async function* groups() {
      yield { index: 0, lines: Uint8Array.of(0xff, 0x0a), attachments: [] };
    }
    const content: OpenContent = {
      head: { saltKey: new Uint8Array(32), document: new Uint8Array() },
      groups: groups(),
      [Symbol.asyncDispose]: async () => undefined,
    };
    expect(await codeOf(discloseLeaves(content, 2, [1]))).toBe('utf8-invalid');
  });
});
