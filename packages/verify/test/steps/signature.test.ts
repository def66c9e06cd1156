import { SecretKey } from '@scelle/core';
import { type CoSignatureCraft, craftBatch, craftTar, fixedInstant, fixedParties } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { judge, judgeCrafted, policy, takeApart, trust, verifyIt } from '../trial.ts';

const { tmg, other, agent, stranger } = fixedParties;
const sealComment = `scelle.batch/1 role=sender signer=tmg time=${fixedInstant}`;

function agentComment(signer: string, time = fixedInstant): string {
  return `scelle.batch/1 role=agent signer=${signer} time=${time} sample=none`;
}

describe('the seal', () => {
  it('is refused if nobody trusts its key', async () => {
    expect(await judgeCrafted({ sender: stranger })).toBe('rejected at signature: seal-unknown-key');
  });

  it('is refused if it is by a stranger who took over the key number of the sender', async () => {
    const seal = { signer: stranger.signer, keyNumber: tmg.signer.keyNumber };
    expect(await judgeCrafted({ seal })).toBe('rejected at signature: seal-wrong');
  });

  it('is refused if its key is trusted in another role only', async () => {
    expect(await judgeCrafted({ seal: { signer: agent.signer } })).toBe('rejected at signature: seal-unknown-key');
  });

  it('is refused if it is of the legacy kind, which signs the manifest itself', async () => {
    expect(await judgeCrafted({ seal: { algorithm: 'Ed' } })).toBe('rejected at signature: signature-legacy');
  });

  it('is refused with another first line, which no signature covers', async () => {
    const seal = { untrustedComment: 'signature from minisign secret key' };
    expect(await judgeCrafted({ seal })).toBe('rejected at signature: trusted-comment-mismatch');
  });

  it.each(['', 'anything', `${sealComment} `, sealComment.replace('role', ' role'), `${sealComment} sample=1`])(
    'is refused with the trusted comment %j, which no Scellé writer makes',
    async (trustedComment) => {
      expect(await judgeCrafted({ seal: { trustedComment } })).toBe('rejected at signature: trusted-comment-invalid');
    },
  );

  it('is looked at before the manifest is parsed', async () => {
    const manifestBytes = () => new TextEncoder().encode('{');
    expect(await judgeCrafted({ manifestBytes, sender: stranger })).toBe('rejected at signature: seal-unknown-key');
    expect(await judgeCrafted({ manifestBytes })).toBe('rejected at manifest: json-syntax');
  });

  it('tells nothing of the manifest as long as it is not verified', async () => {
    const report = await verifyIt(await craftBatch({ sender: stranger }));
    expect(report).toMatchObject({ manifest: null, testData: null, signatures: [], records: null });
  });
});

describe('the validity of a key', () => {
  const window = (validFrom?: string, validUntil?: string) => {
    const bounds = { ...(validFrom && { validFrom }), ...(validUntil && { validUntil }) };
    return {
      policy: {
        keys: [
          { ...trust('sender', tmg), ...bounds },
          { ...trust('agent', agent), ...bounds },
        ],
      },
    };
  };

  it.each([
    ['2026-11-03T06:00:00Z', undefined, 'accepted'],
    [undefined, '2026-11-03T06:00:00Z', 'accepted'],
    ['2026-11-03T06:00:00.001Z', undefined, 'rejected at signature: key-not-yet-valid'],
    ['2026-01-01T00:00:00Z', '2026-11-03T05:59:59.999Z', 'rejected at signature: key-expired'],
  ])('from %s to %s decides about a seal made at 06:00', async (validFrom, validUntil, outcome) => {
    expect(await judgeCrafted({}, window(validFrom, validUntil))).toBe(outcome);
  });

  it('decides about co-signatures, too', async () => {
    const coSignatures = [{ trustedComment: agentComment('agent', '2026-11-03T06:30:00Z') }];
    expect(await judgeCrafted({ coSignatures }, window(undefined, '2026-11-03T06:10:00Z'))).toBe(
      'rejected at signature: key-expired',
    );
  });

  it('is that of the name that signed, where several names share a key', async () => {
    const expired = { ...trust('sender', tmg), name: 'tmg-before', validUntil: '2020-01-01T00:00:00Z' };
    const valid = trust('sender', tmg);
    expect(await judgeCrafted({}, { policy: { keys: [expired, valid] } })).toBe('accepted');
    const swapped = [
      { ...expired, name: 'tmg' },
      { ...valid, name: 'tmg-before' },
    ];
    expect(await judgeCrafted({}, { policy: { keys: swapped } })).toBe('rejected at signature: key-expired');
  });
});

