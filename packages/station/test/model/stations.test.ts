import { cpSync, existsSync, rmSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePublicKey } from '@scelle/core';
import { rawLedger } from '@scelle/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyCustody } from '../../src/custody/verify-custody.ts';
import { listReceipts } from '../../src/ledger/receipts.ts';
import { addReceipt } from '../../src/receipts/add-receipt.ts';
import { readStatus } from '../../src/status.ts';
import {
  createPair,
  deliver,
  openTestStation,
  pack,
  processAll,
  receiptTrust,
  reopen,
  type TestStation,
} from '../support/test-station.ts';
import { type Act, acts } from './acts.ts';
import { Model } from './model.ts';

/** Nothing here is about power loss, so that the files may lie in memory. */
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const runs = process.env['CI'] ? 1000 : 60;

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(memory, 'scelle-model-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** An end of the process between what is in the files and what is in the ledger. */
class Crash extends Error {}

/** Lets a station crash at its n-th change of the ledger, before anything of it is written. */
function crashAt(own: TestStation, change: number): void {
  const { station } = own;
  let left = change;
  own.station = {
    ...station,
    change: async (perform) => {
      if (left === 0) throw new Crash();
      left -= 1;
      return station.change(perform);
    },
  };
}

/** Two stations, and what they should have come to. */
class Trial {
  readonly tmg: TestStation;
  readonly arcom: TestStation;
  readonly model: Model = new Model();

  constructor(tmg: TestStation, arcom: TestStation) {
    this.tmg = tmg;
    this.arcom = arcom;
  }

  async perform(act: Act): Promise<void> {
    if (act.kind === 'pack') await this.#pack(act.crashes);
    if (act.kind === 'deliver') await this.#deliver(act.batch, act.crashAt);
    if (act.kind === 'tamper') await this.#tamper(act.batch);
    if (act.kind === 'process') await this.#process();
    if (act.kind === 'acknowledge') await this.#acknowledge();
    if (act.kind === 'reopen') await reopen(act.party === 'tmg' ? this.tmg : this.arcom);
  }

  /** The sender's number is used up as soon as the batch is sealed, whatever crashes then. */
  async #pack(crashes: boolean): Promise<void> {
    if (crashes) await this.#crash(this.tmg, 0, () => pack(this.tmg));
    else await pack(this.tmg);
    this.model.pack();
  }

  async #deliver(pick: number, at: number | null): Promise<void> {
    const sequence = this.model.pick(pick);
    if (sequence === null) return;
    const path = this.#outbox(sequence);
    if (at !== null && (await this.#crash(this.arcom, at, () => deliver(this.arcom, path)))) {
      this.model.deliverCrashing(sequence, at);
      return;
    }
    if (at !== null) {
      this.model.deliver(sequence);
      return;
    }
    const { outcome, followed } = await deliver(this.arcom, path);
    const expected = this.model.deliver(sequence);
    expect({ outcome, followed: followed.map((each) => each.sequence) }).toEqual(expected);
  }

  async #tamper(pick: number): Promise<void> {
    const sequence = this.model.pick(pick);
    if (sequence === null) return;
    const bytes = await readFile(this.#outbox(sequence));
    bytes[bytes.length >> 2]! ^= 0x40;
    const damaged = join(this.tmg.root, 'damaged.scelle');
    await writeFile(damaged, bytes);
    expect((await deliver(this.arcom, damaged)).outcome).toBe('quarantined');
  }

  async #process(): Promise<void> {
    const opened = await processAll(this.arcom);
    expect(opened.map(({ batch }) => batch.identity.sequence)).toEqual(this.model.process());
  }

  async #acknowledge(): Promise<void> {
    for await (const receipt of listReceipts(this.arcom.station.ledger, 'issued')) {
      await addReceipt(this.tmg.station, receipt, await receiptTrust(this.tmg));
    }
    this.model.acknowledge();
  }

  /** Runs an operation that crashes at a change, if it comes to that, and opens the station anew. */
  async #crash(own: TestStation, change: number, operation: () => Promise<unknown>): Promise<boolean> {
    crashAt(own, change);
    try {
      await operation();
      return false;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      return true;
    } finally {
      await reopen(own);
    }
  }

  #outbox(sequence: number): string {
    return this.tmg.station.layout.path('outbox', `tmg.arcom.music.${String(sequence).padStart(6, '0')}.scelle`);
  }

  /** Ledger, receipts and folders agree with the model. */
  async check(): Promise<void> {
    const { model, tmg, arcom } = this;
    const [received] = (await readStatus(arcom.station)).receiving;
    expect(received?.expected ?? 1).toBe(model.next);
    expect(received?.held ?? []).toEqual(model.held);
    expect((await readdir(arcom.station.layout.path('inbox'))).length).toBe(model.next - 1);
    expect((await readdir(arcom.station.layout.path('held'))).length).toBe(model.held.length);
    const sent = rawLedger(tmg.station).prepare('SELECT sequence, state FROM sent ORDER BY sequence').all();
    expect(sent.map(({ sequence, state }) => `${sequence} ${state}`)).toEqual(model.sent);
    for (const { station } of [tmg, arcom]) {
      const keys = [parsePublicKey(await readFile(station.layout.path('keys', 'custody.pub')))];
      expect((await verifyCustody(station.ledger, { keys })).problems).toEqual([]);
    }
  }

  close(): void {
    this.tmg.station.close();
    this.arcom.station.close();
  }
}

/** Synchronously, which takes a fifth of the time here, as there are many small files. */
async function copyStation({ root, clock, settings }: TestStation, place: string): Promise<TestStation> {
  cpSync(root, place, { recursive: true });
  return openTestStation(place, clock, settings);
}

describe('two stations', () => {
  it('agree with a simple model, whatever is lost, doubled, reordered, altered or interrupted', async () => {
    const { tmg, arcom } = await createPair();
    tmg.station.close();
    arcom.station.close();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(acts, async (sequence) => {
        const place = join(folder, String(run++));
        const trial = new Trial(
          await copyStation(tmg, join(place, 'tmg')),
          await copyStation(arcom, join(place, 'arcom')),
        );
        try {
          for (const act of sequence) await trial.perform(act);
          await trial.check();
        } finally {
          trial.close();
          rmSync(place, { recursive: true });
        }
      }),
      { numRuns: runs },
    );
  }, 240_000);
});
