import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { openFileSource } from '@scelle/core';
import { createReception, StationError } from '@scelle/station';
import { issueNotice } from '@scelle/station/internal';
import type { Intake, Outlet } from '@scelle/verify';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createParty,
  introduce,
  type Party,
  pack,
  publishAddress,
} from '../../../interconnect/test/support/parties.ts';
import { signingKey } from '../../../interconnect/test/support/signing-key.ts';
import { en as english } from '../../src/network/en.ts';
import { fr as french } from '../../src/network/fr.ts';
import { runJson, runScelle } from '../support/run-scelle.ts';
import { know, serveAs } from './network-parties.ts';

interface ErrorPart {
  readonly code: string;
  readonly message: string;
}

/** What `scelle pull` shows. */
interface Pulled {
  readonly batches: readonly { readonly outcome: string }[];
  readonly handedOn: {
    readonly notices: number;
    readonly receipts: number;
    readonly refused: readonly { readonly kind: string; readonly name: string; readonly code: string }[];
  };
  readonly error?: ErrorPart;
}

/** What `scelle sync` shows. */
interface Synced {
  readonly peers: readonly {
    readonly peer: string;
    readonly batches: readonly { readonly outcome: string; readonly error?: ErrorPart }[];
    readonly receipts: readonly { readonly batch: string }[];
    readonly refusedReceipts?: readonly { readonly batch: string; readonly error: ErrorPart }[];
    readonly receiptsError?: ErrorPart;
  }[];
}

async function deliver(to: Party, path: string): Promise<void> {
  await using source = await openFileSource(path);
  await createReception(to.station, to.settings).intake.deliver(source, { channel: 'file', origin: 'courier' });
}

/** An authority that has a receipt for batch 1 and has suspended the channel, and its gateway, at which batch 2 waits. */
async function createGateway(change: (outlet: Outlet) => Partial<Outlet>) {
  const tmg = await createParty('tmg', 'collector');
  const arcom = await createParty('arcom', 'authority');
  const gate = await createParty('gate', 'gateway', { receivesFor: 'arcom' });
  await serveAs(gate, (honest) => ({ ...honest, outlet: { ...honest.outlet!, ...change(honest.outlet!) } }));
  for (const party of [gate, arcom]) await know(party, tmg);
  for (const party of [tmg, gate]) await know(party, arcom);
  await know(arcom, gate);
  const [first, second] = [await pack(tmg), await pack(tmg)];
  await deliver(arcom, first.path);
  for (const { path } of [first, second]) await deliver(gate, path);
  const decision = { peer: 'tmg', state: 'suspended', reference: '2011-17', reason: 'open server' } as const;
  await issueNotice(arcom.station, { ...decision, signer: await signingKey(arcom) });
  const args = ['pull', 'gate', '--station', arcom.root];
  return {
    gate,
    pull: () => runJson<Pulled>(args, { cwd: arcom.root }),
    text: () => runScelle(args, { cwd: arcom.root }),
  };
}

const unknownKey = (code: 'receipt-unknown-key' | 'notice-unknown-key') => async () => {
  throw new StationError(code, { found: '0123456789ABCDEF' });
};