describe('a co-signature', () => {
  it('is accepted, and reported with what it states', async () => {
    const report = await verifyIt(await craftBatch({ coSignatures: [{}] }));
    expect(report.signatures).toMatchObject([
      { role: 'sender', signer: 'tmg', time: fixedInstant, sample: null },
      { role: 'agent', signer: 'agent', time: fixedInstant, sample: null },
    ]);
  });

  it('by an unknown key makes the batch wait, and nothing of it is believed', async () => {
    const coSignatures = [{ signer: stranger.signer }];
    expect(await judgeCrafted({ coSignatures })).toBe('held: co-signature-unknown-key');
    const report = await verifyIt(await craftBatch({ coSignatures }));
    expect(report.signatures.at(-1)).toMatchObject({ signer: null, publicKey: null, time: null });
    expect(report.steps.every(({ outcome, id }) => outcome === 'passed' || id === 'sequence')).toBe(true);
  });

  it('by a key that is trusted in another role only makes the batch wait', async () => {
    expect(await judgeCrafted({ coSignatures: [{ role: 'notary' }] })).toBe('held: co-signature-unknown-key');
  });

  it('that does not verify is refused', async () => {
    const coSignatures = [{ signer: new SecretKey(agent.signer.keyNumber, new Uint8Array(32)) }];
    expect(await judgeCrafted({ coSignatures })).toBe('rejected at signature: co-signature-wrong');
  });

  it('whose member names another key is refused', async () => {
    const coSignatures = [{ keyNumber: stranger.signer.keyNumber }];
    expect(await judgeCrafted({ coSignatures })).toBe('rejected at signature: co-signature-misnamed');
  });

  it('of the legacy kind is refused', async () => {
    expect(await judgeCrafted({ coSignatures: [{ algorithm: 'Ed' }] })).toBe('rejected at signature: signature-legacy');
  });

  it('cannot stand in the role of the sender', async () => {
    expect(await judgeCrafted({ coSignatures: [{ role: 'sender', signer: other.signer }] })).toBe(
      'rejected at container: container-member-unexpected',
    );
  });
});

describe('a threshold', () => {
  /** The agent's key under a second key number: the same key all the same. */
  const renamed = new SecretKey(stranger.signer.keyNumber, agent.signer.exportSeed());
  const second = new SecretKey(new Uint8Array(8).fill(7), new Uint8Array(32).fill(7));
  const trusted = { role: 'agent', name: 'second' };
  const trial = (signers: readonly SecretKey[]) => ({
    policy: {
      keys: [
        ...policy.keys,
        ...signers.map(({ keyNumber, publicKey: key }) => ({ ...trusted, publicKey: { keyNumber, key } })),
      ],
      requiredRoles: [{ role: 'agent', threshold: 2 }],
    },
  });
  const coSign = (signer: SecretKey): CoSignatureCraft => ({ signer, trustedComment: agentComment('second') });

  it('is not met without any co-signature', async () => {
    expect(await judgeCrafted({}, trial([]))).toBe('rejected at signature: threshold-not-met');
  });

  it('is met by two keys', async () => {
    expect(await judgeCrafted({ coSignatures: [{}, coSign(second)] }, trial([second]))).toBe('accepted');
  });

  it('counts a key once, whatever its key number', async () => {
    const coSignatures = [{}, coSign(renamed)];
    expect(await judgeCrafted({ coSignatures }, trial([renamed]))).toBe('rejected at signature: threshold-not-met');
  });

  it('does not count a key that is not trusted', async () => {
    const coSignatures = [{}, coSign(second)];
    expect(await judgeCrafted({ coSignatures }, trial([]))).toBe('rejected at signature: threshold-not-met');
  });

  it('cannot be met with the same member twice', async () => {
    const members = await takeApart(await craftBatch({ coSignatures: [{}] }));
    expect(await judge(craftTar([...members, members.at(-1)!]), trial([]))).toBe(
      'rejected at container: container-member-duplicate',
    );
  });
});
