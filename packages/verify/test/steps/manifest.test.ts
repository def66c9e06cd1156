import { publicKeyBase64 } from '@scelle/core/internal';
import { craftBatch, fixedInstant, fixedParties } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { judgeCrafted, reception, trust, verifyIt } from '../trial.ts';

const { tmg, other, arcom, stranger } = fixedParties;

/** Applies a change to the text of the manifest. */
function edit(pattern: string | RegExp, replacement: string) {
  return (bytes: Uint8Array) => {
    const text = new TextDecoder().decode(bytes);
    const edited = text.replace(pattern, replacement);
    expect(edited).not.toBe(text);
    return new TextEncoder().encode(edited);
  };
}

describe('a batch that another trusted sender took over', () => {
  it('is refused if it is sealed again in the name of the first', async () => {
    const seal = { signer: other.signer, trustedComment: `scelle.batch/1 role=sender signer=tmg time=${fixedInstant}` };
    expect(await judgeCrafted({ seal })).toBe('rejected at manifest: sender-key-mismatch');
  });

  it('is refused if manifest and trusted comment name different senders', async () => {
    const seal = { trustedComment: `scelle.batch/1 role=sender signer=other time=${fixedInstant}` };
    expect(await judgeCrafted({ seal })).toBe('rejected at manifest: trusted-comment-mismatch');
  });

  it('is refused with such a comment also where the key is trusted for any name', async () => {
    const keys = [{ ...trust('sender', tmg), name: null }];
    const seal = { trustedComment: `scelle.batch/1 role=sender signer=other time=${fixedInstant}` };
    expect(await judgeCrafted({}, { policy: { keys } })).toBe('accepted');
    expect(await judgeCrafted({ seal }, { policy: { keys } })).toBe('rejected at manifest: trusted-comment-mismatch');
  });
});

describe('a trusted comment', () => {
  it.each(['receipt', 'card', 'notice', 'custody', 'media', 'certificate', 'proof'])(
    'of a %s does not pass for that of a batch',
    async (kind) => {
      const trustedComment = `scelle.${kind}/1 role=sender signer=tmg time=${fixedInstant}`;
      expect(await judgeCrafted({ seal: { trustedComment } })).toBe('rejected at manifest: trusted-comment-mismatch');
    },
  );

  it('of a later version of the format does not pass for this one', async () => {
    const trustedComment = `scelle.batch/2 role=sender signer=tmg time=${fixedInstant}`;
    expect(await judgeCrafted({ seal: { trustedComment } })).toBe('rejected at manifest: trusted-comment-mismatch');
  });

  it.each([
    ['another role', 'role=notary signer=agent', ' sample=none'],
    ['another name', 'role=agent signer=somebody', ' sample=none'],
    ['no word on the sample', 'role=agent signer=agent', ''],
  ])('of an agent is refused with %s', async (_, statement, sample) => {
    const trustedComment = `scelle.batch/1 ${statement} time=${fixedInstant}${sample}`;
    expect(await judgeCrafted({ coSignatures: [{ trustedComment }] })).toBe(
      'rejected at manifest: trusted-comment-mismatch',
    );
  });

  it('of a seal is refused with a sample', async () => {
    const trustedComment = `scelle.batch/1 role=sender signer=tmg time=${fixedInstant} sample=none`;
    expect(await judgeCrafted({ seal: { trustedComment } })).toBe('rejected at manifest: trusted-comment-mismatch');
  });
});

describe('the time of signing', () => {
  const at = (time: string) => ({
    seal: { trustedComment: `scelle.batch/1 role=sender signer=tmg time=${time}` },
  });

  it.each([
    ['2026-11-03T05:54:59Z', 'rejected at manifest: signing-time-implausible'],
    ['2026-11-03T05:55:00Z', 'accepted'],
    ['2026-11-03T07:05:00Z', 'accepted'],
    ['2026-11-03T07:05:00.001Z', 'rejected at manifest: signing-time-implausible'],
  ])('%s, with the batch made at 06:00, received at 07:00 and five minutes allowed: %s', async (time, outcome) => {
    expect(reception.toISOString()).toBe('2026-11-03T07:00:00.000Z');
    expect(await judgeCrafted(at(time))).toBe(outcome);
  });

  it('of a co-signature is bounded in the same way', async () => {
    const trustedComment = 'scelle.batch/1 role=agent signer=agent time=2026-11-03T09:00:00Z sample=none';
    expect(await judgeCrafted({ coSignatures: [{ trustedComment }] })).toBe(
      'rejected at manifest: signing-time-implausible',
    );
  });

  it('does not make room for a batch that is made in the future', async () => {
    const manifest = { createdAt: '2026-11-04T06:00:00Z' };
    expect(await judgeCrafted({ manifest: (honest) => ({ ...honest, ...manifest }) })).toBe(
      'rejected at manifest: signing-time-implausible',
    );
  });
});

