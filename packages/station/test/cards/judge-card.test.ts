import type { SecretKey } from '@scelle/core';
import { fixedParties } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/cards/card.ts';
import type { CardFile } from '../../src/cards/card-file.ts';
import { findCurrentCard, listCards } from '../../src/cards/card-store.ts';
import { addPeer, type CardContext } from '../../src/cards/judge-card.ts';
import { revokeKey } from '../../src/cards/revocations.ts';
import type { PartyRole } from '../../src/home/station.ts';
import {
  type CraftedStatement,
  cardOf,
  craftCard,
  keyOf,
  newKey,
  nextCard,
  now,
  openTestLedger,
  signingKey,
} from '../support/card-crafts.ts';
import { codeOf } from '../support/code-of.ts';

const { tmg, other, arcom } = fixedParties;
const context: CardContext = { own: 'arcom', now, clockSkewSeconds: 300 };

/** A station that has confirmed these cards. */
async function stationWith(...files: readonly CardFile[]) {
  const ledger = openTestLedger();
  for (const file of files) await addPeer(ledger, file, context);
  const add = (file: CardFile, change: Partial<CardContext> = {}) => addPeer(ledger, file, { ...context, ...change });
  return {
    ...ledger,
    add,
    codeFor: (file: CardFile, change?: Partial<CardContext>) => codeOf(() => add(file, change)),
  };
}

describe('the first card of a party', () => {
  it('introduces it, and is kept with a custody entry', async () => {
    const { add, ledger, acts } = await stationWith();
    const file = await craftCard(cardOf());
    expect((await add(file)).kind).toBe('introduction');
    expect(await findCurrentCard(ledger, 'tmg')).toMatchObject({
      card: file.card,
      confirmedAt: '2026-11-03T06:00:00Z',
    });
    expect(acts).toMatchObject([{ act: 'peer-card-confirmed', party: 'tmg', result: 'introduction' }]);
  });

  it('may be any number: whoever comes later sees the newest', async () => {
    const { add } = await stationWith();
    const card = cardOf({ number: 7, previous: 'a'.repeat(64) });
    expect((await add(await craftCard(card, [tmg.signer, other.signer]))).kind).toBe('introduction');
  });

  it('changes nothing where it is known', async () => {
    const file = await craftCard(cardOf());
    const { add, ledger, acts } = await stationWith(file);
    expect((await add(file)).kind).toBe('known');
    expect(await listCards(ledger, 'tmg')).toHaveLength(1);
    expect(acts).toHaveLength(1);
  });

  it.each<[string, Partial<Card>, readonly (typeof tmg.signer)[], CraftedStatement, string]>([
    ['by a key that it does not list', {}, [other.signer], {}, 'card-signature-unknown-key'],
    ['for a batch', {}, [tmg.signer], { format: 'scelle.batch/1' }, 'card-statement-mismatch'],
    ['in another role', {}, [tmg.signer], { role: 'agent' }, 'card-statement-mismatch'],
    ['in another name', {}, [tmg.signer], { signer: 'arcom' }, 'card-statement-mismatch'],
    ['at another time', {}, [tmg.signer], { time: '2026-11-01T06:00:01Z' }, 'card-statement-mismatch'],
    ['with a sample', {}, [tmg.signer], { sample: null }, 'card-statement-mismatch'],
    ['before its key was valid', { issuedAt: '2025-12-31T23:59:59Z' }, [tmg.signer], {}, 'card-key-not-valid'],
    [
      'after its key had expired',
      { signingKeys: [signingKey(tmg.signer, { validUntil: '2026-10-31T00:00:00Z' })] },
      [tmg.signer],
      {},
      'card-key-not-valid',
    ],
    ['twice', {}, [tmg.signer, other.signer], {}, 'card-malformed'],
    ['tomorrow', { issuedAt: '2026-11-04T06:00:00Z' }, [tmg.signer], {}, 'card-from-future'],
    ['in the name of this party', { party: 'arcom' }, [tmg.signer], {}, 'card-of-own-party'],
  ])('signed %s is refused', async (_, change, signers, statement, code) => {
    const { codeFor, ledger, acts } = await stationWith();
    expect(await codeFor(await craftCard(cardOf(change), signers, statement))).toBe(code);
    expect(await findCurrentCard(ledger, 'tmg')).toBeNull();
    expect(acts).toEqual([]);
  });

  it('is refused where any bit of the document is altered', async () => {
    const { codeFor } = await stationWith();
    const honest = await craftCard(cardOf());
    const altered = await craftCard(cardOf({ issuedAt: '2026-11-01T06:00:02Z' }));
    expect(await codeFor({ ...altered, signatures: honest.signatures })).toBe('card-signature-wrong');
  });

  it('may come from a clock that is a little ahead', async () => {
    const { codeFor } = await stationWith();
    expect(await codeFor(await craftCard(cardOf({ issuedAt: '2026-11-03T06:05:01Z' })))).toBe('card-from-future');
    expect(await codeFor(await craftCard(cardOf({ issuedAt: '2026-11-03T06:05:00Z' })))).toBeNull();
  });

  it('is refused where it lists a key of another party, under whatever id', async () => {
    const { codeFor } = await stationWith(await craftCard(cardOf()));
    const stolen = Buffer.from(keyOf(tmg.signer), 'base64').fill(9, 2, 10).toString('base64');
    const keys = [signingKey(other.signer), { ...signingKey(tmg.signer), publicKey: stolen }];
    const evil = cardOf({ party: 'evil', signingKeys: keys, receiptKeys: [] });
    expect(await codeFor(await craftCard(evil, [other.signer]))).toBe('card-key-of-other-party');
  });

  it('is refused where it lists a certificate of another party, even one that no card of that names any more', async () => {
    const first = await craftCard(cardOf({ certificates: ['AAAA', 'BBBB'] }));
    const { codeFor } = await stationWith(first, await craftCard(nextCard(first, { certificates: ['BBBB'] })));
    const keys = { signingKeys: [signingKey(other.signer)], receiptKeys: [] };
    for (const certificate of ['AAAA', 'BBBB']) {
      const evil = cardOf({ party: 'evil', ...keys, certificates: [certificate] });
      expect(await codeFor(await craftCard(evil, [other.signer]))).toBe('card-key-of-other-party');
    }
    const own = cardOf({ party: 'evil', ...keys, certificates: ['CCCC'] });
    expect(await codeFor(await craftCard(own, [other.signer]))).toBeNull();
  });

  it('may list what the gateway of its party lends, and nobody else may', async () => {
    const [gate, authority, second] = [newKey(), newKey(), newKey()];
    const lent = { receiptKeys: cardOf().receiptKeys, certificates: ['AAAA'] };
    const craft = (party: string, role: PartyRole, signer: SecretKey) =>
      craftCard(cardOf({ party, role, signingKeys: [signingKey(signer)], ...lent }), [signer]);
    const { codeFor } = await stationWith(await craft('gate', 'gateway', gate));
    expect(await codeFor(await craft('csa', 'authority', authority))).toBeNull();
    expect(await codeFor(await craft('gate-2', 'gateway', second))).toBe('card-key-of-other-party');
    expect(await codeFor(await craft('dsa', 'authority', second))).toBe('card-key-of-other-party');
    expect(await codeFor(await craft('evil', 'collector', second))).toBe('card-key-of-other-party');
  });
});

