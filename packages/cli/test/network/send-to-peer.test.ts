import { openFileSource } from '@scelle/core';
import { createReception } from '@scelle/station';
import { findSuspension, issueNotice } from '@scelle/station/internal';
import type { DeliveryResult, Reception } from '@scelle/verify';
import { describe, expect, it } from 'vitest';
import { createParty, introduce, type Party, pack } from '../../../interconnect/test/support/parties.ts';
import { signingKey } from '../../../interconnect/test/support/signing-key.ts';
import { runJson } from '../support/run-scelle.ts';
import { know, serveAs } from './network-parties.ts';

/** What `scelle send` shows of one peer. */
interface Sent {
  readonly peers: readonly {
    readonly batches: readonly { readonly outcome: string; readonly error?: { readonly code: string } }[];
    readonly suspension: object | null;
  }[];
}

/** A collector, and an authority whose receiver does what the test makes of an honest one. */
async function createLie(change: (honest: Reception, tmg: Party) => Reception) {
  const tmg = await createParty('tmg', 'collector');
  const arcom = await createParty('arcom', 'authority');
  await serveAs(arcom, (honest) => change(honest, tmg));
  await introduce(tmg, arcom);
  return { tmg, arcom };
}

async function send({ root: cwd }: Party, ...args: readonly string[]): Promise<Sent['peers'][number]> {
  const { document } = await runJson<Sent>(['send', '--station', cwd, ...args], { cwd });
  return document.peers[0]!;
}

async function suspend(arcom: Party) {
  const decision = { peer: 'tmg', state: 'suspended', reference: '2011-17', reason: 'open server' } as const;
  return issueNotice(arcom.station, { ...decision, signer: await signingKey(arcom) });
}

describe('scelle send', () => {
  it('keeps to a suspension, whatever another batch meets after it', async () => {
    let isSuspended = false;
    const { tmg, arcom } = await createLie((honest, sender) => ({
      ...honest,
      findNotice: async (peer) => (isSuspended ? await honest.findNotice(peer) : null),
      intake: {
        ...honest.intake,
        async judgeAnnouncement(...args) {
          const answer = await honest.intake.judgeAnnouncement(...args);
          if (isSuspended) return answer;
          isSuspended = true;
          while ((await findSuspension(sender.station, 'arcom')) === null) {
            await new Promise((resolve) => setImmediate(resolve));
          }
          return { kind: 'known', report: answer.report, receipts: [] };
        },
      },
    }));
    await suspend(arcom);
    for (let batch = 0; batch < 2; batch += 1) await pack(tmg);
    const { batches, suspension } = await send(tmg, '--parallel', '2');
    expect(batches.map(({ outcome }) => outcome).sort()).toEqual(['failed', 'suspended']);
    expect(suspension).toMatchObject({ state: 'suspended', reference: '2011-17' });
  });

  it('tells what became of each batch where a notice cannot be believed, and tries no further', async () => {
    const stranger = await createParty('arcom', 'authority', { isNamesake: true });
    let isSuspended = false;
    const { tmg } = await createLie((honest) => ({
      ...honest,
      findNotice: async (peer) =>
        isSuspended ? await createReception(stranger.station, stranger.settings).findNotice(peer) : null,
      intake: {
        ...honest.intake,
        async deliver(...args) {
          const result = await honest.intake.deliver(...args);
          isSuspended = true;
          return result;
        },
      },
    }));
    await know(stranger, tmg);
    await suspend(stranger);
    for (let batch = 0; batch < 3; batch += 1) await pack(tmg);
    const { batches, suspension } = await send(tmg);
    expect(batches.map(({ outcome, error }) => error?.code ?? outcome)).toEqual([
      'accepted',
      'notice-unknown-key',
      'left',
    ]);
    expect(suspension).toBeNull();
  });

  it('tells what the receipt of the batch itself says, whatever others come with it', async () => {
    const delivered: DeliveryResult[] = [];
    const { tmg, arcom } = await createLie((honest) => ({
      ...honest,
      intake: {
        ...honest.intake,
        async judgeAnnouncement(...args) {
          const { report } = await honest.intake.judgeAnnouncement(...args);
          return { kind: 'known', report, receipts: delivered.flatMap(({ receipts }) => receipts) };
        },
      },
    }));
    const [first, , third] = [await pack(tmg), await pack(tmg), await pack(tmg)];
    const { intake } = createReception(arcom.station, arcom.settings);
    for (const { path } of [first, third]) {
      await using source = await openFileSource(path);
      delivered.push(await intake.deliver(source, { channel: 'file', origin: 'courier' }));
    }
    expect(delivered.map(({ outcome }) => outcome)).toEqual(['accepted', 'held']);
    expect((await send(tmg, 'tmg.arcom.music.000003')).batches).toMatchObject([{ outcome: 'held' }]);
  });
});