describe('a manifest', () => {
  it.each([
    ['a key twice', edit('"stream"', '"stream": "film",\n  "stream"'), 'json-not-canonical'],
    ['another order of keys', edit(/( {2}"sender".*\n)( {2}"recipient".*\n)/, '$2$1'), 'json-not-canonical'],
    ['an escape where none is needed', edit('"music"', '"\\u006dusic"'), 'json-not-canonical'],
    ['another notation of a number', edit('"sequence": 1', '"sequence": 1.0'), 'json-not-canonical'],
    ['a number that readers do not agree on', edit('"sequence": 1', '"sequence": 1e400'), 'document-invalid'],
    ['no final newline', edit(/\n$/, ''), 'json-not-canonical'],
    ['something behind its end', edit(/\n$/, '\n{}\n'), 'json-syntax'],
    ['a byte order mark', edit('{', '\ufeff{'), 'json-syntax'],
    ['a prototype as a key', edit('{', '{\n  "__proto__": {},'), 'document-invalid'],
    ['an unknown key', edit('{', '{\n  "note": "",'), 'document-invalid'],
    ['a missing key', edit(/ {2}"stream".*\n/, ''), 'document-invalid'],
    ['another format word', edit('scelle.batch/1', 'scelle.receipt/1'), 'document-invalid'],
    ['half a surrogate pair', edit('"music"', '"\\ud800"'), 'document-invalid'],
    ['nested brackets without end', () => new TextEncoder().encode('['.repeat(100_000)), 'json-depth'],
    ['bytes that are not UTF-8', () => Uint8Array.of(0x7b, 0xff, 0x7d), 'utf8-invalid'],
    ['no bytes at all', () => new Uint8Array(), 'json-syntax'],
  ])('is refused with %s, although it is sealed', async (_, manifestBytes, code) => {
    expect(await judgeCrafted({ manifestBytes })).toBe(`rejected at manifest: ${code}`);
  });

  const twice = arcom.classical.recipient.text;
  it.each([
    ['sequence 0', { sequence: 0 }],
    ['a previous digest before the first batch', { previous: 'ab'.repeat(32) }],
    ['no previous digest after the first batch', { sequence: 2 }],
    ['a batch that replaces a later one', { replaces: { sequence: 1, manifest: 'ab'.repeat(32) } }],
    ['no period in spite of records', { period: null }],
    ['a period that runs backwards', { period: { from: '2026-11-02T00:00:00Z', to: '2026-11-01T00:00:00Z' } }],
    ['a day that does not exist', { createdAt: '2026-02-30T00:00:00Z' }],
    ['controllers that do not add up', { controllers: [{ name: 'sacem', records: 2 }] }],
    [
      'controllers out of order',
      {
        controllers: [
          { name: 'scpp', records: 1 },
          { name: 'sacem', records: 2 },
        ],
      },
    ],
    ['too many records', { records: { count: 5_000_001, merkleRoot: 'ab'.repeat(32) } }],
    ['attachments of no bytes', { attachments: { count: 2, bytes: 1 } }],
    ['a recipient twice', { sealedTo: [twice, twice] }],
    ['classical and hybrid recipients', { sealedTo: [twice, arcom.hybrid.recipient.text] }],
    ['no recipient', { sealedTo: [] }],
    ['seventeen recipients', { sealedTo: Array.from({ length: 17 }, (_, index) => `age1${'q'.repeat(index + 1)}`) }],
    ['a public key for a name', { sender: publicKeyBase64(stranger.publicKey) }],
  ])('is refused with %s, although it is sealed', async (_, change) => {
    expect(await judgeCrafted({ manifest: (manifest) => ({ ...manifest, ...change }) })).toBe(
      'rejected at manifest: document-invalid',
    );
  });

  it('is refused by the container if it is longer than a mebibyte', async () => {
    const manifestBytes = () => new Uint8Array(1_048_577);
    expect(await judgeCrafted({ manifestBytes })).toBe('rejected at container: container-member-too-large');
  });

  it('makes test data known as such', async () => {
    expect(await verifyIt(await craftBatch())).toMatchObject({ testData: true });
  });
});