describe('the next card of a known party', () => {
  const fresh = newKey();

  async function rotated(change: Partial<Card> = {}) {
    const first = await craftCard(cardOf());
    const keys = [
      signingKey(fresh, { validFrom: '2026-11-02T06:00:00Z' }),
      signingKey(tmg.signer, { validUntil: '2026-11-02T06:00:00Z' }),
    ];
    return { first, card: nextCard(first, { signingKeys: keys, ...change }) };
  }

  it('is accepted where a key of the card before signed it, too', async () => {
    const { first, card } = await rotated();
    const { add, acts } = await stationWith(first);
    expect((await add(await craftCard(card, [fresh, tmg.signer]))).kind).toBe('succession');
    expect(acts.at(-1)).toMatchObject({ result: 'succession', details: { card: 2 } });
  });

  it('needs one signature where the key stays', async () => {
    const first = await craftCard(cardOf());
    const { add, codeFor } = await stationWith(first);
    const card = nextCard(first, { recipients: [arcom.classical.recipient.text] });
    expect(await codeFor(await craftCard(card, [tmg.signer, other.signer]))).toBe('card-not-signed-by-predecessor');
    expect((await add(await craftCard(card))).kind).toBe('succession');
  });

  it('is refused without a signature of the card before, or with that of somebody else', async () => {
    const { first, card } = await rotated();
    const { codeFor } = await stationWith(first);
    expect(await codeFor(await craftCard(card, [fresh]))).toBe('card-not-signed-by-predecessor');
    expect(await codeFor(await craftCard(card, [fresh, other.signer]))).toBe('card-not-signed-by-predecessor');
    const forger = newKey();
    const disguised = Object.assign(Object.create(forger), { keyNumber: tmg.signer.keyNumber });
    const sign = async (bytes: Uint8Array) => forger.sign(bytes);
    const forged = { keyNumber: disguised.keyNumber, publicKey: forger.publicKey, sign } as typeof forger;
    expect(await codeFor(await craftCard(card, [fresh, forged]))).toBe('card-signature-wrong');
  });

  it('is refused with the signature of a batch in place of that of the card before', async () => {
    const { first, card } = await rotated();
    const { codeFor } = await stationWith(first);
    const honest = await craftCard(card, [fresh, tmg.signer]);
    const other = await craftCard(card, [fresh, tmg.signer], { format: 'scelle.batch/1' });
    expect(await codeFor({ ...honest, signatures: [honest.signatures[0]!, other.signatures[1]!] })).toBe(
      'card-statement-mismatch',
    );
  });

  it('is the next number: no jump, no step back, no second one of the same number', async () => {
    const { first, card } = await rotated();
    const second = await craftCard(card, [fresh, tmg.signer]);
    const { codeFor } = await stationWith(first);
    const third = nextCard(second, { issuedAt: '2026-11-02T07:00:00Z' });
    const files = {
      third: await craftCard(third, [fresh]),
      rival: await craftCard({ ...card, recipients: [] }, [fresh, tmg.signer]),
    };
    expect(await codeFor(files.third)).toBe('card-number-unexpected');
    expect(await codeFor(second)).toBeNull();
    expect(await codeFor(first)).toBe('card-number-unexpected');
    expect(await codeFor(files.rival)).toBe('card-conflict');
    expect(await codeFor(files.third)).toBeNull();
  });

  it('of another party that took the name is refused', async () => {
    const { codeFor } = await stationWith(await craftCard(cardOf()));
    const impostor = cardOf({ signingKeys: [signingKey(other.signer)], receiptKeys: [] });
    expect(await codeFor(await craftCard(impostor, [other.signer]))).toBe('card-conflict');
  });

  it('is refused where it names another card before it, or is not later', async () => {
    const { first, card } = await rotated({ previous: 'b'.repeat(64) });
    const { codeFor } = await stationWith(first);
    expect(await codeFor(await craftCard(card, [fresh, tmg.signer]))).toBe('card-not-following');
    const early = nextCard(first, { issuedAt: first.card.issuedAt });
    expect(await codeFor(await craftCard(early))).toBe('card-not-following');
  });

  it('is refused by a key that had been replaced, with whatever date', async () => {
    const { first, card } = await rotated();
    const { codeFor } = await stationWith(first, await craftCard(card, [fresh, tmg.signer]));
    const second = await craftCard(card, [fresh, tmg.signer]);
    const stolen = nextCard(second, { issuedAt: '2026-11-02T06:00:00.001Z' });
    expect(await codeFor(await craftCard(stolen, [tmg.signer]))).toBe('card-key-not-valid');
    const earlier = nextCard(second, { issuedAt: '2026-11-02T05:00:00Z', signingKeys: [signingKey(tmg.signer)] });
    expect(await codeFor(await craftCard(earlier, [tmg.signer]))).toBe('card-not-following');
  });

  it('does not make the party something else', async () => {
    const { first, card } = await rotated({ role: 'agent' });
    const { codeFor } = await stationWith(first);
    expect(await codeFor(await craftCard(card, [fresh, tmg.signer]))).toBe('card-role-changed');
  });
});

