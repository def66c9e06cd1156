import { describe, expect, it } from 'vitest';
import { insertCard } from '../../src/cards/card-store.ts';
import { readCredentials, toCardCertificate } from '../../src/certificates/next-content.ts';
import { createReception } from '../../src/gateway/reception.ts';
import { cardOf, craftCard, newKey, signingKey } from '../support/card-crafts.ts';
import { createPair } from '../support/test-station.ts';

describe('a caller', () => {
  it('is the party whose card names the certificate, and a stranger where those of several do', async () => {
    const { tmg, arcom } = await createPair();
    const { ledger } = tmg.station;
    const credentials = await readCredentials(arcom.station.layout);
    const { findCaller } = createReception(tmg.station, tmg.settings);
    expect(await findCaller(credentials.der)).toEqual({ name: 'arcom', kind: 'peer' });
    const signer = newKey();
    const certificates = [toCardCertificate(credentials)];
    const taken = cardOf({ party: 'aaa', signingKeys: [signingKey(signer)], receiptKeys: [], certificates });
    const card = await craftCard(taken, [signer]);
    await ledger.change((inside) => insertCard(inside, card, '2026-11-03T06:00:00Z'));
    expect(await findCaller(credentials.der)).toBeNull();
  });
});
