import { memorySource } from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import { craftBatch, fixedParties } from '@scelle/testkit';
import { verifyBatch } from '@scelle/verify';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/cards/card.ts';
import { addPeer } from '../../src/cards/judge-card.ts';
import { listReceiptKeys, revokeKey } from '../../src/cards/revocations.ts';
import { createReceivingPolicy } from '../../src/receiving/find-policy.ts';
import { defaultSettings } from '../../src/settings/default-settings.ts';
import { parseSettings, recordSettings } from '../../src/settings/parse-settings.ts';
import { cardOf, craftCard, keyOf, newKey, now, openTestLedger, signingKey } from '../support/card-crafts.ts';

const { tmg, agent, arcom, other } = fixedParties;
const defaults = defaultSettings('arcom', 'authority').replace('test-profiles = false', 'test-profiles = true');

const tmgCard = cardOf();
const agentCard = cardOf({
  party: 'agent',
  role: 'agent',
  signingKeys: [signingKey(agent.signer, { role: 'agent' })],
  receiptKeys: [],
  recipients: [agent.classical.recipient.text],
});

/** The authority's station, which knows tmg and the agent. */
async function authority(change: { readonly cards?: readonly Card[]; readonly settings?: string } = {}) {
  const ledger = openTestLedger();
  const signers = { tmg: tmg.signer, agent: agent.signer, arcom: arcom.signer, other: other.signer };
  const own = cardOf({
    party: 'arcom',
    role: 'authority',
    signingKeys: [signingKey(arcom.signer)],
    receiptKeys: [],
    recipients: [arcom.classical.recipient.text],
  });
  for (const card of [own, ...(change.cards ?? [tmgCard, agentCard])]) {
    const role = card.signingKeys[0]!.role;
    const file = await craftCard(card, [signers[card.party as 'tmg']], { role });
    await addPeer(ledger, file, { own: '-', now, clockSkewSeconds: 300 });
  }
  const settings = parseSettings(new TextEncoder().encode(change.settings ?? defaults), 'scelle.toml');
  const policy = (sender = 'tmg') => createReceivingPolicy(ledger.ledger, settings, { own: 'arcom', sender });
  const judge = async (batch: Uint8Array, channel: 'media' | 'network' | 'file' = 'file') => {
    const report = await verifyBatch(memorySource(batch), await policy(), {
      now: new Date('2026-11-03T07:00:00Z'),
      channel,
      identities: [arcom.classical.identity],
      ledger: 'none',
    });
    return [report.verdict, ...report.codes].join(' ');
  };
  return { ...ledger, policy, judge };
}

const withRules = (rules: string) => `${defaults}\n[peers.tmg.receiving]\n${rules}\n`;

