import { type BatchSource, encodeProof, memorySource, type Proof } from '@scelle/core';
import { craftBatch, createFixedEnvironment, fixedRecords } from '@scelle/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { createProof } from '../src/create-proof.ts';
import { verifyProof } from '../src/verify-proof.ts';
import { memoryLedger } from './memory-ledger.ts';
import { identities, policy, reception } from './trial.ts';

const [first, second, third] = fixedRecords.map(({ recordId }) => recordId) as [string, string, string];
const context = { identities, ledger: 'none', now: reception } as const;
let batch: Uint8Array;

beforeAll(async () => {
  batch = await craftBatch();
});

async function prove(recordId: string, withContent = true, bytes = batch): Promise<Proof> {
  const { proof } = await createProof(memorySource(bytes), policy, context, { recordId, withContent });
  return proof!;
}

describe('a proof', () => {
  it.each([first, second, third])('of the record %s holds', async (recordId) => {
    const { line, content } = verifyProof(await prove(recordId), policy.keys);
    expect(JSON.parse(line)).toMatchObject({ recordId });
    expect(content).toMatchObject({ legalBasis: 'CPI L. 331-24' });
  });

  it('says who sealed what, and when', async () => {
    expect(verifyProof(await prove(first), policy.keys, policy.profiles)).toMatchObject({
      signer: 'tmg',
      sealedAt: '2026-11-03T06:00:00Z',
      testData: true,
    });
  });

  it('may leave the legal basis out', async () => {
    const proof = await prove(first, false);
    expect(proof.content).toBeNull();
    expect(verifyProof(proof, policy.keys).content).toBeNull();
    expect(new TextDecoder().decode(encodeProof(proof))).not.toContain('L. 331-24');
  });

  it('discloses no other record, and not the key of the salts', async () => {
    const text = new TextDecoder().decode(encodeProof(await prove(second)));
    const saltKey = Buffer.from(createFixedEnvironment().randomBytes(32)).toString('hex');
    expect(text).toContain(second);
    for (const hidden of [first, third, '203.0.113.1', '203.0.113.3', saltKey]) expect(text).not.toContain(hidden);
    expect(Buffer.from(batch).includes(second)).toBe(false);
  });

  it('of the only record of a batch holds', async () => {
    const bytes = await craftBatch({ records: [{ ...fixedRecords[0]!, segments: [] }], attachments: [] });
    expect(verifyProof(await prove(first, true, bytes), policy.keys).manifest.records.count).toBe(1);
  });
});

describe('nothing is disclosed', () => {
  it('of a record that is not there', async () => {
    await expect(prove('0193ee00-0000-4000-8000-00000000000f')).rejects.toThrow(
      expect.objectContaining({ code: 'record-not-found' }),
    );
  });

  it('of a batch that took the place of the one that was verified', async () => {
    const other = memorySource(await craftBatch({ records: fixedRecords.toReversed() }));
    const verified = memorySource(batch);
    let passes = 0;
    const replaced: BatchSource = {
      size: batch.length,
      read: (offset, length) => {
        if (offset === 0) passes += 1;
        return (passes > 1 ? other : verified).read(offset, length);
      },
      stream: (range) => (passes > 1 ? other : verified).stream(range),
    };
    await expect(createProof(replaced, policy, context, { recordId: first })).rejects.toThrow(
      expect.objectContaining({ code: 'manifest-changed' }),
    );
  });

  it('of a record whose id occurs twice', async () => {
    const bytes = await craftBatch({ records: [...fixedRecords, fixedRecords[0]!] });
    await expect(prove(first, true, bytes)).rejects.toThrow(expect.objectContaining({ code: 'record-ambiguous' }));
    expect(verifyProof(await prove(second, true, bytes), policy.keys).manifest.records.count).toBe(4);
  });

  it.each([
    ['rejected', { manifest: (manifest: object) => ({ ...manifest, recipient: 'hadopi' }) }, context],
    ['held', { content: later, manifest: laterManifest }, { ...context, ledger: memoryLedger() }],
  ])('of a batch that is %s', async (verdict, craft, underContext) => {
    const source = memorySource(await craftBatch(craft));
    const outcome = await createProof(source, policy, underContext, { recordId: first });
    expect(outcome).toMatchObject({ report: { verdict }, proof: null });
  });
});

function later(document: object): object {
  return { ...document, sequence: 3 };
}

function laterManifest(manifest: object): object {
  return { ...manifest, sequence: 3, previous: 'ab'.repeat(32) };
}
