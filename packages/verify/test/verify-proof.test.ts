import { encodeProof, memorySource, type Proof, parseProof, ScelleError } from '@scelle/core';
import { craftBatch, craftSignature, fixedInstant, fixedParties, fixedRecords } from '@scelle/testkit';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createProof } from '../src/create-proof.ts';
import { verifyProof } from '../src/verify-proof.ts';
import { identities, policy, reception, trust } from './trial.ts';

const { tmg, other, stranger } = fixedParties;
let proof: Proof;
let another: Proof;

beforeAll(async () => {
  const batch = memorySource(await craftBatch());
  const [one, two] = await Promise.all(
    [0, 1].map((index) =>
      createProof(
        batch,
        policy,
        { identities, ledger: 'none', now: reception },
        { recordId: fixedRecords[index]!.recordId },
      ),
    ),
  );
  proof = one!.proof!;
  another = two!.proof!;
});

/** The code with which a proof is refused; `accepted` where it holds. */
function judge(bytes: Uint8Array): string {
  try {
    verifyProof(parseProof(bytes), policy.keys, policy.profiles);
    return 'accepted';
  } catch (error) {
    return error instanceof ScelleError ? error.code : String(error);
  }
}

function judgeChanged(change: Partial<Proof>): string {
  return judge(encodeProof({ ...proof, ...change }));
}

describe('a proof', () => {
  it('is refused with any one of its bytes altered', () => {
    const bytes = encodeProof(proof);
    expect(judge(bytes)).toBe('accepted');
    const codes = new Set<string>();
    for (let at = 0; at < bytes.length; at++) codes.add(judge(bytes.with(at, bytes[at]! ^ (1 << (at % 7)))));
    expect([...codes].sort()).toEqual([
      'document-invalid',
      'json-syntax',
      'proof-invalid',
      'seal-unknown-key',
      'seal-wrong',
      'signature-malformed',
      'trusted-comment-mismatch',
      'utf8-invalid',
    ]);
  });

  it('is refused when it is cut, or goes on', () => {
    const bytes = encodeProof(proof);
    for (let length = 0; length < bytes.length - 1; length += 7) {
      expect(judge(bytes.subarray(0, length))).toMatch(/^(json-syntax|utf8-invalid)$/);
    }
    expect(judge(bytes.subarray(0, -1))).toBe('json-not-canonical');
    expect(judge(Buffer.concat([bytes, bytes]))).toBe('json-syntax');
  });

  it.each<[string, () => Partial<Proof>]>([
    ['the record of another proof', () => ({ record: { ...proof.record, text: another.record.text } })],
    ['the salt of another', () => ({ record: { ...proof.record, salt: another.record.salt } })],
    ['the path of another', () => ({ record: { ...proof.record, path: another.record.path } })],
    ['another index', () => ({ record: { ...proof.record, index: 2 } })],
    ['an index beyond the batch', () => ({ record: { ...proof.record, index: 4 } })],
    ['a path that is too short', () => ({ record: { ...proof.record, path: proof.record.path.slice(1) } })],
    ['a path that is too long', () => ({ record: { ...proof.record, path: [...proof.record.path, 'ab'.repeat(32)] } })],
    ['batch.json for a record', () => ({ record: proof.content! })],
    ['a record for batch.json', () => ({ content: proof.record })],
  ])('is refused with %s', (_, change) => {
    expect(judgeChanged(change())).toBe('proof-invalid');
  });

  it('parses to what encodes to the same bytes', () => {
    const bytes = encodeProof(proof);
    expect(encodeProof(parseProof(bytes))).toEqual(bytes);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const changed = bytes.with(at, value);
        expect(judge(changed) === 'accepted').toBe(value === bytes[at]);
      }),
    );
  });
});

describe('the seal of a proof', () => {
  it('must be by a key that is trusted for senders', () => {
    for (const keys of [[], [trust('sender', other)], [trust('agent', tmg)]]) {
      expect(() => verifyProof(proof, keys)).toThrow(expect.objectContaining({ code: 'seal-unknown-key' }));
    }
    const taken = { ...trust('sender', stranger), publicKey: { ...tmg.publicKey, key: stranger.publicKey.key } };
    expect(() => verifyProof(proof, [taken])).toThrow(expect.objectContaining({ code: 'seal-wrong' }));
  });

  it('must be by a key of the sender that the manifest names', () => {
    const keys = [{ ...trust('sender', tmg), name: 'other' }];
    expect(() => verifyProof(proof, keys)).toThrow(expect.objectContaining({ code: 'sender-key-mismatch' }));
  });

  it('must have been made while the key was valid', () => {
    const early = [{ ...trust('sender', tmg), validFrom: '2026-11-04T00:00:00Z' }];
    expect(() => verifyProof(proof, early)).toThrow(expect.objectContaining({ code: 'key-not-yet-valid' }));
    const late = [{ ...trust('sender', tmg), validUntil: '2026-11-01T00:00:00Z' }];
    expect(() => verifyProof(proof, late)).toThrow(expect.objectContaining({ code: 'key-expired' }));
  });

  it.each([
    ['another kind of document', `scelle.receipt/1 role=sender signer=tmg time=${fixedInstant}`],
    ['another role', `scelle.batch/1 role=agent signer=tmg time=${fixedInstant}`],
    ['another signer', `scelle.batch/1 role=sender signer=other time=${fixedInstant}`],
    ['a sample', `scelle.batch/1 role=sender signer=tmg time=${fixedInstant} sample=none`],
  ])('must not state %s', async (_, trustedComment) => {
    const manifest = new TextEncoder().encode(proof.manifest);
    const seal = await craftSignature(manifest, {
      signer: tmg.signer,
      untrustedComment: 'scelle.batch/1',
      trustedComment,
    });
    expect(judgeChanged({ seal: new TextDecoder().decode(seal) })).toBe('trusted-comment-mismatch');
  });

  it('must be by the key that batch.json names', async () => {
    const manifest = new TextEncoder().encode(proof.manifest);
    const seal = await craftSignature(manifest, {
      signer: other.signer,
      untrustedComment: 'scelle.batch/1',
      trustedComment: `scelle.batch/1 role=sender signer=tmg time=${fixedInstant}`,
    });
    const keys = [{ ...trust('sender', other), name: 'tmg' }];
    const resealed = { ...proof, seal: new TextDecoder().decode(seal) };
    expect(() => verifyProof(resealed, keys)).toThrow(expect.objectContaining({ code: 'content-document-mismatch' }));
  });
});
