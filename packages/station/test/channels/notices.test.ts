import { generateSecretKey } from '@scelle/core';
import { signDocument } from '@scelle/core/internal';
import { rawLedger } from '@scelle/testkit';
import type { SignedDocument } from '@scelle/verify/internal';
import { describe, expect, it } from 'vitest';
import { addNotice } from '../../src/channels/add-notice.ts';
import {
  encodeNotice,
  findSuspension,
  issueNotice,
  listNotices,
  NOTICE_FORMAT,
  type Notice,
  parseNotice,
} from '../../src/channels/notice.ts';
import { codeOf } from '../support/code-of.ts';
import { createPair, signingKey, type TestStation } from '../support/test-station.ts';

const words = { reference: 'decision 2011-17', reason: 'open server' };

async function suspend(own: TestStation, peer = 'tmg') {
  return issueNotice(own.station, { peer, state: 'suspended', ...words, signer: await signingKey(own) });
}

async function open(own: TestStation, peer = 'tmg') {
  return issueNotice(own.station, { peer, state: 'open', ...words, signer: await signingKey(own) });
}

/** A notice signed by whom the test says. */
async function craft(
  own: TestStation,
  change: Partial<Notice>,
  options: { readonly format?: string; readonly role?: string } = {},
) {
  const notice: Notice = {
    format: NOTICE_FORMAT,
    station: 'arcom',
    peer: 'tmg',
    channel: 'network',
    number: 1,
    previous: null,
    state: 'suspended',
    ...words,
    issuedAt: '2026-11-03T06:02:00Z',
    ...change,
  };
  const document = encodeNotice(notice);
  const { format = NOTICE_FORMAT, role = 'sender' } = options;
  const statement = { format, role, signer: notice.station, time: notice.issuedAt };
  return { document, signature: await signDocument(await signingKey(own), document, statement) };
}

describe('a notice', () => {
  it('suspends the channel on both sides, and the next one opens it again', async () => {
    const { tmg, arcom } = await createPair();
    const suspended = await suspend(arcom);
    expect(await addNotice(tmg.station, suspended, tmg.settings)).toMatchObject({ outcome: 'added' });
    expect(await addNotice(tmg.station, suspended, tmg.settings)).toMatchObject({ outcome: 'known' });
    for (const [own, peer] of [
      [tmg, 'arcom'],
      [arcom, 'tmg'],
    ] as const) {
      expect(await findSuspension(own.station, peer)).toMatchObject({ number: 1, ...words });
    }
    const opened = await open(arcom);
    expect(opened.notice).toMatchObject({ number: 2, previous: expect.stringMatching(/^[0-9a-f]{64}$/) });
    await addNotice(tmg.station, opened, tmg.settings);
    expect(await findSuspension(tmg.station, 'arcom')).toBeNull();
    expect((await listNotices(tmg.station.ledger, 'tmg')).map(({ notice }) => notice.state)).toEqual([
      'suspended',
      'open',
    ]);
  });

  it('stands in both custody logs with the same words', async () => {
    const { tmg, arcom } = await createPair();
    await addNotice(tmg.station, await suspend(arcom), tmg.settings);
    const [here, there] = [arcom, tmg].map(({ station }) =>
      rawLedger(station)
        .prepare(
          "SELECT json_extract(entry, '$.details') AS details FROM custody WHERE entry LIKE '%channel-suspended%'",
        )
        .all(),
    );
    expect(here).toHaveLength(1);
    expect(there).toEqual(here);
  });

  it('is refused by its issuer where it changes nothing, names nobody, or gives no reason', async () => {
    const { arcom } = await createPair();
    const signer = await signingKey(arcom);
    const request = { peer: 'tmg', state: 'suspended', ...words, signer } as const;
    expect(await codeOf(() => open(arcom))).toBe('channel-state-unchanged');
    expect(await codeOf(() => issueNotice(arcom.station, { ...request, peer: 'nobody' }))).toBe('peer-unknown');
    expect(await codeOf(() => issueNotice(arcom.station, { ...request, reason: '' }))).toBe('reason-invalid');
    expect(await codeOf(() => issueNotice(arcom.station, { ...request, signer: generateSecretKey() }))).toBe(
      'key-unknown',
    );
  });

  it('is not taken back by an older one, and not contradicted under its number', async () => {
    const { tmg, arcom } = await createPair();
    const first = await suspend(arcom);
    const second = await open(arcom);
    await addNotice(tmg.station, second, tmg.settings);
    expect(await codeOf(() => addNotice(tmg.station, first, tmg.settings))).toBe('notice-outdated');
    const other = await craft(arcom, { number: 2, previous: '0'.repeat(64), reason: 'something else' });
    expect(await codeOf(() => addNotice(tmg.station, other, tmg.settings))).toBe('notice-conflict');
  });

  it.each<readonly [string, string, (arcom: TestStation, tmg: TestStation) => Promise<SignedDocument>]>([
    ['of another kind of document', 'notice-signature', (arcom) => craft(arcom, {}, { format: 'scelle.receipt/1' })],
    ['in another role', 'notice-signature', (arcom) => craft(arcom, {}, { role: 'agent' })],
    ['from the future', 'notice-in-future', (arcom) => craft(arcom, { issuedAt: '2027-01-01T00:00:00Z' })],
    ['in the name of another', 'notice-signature', (_, tmg) => craft(tmg, { station: 'arcom' })],
    ['about somebody else', 'notice-not-for-me', (arcom) => craft(arcom, { peer: 'other' })],
  ])('is not believed: %s', async (_, code, make) => {
    const { tmg, arcom } = await createPair();
    const signed = await make(arcom, tmg);
    expect(await codeOf(() => addNotice(tmg.station, signed, tmg.settings))).toBe(code);
  });

  it('is not believed where it was altered, or signed by a stranger', async () => {
    const { tmg, arcom } = await createPair();
    const { document, signature } = await craft(arcom, {});
    const altered = new TextEncoder().encode(new TextDecoder().decode(document).replace('open server', 'open servers'));
    expect(await codeOf(() => addNotice(tmg.station, { document: altered, signature }, tmg.settings))).toBe(
      'notice-signature',
    );
    const statement = { format: NOTICE_FORMAT, role: 'sender', signer: 'arcom', time: parseNotice(document).issuedAt };
    const forged = await signDocument(generateSecretKey(), document, statement);
    expect(await codeOf(() => addNotice(tmg.station, { document, signature: forged }, tmg.settings))).toBe(
      'notice-unknown-key',
    );
  });
});
