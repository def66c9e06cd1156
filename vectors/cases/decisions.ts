import type { SecretKey } from '@scelle/core';
import { craftSignature, fixedParties } from '@scelle/testkit';

const format = 'scelle.decision/1';
const issuedAt = '2026-11-03T06:30:00Z';

/** The decision that is believed; every other one differs from it where its description says so. */
const valid = {
  format,
  station: 'arcom',
  sender: 'tmg',
  recipient: 'arcom',
  stream: 'music',
  sequence: 7,
  batch: '019a48a0-5c00-7000-8000-0123456789ab',
  manifest: '6f'.repeat(32),
  records: 200,
  outcome: 'rejected',
  codes: ['batch-over-records'],
  waitsFor: [] as readonly string[],
  decidedBy: 'policy',
  issuedAt,
  custody: { number: 12, hash: 'c5'.repeat(32) as string | null },
};

/** When it arrives, and whose keys for receipts are trusted. */
const usual = {
  now: '2026-11-03T07:00:00Z',
  clockSkewSeconds: 300,
  keys: [
    {
      key: 'arcom',
      party: 'arcom',
      stage: 'delivery',
      validFrom: '2026-01-01T00:00:00Z',
      validUntil: '2028-12-31T00:00:00Z',
    },
    {
      key: 'agent',
      party: 'arcom',
      stage: 'import',
      validFrom: '2026-01-01T00:00:00Z',
      validUntil: '2028-12-31T00:00:00Z',
    },
    {
      key: 'other',
      party: 'other',
      stage: 'delivery',
      validFrom: '2026-01-01T00:00:00Z',
      validUntil: '2028-12-31T00:00:00Z',
    },
  ],
};

interface DecisionCraft {
  readonly content?: object;
  /** The text in place of the canonical one. */
  readonly text?: string;
  /** What is signed, where it is not the document. */
  readonly signed?: string;
  readonly signer?: SecretKey;
  readonly comment?: string;
  readonly untrusted?: string;
  readonly given?: object;
}

const comment = `${format} role=delivery signer=arcom time=${issuedAt}`;

function encode(content: object): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

async function make(name: string, description: string, expected: string | null, craft: DecisionCraft = {}) {
  const { content = valid, text = encode(content), signed = text, given = {}, signer } = craft;
  const signature = await craftSignature(new TextEncoder().encode(signed), {
    signer: signer ?? fixedParties.arcom.signer,
    trustedComment: craft.comment ?? comment,
    untrustedComment: craft.untrusted ?? format,
  });
  return { name, description, document: text, signature: new TextDecoder().decode(signature), given, expected };
}

/** Decisions that a sender believes or rejects, and the conditions. Source: docs/station-documents.md § Decisions. */
export async function decisionVectors(): Promise<object> {
  const late = '2027-11-03T06:30:00Z';
  const early = '2025-11-03T06:30:00Z';
  const at = (time: string) => ({
    content: { ...valid, issuedAt: time },
    comment: comment.replace(issuedAt, time),
  });
  const invalid = (name: string, description: string, change: object) =>
    make(name, description, 'document-invalid', { content: { ...valid, ...change } });
  return {
    format: 'scelle.decision-vectors/1',
    usual,
    vectors: [
      await make('rejected', 'by the policy', null),
      await make('by-a-person', 'by a person, for a clock', null, {
        content: { ...valid, codes: ['signing-time-implausible'], decidedBy: 'person' },
      }),
      await make('held', 'waits for another batch', null, {
        content: { ...valid, outcome: 'held', codes: [], waitsFor: ['sequence-gap'] },
      }),
      await make('first-entry', 'of a custody log without entries', null, {
        content: { ...valid, custody: { number: 0, hash: null } },
      }),
      await make('unknown-key', 'by a key that nobody uses for receipts', 'decision-unknown-key', {
        signer: fixedParties.stranger.signer,
      }),
      await make('altered', 'one digit differs from what was signed', 'decision-signature', {
        text: encode({ ...valid, sequence: 8 }),
        signed: encode(valid),
      }),
      await make('other-party', 'by the key of another party', 'decision-signature', {
        signer: fixedParties.other.signer,
      }),
      await make('import-key', 'by the key for import receipts', 'decision-signature', {
        signer: fixedParties.agent.signer,
      }),
      await make('comment-role', 'its comment states another role', 'decision-signature', {
        comment: comment.replace('role=delivery', 'role=import'),
      }),
      await make('comment-signer', 'its comment states another signer', 'decision-signature', {
        comment: comment.replace('signer=arcom', 'signer=other'),
      }),
      await make('comment-time', 'its comment states another time', 'decision-signature', {
        comment: comment.replace(issuedAt, '2026-11-03T06:30:01Z'),
      }),
      await make('comment-sample', 'its comment states a sample', 'decision-signature', {
        comment: `${comment} sample=none`,
      }),
      await make('comment-receipt', 'it is signed as a receipt', 'decision-signature', {
        comment: comment.replace(format, 'scelle.receipt/1'),
      }),
      await make('untrusted-comment', 'the first line names another format', 'decision-signature', {
        untrusted: 'scelle.receipt/1',
      }),
      await make('from-future', 'later than now and the tolerated difference', 'decision-from-future', at(late)),
      await make('before-key', 'before its key was valid', 'decision-key-not-valid', at(early)),
      await make('revoked', 'arrives after the revocation of its key', 'decision-key-revoked', {
        given: { keys: usual.keys.map((key) => ({ ...key, revokedFrom: '2026-11-03T06:45:00Z' })) },
      }),
      await make('compact', 'not the canonical encoding', 'json-not-canonical', { text: JSON.stringify(valid) }),
      await make('too-long', 'longer than 16 KiB', 'document-too-long', {
        text: `${encode(valid)}${' '.repeat(16_384)}`,
      }),
      await invalid('further-key', 'a key that is not known', { further: 1 }),
      await invalid('receipt-word', 'the format word of a receipt', { format: 'scelle.receipt/1' }),
      await invalid('accepted', 'an outcome that only receipts have', { outcome: 'accepted' }),
      await invalid('own-batch', 'sender and recipient are one', { sender: 'arcom' }),
      await invalid('no-codes', 'rejected without a code', { codes: [] }),
      await invalid('rejected-waiting', 'rejected, and waiting', { waitsFor: ['sequence-gap'] }),
      await invalid('held-for-nothing', 'held, and waiting for nothing', { outcome: 'held' }),
      await invalid('many-codes', '65 codes', { codes: Array.from({ length: 65 }, (_, index) => `code-${index}`) }),
      await invalid('custody-hash', 'a hash of a custody log without entries', {
        custody: { number: 0, hash: 'c5'.repeat(32) },
      }),
    ],
  };
}