describe('scelle pull', () => {
  it('hands on one by one: a receipt that is refused stops no suspension, no batch and no other receipt', async () => {
    let isFirst = true;
    const { gate, pull } = await createGateway((outlet) => ({
      async takeReceipt(signed) {
        const refuse = isFirst ? unknownKey('receipt-unknown-key') : null;
        isFirst = false;
        await refuse?.();
        await outlet.takeReceipt(signed);
      },
    }));
    const { status, document } = await pull();
    expect(document).toMatchObject({
      batches: [{ outcome: 'duplicate' }, { outcome: 'accepted' }],
      handedOn: {
        notices: 1,
        refused: [{ kind: 'receipt', name: 'tmg.arcom.music.000001 delivery', code: 'receipt-unknown-key' }],
      },
    });
    expect(document.handedOn.receipts).toBe(1);
    expect(status).toBe(1);
    expect(await createReception(gate.station, gate.settings).findNotice('tmg')).toMatchObject({ state: 'suspended' });
  });

  it('tells which notice is not in force, and why, and fetches all the same', async () => {
    const { pull, text } = await createGateway(() => ({ takeNotice: unknownKey('notice-unknown-key') }));
    const shown = await text();
    expect(`${shown.stdout}${shown.stderr}`).toMatch(
      /^The notice about the channel with tmg is not in force at gate: .*notice-unknown-key.*newest card/m,
    );
    const { document } = await pull();
    expect(document.handedOn.refused).toMatchObject([{ kind: 'notice', name: 'tmg', code: 'notice-unknown-key' }]);
  });

  it('keeps its report where the gateway is busy once all is fetched', async () => {
    const { pull } = await createGateway((outlet) => {
      let taken = 0;
      return {
        async takeReceipt(signed) {
          taken += 1;
          if (taken > 1) throw new StationError('station-busy', { name: 'gate' });
          await outlet.takeReceipt(signed);
        },
      };
    });
    const { status, document } = await pull();
    expect(document).toMatchObject({ batches: [{ outcome: 'accepted' }], error: { code: 'receiver-busy' } });
    expect(document.handedOn).toMatchObject({ notices: 1, receipts: 1, refused: [] });
    expect(status).toBe(4);
  });
});