describe('after a revocation', () => {
  const revocation = { from: '2026-11-02T00:00:00Z', reason: 'stolen', revokedAt: '2026-11-03T00:00:00Z' };

  it('no card that the key signed is accepted, whatever time it states', async () => {
    const first = await craftCard(cardOf());
    const { codeFor, change } = await stationWith(first);
    await revokeKey({ change }, { key: keyOf(tmg.signer), ...revocation });
    const card = nextCard(first, { issuedAt: '2026-11-01T07:00:00Z' });
    expect(await codeFor(await craftCard(card))).toBe('card-predecessor-revoked');
  });

  it('the party is introduced again only where that is asked for, and no key of it is left', async () => {
    const first = await craftCard(cardOf());
    const fresh = newKey();
    const card = nextCard(first, { signingKeys: [signingKey(fresh)] });
    const again = await craftCard(card, [fresh]);
    const { codeFor, add, change } = await stationWith(first);
    expect(await codeFor(again, { reintroduce: true })).toBe('card-not-signed-by-predecessor');
    await revokeKey({ change }, { key: keyOf(tmg.signer), ...revocation });
    expect(await codeFor(again)).toBe('card-not-signed-by-predecessor');
    const jump = await craftCard({ ...card, number: 3 }, [fresh]);
    expect(await codeFor(jump, { reintroduce: true })).toBe('card-number-unexpected');
    expect((await add(again, { reintroduce: true })).kind).toBe('reintroduction');
  });

  it('the same holds for a party whose keys have all expired', async () => {
    const keys = [signingKey(tmg.signer, { validUntil: '2026-11-02T00:00:00Z' })];
    const first = await craftCard(cardOf({ signingKeys: keys }));
    const { add } = await stationWith(first);
    const fresh = newKey();
    const card = nextCard(first, { signingKeys: [signingKey(fresh)] });
    expect((await add(await craftCard(card, [fresh]), { reintroduce: true })).kind).toBe('reintroduction');
  });
});