describe('the policy for a peer', () => {
  it('accepts what its key sealed', async () => {
    const { judge } = await authority();
    expect(await judge(await craftBatch())).toBe('accepted');
  });

  it('knows no sender without a card, nor another than the one that it is for', async () => {
    const stranger = await authority({ cards: [agentCard] });
    expect(await stranger.judge(await craftBatch())).toBe('rejected seal-unknown-key');
    const { policy } = await authority();
    expect((await policy('agent')).keys.map(({ role, name }) => `${role} ${name}`)).toEqual([]);
    expect((await policy('tmg')).keys.map(({ role, name }) => `${role} ${name}`)).toEqual([
      'agent agent',
      'sender tmg',
    ]);
  });

  it('takes only the channels of that peer', async () => {
    const { judge } = await authority({ settings: withRules('channels = ["media"]') });
    expect(await judge(await craftBatch(), 'network')).toBe('rejected channel-not-accepted');
    expect(await judge(await craftBatch(), 'media')).toBe('accepted');
    const closed = await authority({ settings: withRules('channels = []') });
    expect(await closed.judge(await craftBatch(), 'media')).toBe('rejected channel-not-accepted');
  });

  it('demands the co-signatures of that peer', async () => {
    const { judge } = await authority({ settings: withRules('required-roles = { agent = 1 }') });
    expect(await judge(await craftBatch())).toBe('rejected threshold-not-met');
    const coSignatures = [{ role: 'agent', signer: agent.signer }];
    expect(await judge(await craftBatch({ coSignatures }))).toBe('accepted');
  });

  it('does not count a key that the sender lists as that of an agent', async () => {
    const second = newKey();
    const keys = [...tmgCard.signingKeys, signingKey(second, { role: 'agent' })];
    const { policy } = await authority({ cards: [cardOf({ signingKeys: keys })] });
    expect((await policy()).keys.map(({ role }) => role)).toEqual(['sender']);
  });

  it('takes batches encrypted to this party, and to others only where the rules name them', async () => {
    const strict = await authority();
    expect((await strict.policy()).allowedRecipients).toEqual([arcom.classical.recipient.text]);
    const { policy } = await authority({ settings: withRules('additional-recipients = ["agent", "nobody"]') });
    expect((await policy()).allowedRecipients).toEqual([
      arcom.classical.recipient.text,
      agent.classical.recipient.text,
    ]);
  });

  it('takes test data only where the settings say so', async () => {
    const { judge } = await authority({ settings: defaults.replace('test-profiles = true', 'test-profiles = false') });
    expect(await judge(await craftBatch())).toBe('rejected profile-not-allowed');
  });

  it('trusts a key for as long as its card and the settings say, whichever ends first', async () => {
    const ends = async (validUntil: string | null, days: number) => {
      const card = cardOf({ signingKeys: [signingKey(tmg.signer, { validUntil })] });
      const settings = defaults.replace('key-validity-days = 1096', `key-validity-days = ${days}`);
      return (await (await authority({ cards: [card], settings })).policy()).keys.find(({ name }) => name === 'tmg')
        ?.validUntil;
    };
    expect(await ends(null, 365)).toBe('2027-01-01T00:00:00Z');
    expect(await ends('2026-12-01T00:00:00Z', 365)).toBe('2026-12-01T00:00:00Z');
    expect(await ends('2030-01-01T00:00:00Z', 365)).toBe('2027-01-01T00:00:00Z');
  });

  it('knows which keys are revoked, those of receipts as well', async () => {
    const { policy, ledger, change } = await authority();
    const from = '2026-11-03T06:30:00Z';
    for (const key of [tmgCard.signingKeys[0]!, tmgCard.receiptKeys[0]!]) {
      await revokeKey({ change }, { key: key.publicKey, from, reason: 'stolen', revokedAt: from });
    }
    expect((await policy()).keys.find(({ name }) => name === 'tmg')).toMatchObject({ revokedFrom: from });
    expect(await listReceiptKeys(ledger, 365)).toMatchObject([{ party: 'tmg', stage: 'delivery', revokedFrom: from }]);
    expect(keyOf(tmg.signer)).toBe(tmgCard.signingKeys[0]!.publicKey);
  });

  it('bounds records, bytes and days', async () => {
    const { policy } = await authority({ settings: withRules('max-daily-records = 25000\nmax-batch-size = "1G"') });
    expect((await policy()).limits).toEqual({
      batchRecords: 5_000_000,
      batchBytes: 1_073_741_824,
      dailyRecords: 25_000,
      dayZone: 'Europe/Paris',
    });
    const { judge } = await authority({ settings: withRules('max-batch-records = 1') });
    expect(await judge(await craftBatch())).toBe('rejected batch-over-records');
  });
});

describe('a change of the settings', () => {
  it('is entered in the custody log once, with both digests', async () => {
    const { ledger, change, acts } = openTestLedger();
    const [first, second] = [defaults, `${defaults}\n`].map((text) => new TextEncoder().encode(text)) as [
      Uint8Array,
      Uint8Array,
    ];
    const note = (bytes: Uint8Array) => recordSettings({ ledger, change }, bytes, { now, command: 'receive' });
    expect(await Array.fromAsync([first, first, second, second, first], note)).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
    const [a, b] = [toSha256Hex(first), toSha256Hex(second)];
    const digests = acts.map(({ details }) => [details?.['digest'], details?.['previous']]);
    expect(digests).toEqual([
      [a, null],
      [b, a],
      [a, b],
    ]);
  });
});