describe('scelle sync', () => {
  async function createParties(change: (honest: Intake) => Partial<Intake>) {
    const tmg = await createParty('tmg', 'collector');
    const arcom = await createParty('arcom', 'authority');
    await serveAs(arcom, (honest) => ({ ...honest, intake: { ...honest.intake, ...change(honest.intake) } }));
    await introduce(tmg, arcom);
    const sync = (...more: readonly string[]) =>
      runJson<Synced>(['sync', '--station', tmg.root, ...more], { cwd: tmg.root });
    return { tmg, sync };
  }

  it('takes the receipts of other batches where one cannot be believed, and says which', async () => {
    const batches: { readonly digest: string }[] = [];
    const { tmg, sync } = await createParties((honest) => ({
      async findReceipts(peer, manifest) {
        const receipts = await honest.findReceipts(peer, manifest);
        if (manifest !== batches[0]?.digest) return receipts;
        return receipts.map(({ document, signature }) => ({ document: document.map((byte) => byte ^ 1), signature }));
      },
    }));
    for (let batch = 0; batch < 2; batch += 1) batches.push(await pack(tmg));
    const { status, document } = await sync();
    expect(document.peers).toMatchObject([
      {
        batches: [{ outcome: 'accepted' }, { outcome: 'accepted' }],
        refusedReceipts: [{ batch: 'tmg.arcom.music.000001', error: { code: 'receipt-signature' } }],
      },
    ]);
    expect(document.peers[0]).not.toHaveProperty('receiptsError');
    expect(status).toBe(1);
  });

  it('takes receipts from a recipient whose newest notice cannot be believed', async () => {
    const stranger = await createParty('arcom', 'authority', { isNamesake: true });
    const tmg = await createParty('tmg', 'collector');
    const arcom = await createParty('arcom', 'authority');
    let isLying = false;
    await serveAs(arcom, (honest) => ({
      ...honest,
      findNotice: async (peer) =>
        isLying ? await createReception(stranger.station, stranger.settings).findNotice(peer) : null,
    }));
    await introduce(tmg, arcom);
    await know(stranger, tmg);
    const decision = { peer: 'tmg', state: 'suspended', reference: '2011-17', reason: 'open server' } as const;
    await issueNotice(stranger.station, { ...decision, signer: await signingKey(stranger) });
    const [first, second] = [await pack(tmg), await pack(tmg)];
    const sync = () => runJson<Synced>(['sync', '--station', tmg.root], { cwd: tmg.root });
    // The second is on its way already when the first comes: its receipt changes, and is fetched.
    await deliver(arcom, second.path);
    expect(
      (await runJson<Synced>(['send', 'tmg.arcom.music.000002', '--station', tmg.root], { cwd: tmg.root })).status,
    ).toBe(0);
    await deliver(arcom, first.path);
    isLying = true;
    const { document } = await sync();
    expect(document.peers).toMatchObject([
      {
        batches: [{ outcome: 'left' }],
        receipts: [{ batch: 'tmg.arcom.music.000002' }],
        error: { code: 'notice-unknown-key' },
      },
    ]);
  });

  it('keeps its report where receipts cannot be fetched any more', async () => {
    const { tmg, sync } = await createParties(() => ({
      findReceipts: async () => {
        throw new StationError('station-busy', { name: 'arcom' });
      },
    }));
    await pack(tmg);
    const { status, document } = await sync();
    expect(document.peers).toMatchObject([
      { batches: [{ outcome: 'accepted' }], receipts: [], receiptsError: { code: 'receiver-busy' } },
    ]);
    expect(status).toBe(4);
  });

  it('sends fewer at once where the receiver takes no more, and all in the end', async () => {
    const tmg = await createParty('tmg', 'collector');
    const arcom = await createParty('arcom', 'authority');
    let isRefused = () => false;
    const events = await serveAs(
      arcom,
      (honest) => ({
        ...honest,
        intake: {
          ...honest.intake,
          async deliver(...args) {
            while (!isRefused()) await new Promise((resolve) => setImmediate(resolve));
            return await honest.intake.deliver(...args);
          },
        },
      }),
      { maxOpenUploads: 2 },
    );
    isRefused = () => events.some(({ result }) => result === 'uploads-too-many');
    await introduce(tmg, arcom);
    for (let batch = 0; batch < 6; batch += 1) await pack(tmg);
    const args = ['sync', '--parallel', '6', '--station', tmg.root];
    const { status, document } = await runJson<Synced>(args, { cwd: tmg.root });
    const outcomes = document.peers[0]!.batches.map(({ outcome, error }) => error?.code ?? outcome);
    expect(outcomes.map((outcome) => (outcome === 'held' ? 'accepted' : outcome))).toEqual(
      Array.from({ length: 6 }, () => 'accepted'),
    );
    expect(status).toBe(0);
  });

  it('serves other peers while one lets it wait', async () => {
    const tmg = await createParty('tmg', 'collector');
    const [aaa, arcom] = [await createParty('aaa', 'authority'), await createParty('arcom', 'authority')];
    const { key, certificate: cert } = aaa.identity;
    let release = (): void => undefined;
    const delivered = new Promise<void>((resolve) => {
      release = resolve;
    });
    const server = createServer({ key, cert }, (_, response) => {
      void delivered.then(() => response.end('{"state":"open","notice":null}'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close().closeAllConnections());
    await publishAddress(aaa, `https://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await serveAs(arcom, (honest) => ({
      ...honest,
      intake: {
        ...honest.intake,
        async deliver(...args) {
          release();
          return await honest.intake.deliver(...args);
        },
      },
    }));
    await introduce(tmg, aaa, arcom);
    await pack(tmg);
    const { document } = await runJson<Synced>(['sync', '--station', tmg.root], { cwd: tmg.root });
    expect(document.peers).toMatchObject([
      { peer: 'aaa', batches: [] },
      { peer: 'arcom', batches: [{ outcome: 'accepted' }] },
    ]);
  });
});

describe('a batch that the recipient holds', () => {
  it('waits for an earlier one only where that is the reason', () => {
    const held = { name: 'tmg.arcom.music.000002', outcome: 'held', bytes: 0 } as const;
    expect(english.batchSent({ ...held, codes: ['sequence-gap'] })).toMatch(/waits there for an earlier one$/);
    expect(french.batchSent({ ...held, codes: ['sequence-gap'] })).toMatch(/y attend un lot précédent$/);
    const late = { ...held, codes: ['key-revoked-late', 'sequence-gap'] };
    expect(english.batchSent(late)).toMatch(/a person decides on it there \(key-revoked-late\)$/);
    expect(french.batchSent(late)).toMatch(/une personne en décide là-bas \(key-revoked-late\)$/);
  });
});
