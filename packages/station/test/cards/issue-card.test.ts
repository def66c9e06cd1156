import { fixedParties } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { listCards } from '../../src/cards/card-store.ts';
import { type CardSigners, issueCard } from '../../src/cards/issue-card.ts';
import { addPeer } from '../../src/cards/judge-card.ts';
import { contentOf, withRecipient, withSigningKey } from '../../src/cards/rotate-key.ts';
import { cardOf, newKey, now, openTestLedger } from '../support/card-crafts.ts';
import { codeOf } from '../support/code-of.ts';

const { tmg, arcom, other } = fixedParties;
const first = contentOf(cardOf());
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

function station() {
  const ledger = openTestLedger();
  const issue = (content: typeof first, signers: CardSigners, at: Date = now) =>
    issueCard(ledger, content, signers, { now: at, command: 'key rotate' });
  return { ...ledger, issue };
}

const byTmg = { own: tmg.signer, previous: null };

describe('an issued card', () => {
  it('is numbered, signed, kept and entered in the custody log', async () => {
    const { issue, ledger, acts } = station();
    const { card } = await issue(first, byTmg);
    expect(card).toMatchObject({ party: 'tmg', number: 1, previous: null, issuedAt: '2026-11-03T06:00:00Z' });
    expect(await listCards(ledger, 'tmg')).toMatchObject([{ card }]);
    expect(acts).toMatchObject([{ command: 'key rotate', act: 'own-card-issued', party: 'tmg' }]);
  });

  it('is followed by one with a new signing key, which a peer accepts', async () => {
    const { issue } = station();
    const peer = openTestLedger();
    const context = { own: 'arcom', now: later(10), clockSkewSeconds: 0 };
    const one = await issue(first, byTmg);
    const fresh = newKey();
    const validity = { validFrom: '2026-11-03T06:01:00Z', validUntil: '2028-11-03T06:01:00Z' };
    const publicKey = { keyNumber: fresh.keyNumber, key: fresh.publicKey };
    const content = withSigningKey(one.card, 'sender', publicKey, validity);
    const two = await issue(content, { own: fresh, previous: tmg.signer }, later(1));
    expect(two.signatures).toHaveLength(2);
    expect(two.card.signingKeys).toMatchObject([validity, { validUntil: '2026-11-03T06:01:00Z' }]);
    const three = await issue(
      withRecipient(two.card, arcom.hybrid.recipient.text),
      { own: fresh, previous: null },
      later(2),
    );
    expect(three.signatures).toHaveLength(1);
    const kinds = await Array.fromAsync([one, two, three], async (file) => (await addPeer(peer, file, context)).kind);
    expect(kinds).toEqual(['introduction', 'succession', 'succession']);
  });

  it('is not kept where a peer would refuse it', async () => {
    const { issue, ledger } = station();
    expect(await codeOf(() => issue(first, { own: other.signer, previous: null }))).toBe('key-unknown');
    await issue(first, byTmg);
    expect(await codeOf(() => issue(first, byTmg))).toBe('card-not-following');
    const early = new Date('2025-01-01T00:00:00Z');
    expect(await codeOf(() => issue(first, byTmg, early))).toBe('card-key-not-valid');
    expect(await codeOf(() => issue({ ...first, recipients: ['age1'] }, byTmg, later(1)))).toBe('document-invalid');
    expect(await listCards(ledger, 'tmg')).toHaveLength(1);
  });

  it('is not kept where another process issued one meanwhile', async () => {
    const { issue, ledger } = station();
    await issue(first, byTmg);
    const [a, b] = await Promise.allSettled([issue(first, byTmg, later(1)), issue(first, byTmg, later(2))]);
    expect([a.status, b.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect(await listCards(ledger, 'tmg')).toHaveLength(2);
  });
});

describe('rotating a signing key', () => {
  it('keeps the ends that keys have, and drops what never was valid', () => {
    const publicKey = { keyNumber: new Uint8Array(8).fill(1), key: newKey().publicKey };
    const validity = { validFrom: '2026-11-03T00:00:00Z', validUntil: null };
    const [key] = first.signingKeys as [(typeof first.signingKeys)[0]];
    const keys = [
      { ...key, validUntil: '2026-05-01T00:00:00Z' },
      { ...key, validFrom: '2026-11-03T00:00:00Z' },
      { ...key, role: 'agent' },
    ];
    const rotated = withSigningKey(cardOf({ signingKeys: keys }), 'sender', publicKey, validity);
    expect(rotated.signingKeys.slice(1)).toEqual([keys[0], keys[2]]);
  });
});
