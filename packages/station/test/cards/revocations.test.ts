import { formatKeyId } from '@scelle/core';
import { fixedParties } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { addPeer } from '../../src/cards/judge-card.ts';
import { revokeKey } from '../../src/cards/revocations.ts';
import { listRevocations } from '../../src/ledger/cards.ts';
import { writeOwner } from '../../src/ledger/owner.ts';
import { cardOf, craftCard, keyOf, now, openTestLedger, signingKey } from '../support/card-crafts.ts';
import { codeOf } from '../support/code-of.ts';

const { tmg, other } = fixedParties;
const context = { own: 'arcom', now, clockSkewSeconds: 300 };
const request = { from: '2026-11-02T00:00:00Z', reason: 'stolen laptop', revokedAt: '2026-11-03T00:00:00Z' };

async function station() {
  const ledger = openTestLedger();
  await addPeer(ledger, await craftCard(cardOf()), context);
  return ledger;
}

describe('a revocation', () => {
  it('names the key by its id or by the whole of it, and is entered in the custody log', async () => {
    const { ledger, change, acts } = await station();
    await revokeKey({ change }, { key: formatKeyId(tmg.signer.keyNumber).toLowerCase(), ...request });
    expect(await listRevocations(ledger)).toMatchObject([
      { party: 'tmg', publicKey: keyOf(tmg.signer), from: request.from },
    ]);
    expect(acts.at(-1)).toMatchObject({ act: 'key-revoked', party: 'tmg', details: { reason: 'stolen laptop' } });
  });

  it('is moved to an earlier time, never to a later one', async () => {
    const { ledger, change } = await station();
    const key = keyOf(tmg.signer);
    await revokeKey({ change }, { key, ...request });
    for (const from of [request.from, '2026-11-02T00:00:01Z']) {
      expect(await codeOf(() => revokeKey({ change }, { key, ...request, from }))).toBe('key-revoked-already');
    }
    await revokeKey({ change }, { key, ...request, from: '2026-11-01T23:59:59Z' });
    expect(await listRevocations(ledger)).toMatchObject([{ from: '2026-11-01T23:59:59Z' }]);
  });

  it('is refused for a key of this station itself', async () => {
    const { ledger, change } = await station();
    await ledger.change((inside) =>
      writeOwner(inside, { name: 'tmg', role: 'collector', receivesFor: 'tmg' }, '2026-11-01T00:00:00Z'),
    );
    const own = { key: keyOf(tmg.signer), ...request };
    expect(await codeOf(() => revokeKey({ change }, own))).toBe('key-of-own-party');
    expect(await listRevocations(ledger)).toEqual([]);
  });

  it('is refused for a key that no card lists, and for an id that two have', async () => {
    const { change } = await station();
    expect(await codeOf(() => revokeKey({ change }, { key: keyOf(other.signer), ...request }))).toBe('key-unknown');
    const twin = Buffer.from(keyOf(other.signer), 'base64');
    twin.set(tmg.signer.keyNumber, 2);
    const disguised = {
      keyNumber: tmg.signer.keyNumber,
      publicKey: other.signer.publicKey,
      sign: (bytes: Uint8Array) => other.signer.sign(bytes),
    };
    const keys = [{ ...signingKey(other.signer), publicKey: twin.toString('base64') }];
    const card = cardOf({ party: 'evil', signingKeys: keys, receiptKeys: [] });
    await addPeer({ change }, await craftCard(card, [disguised as typeof other.signer]), context);
    const key = formatKeyId(tmg.signer.keyNumber);
    expect(await codeOf(() => revokeKey({ change }, { key, ...request }))).toBe('key-ambiguous');
    expect(await codeOf(() => revokeKey({ change }, { key: keyOf(tmg.signer), ...request }))).toBeNull();
  });

  it.each(['', 'two\nlines', 'x'.repeat(513), 'bell\u0007'])('with the reason %j is refused', async (reason) => {
    const { change, acts } = await station();
    const key = keyOf(tmg.signer);
    expect(await codeOf(() => revokeKey({ change }, { key, ...request, reason }))).toBe('reason-invalid');
    expect(acts).toHaveLength(1);
  });
});
