import { readFile, writeFile } from 'node:fs/promises';
import { openFileSource, parsePublicKey } from '@scelle/core';
import { publicKeyBase64 } from '@scelle/core/internal';
import { revokeKey } from '../../src/cards/revocations.ts';
import type { Station } from '../../src/home/station.ts';
import { listReceipts, type StoredReceipt } from '../../src/ledger/receipts.ts';
import { findByNumber, listReceived } from '../../src/ledger/received-batches.ts';
import { findSentByNumber } from '../../src/ledger/sent-batches.ts';
import { addReceipt } from '../../src/receipts/add-receipt.ts';
import { deliverBatch } from '../../src/receiving/deliver.ts';
import { createPolicyFinder } from '../../src/receiving/find-policy.ts';
import { judgeBatch } from '../../src/receiving/judge-batch.ts';
import {
  changeSettings,
  deliver,
  outboxPath,
  pack,
  processAll,
  receiptTrust,
  signingKey,
  type TestStation,
} from '../support/test-station.ts';

/** Two stations before something happens that may be interrupted. */
export interface Scene {
  /** Whose station changes. */
  readonly party: 'tmg' | 'arcom';
  /** Brings the two to where it begins, and gives what the operation needs from outside: receipts, paths. */
  prepare(tmg: TestStation, arcom: TestStation): Promise<SceneInput>;
  run(own: TestStation, input: SceneInput): Promise<unknown>;
  /** Whether there is nothing left to do. Without it, the operation done twice comes to the same as once. */
  isDone?(station: Station): Promise<boolean>;
}

/** What an operation is given. */
export interface SceneInput {
  /** Batches that somebody brings. */
  readonly paths?: readonly string[];
  /** Receipts that come back. */
  readonly receipts?: readonly StoredReceipt[];
}

async function packSome(tmg: TestStation, count: number): Promise<string[]> {
  const paths: string[] = [];
  for (let sequence = 1; sequence <= count; sequence += 1) paths.push(outboxPath(tmg, await pack(tmg)));
  return paths;
}

/** The caller's file may get a second name. */
async function deliverByName({ station, settings }: TestStation, path: string): Promise<void> {
  await using source = await openFileSource(path);
  const delivery = { channel: 'file', origin: path, file: path } as const;
  await deliverBatch(station, source, delivery, createPolicyFinder(station, settings));
}

async function revokeSender(arcom: TestStation, tmg: TestStation): Promise<void> {
  const { keyNumber, publicKey } = await signingKey(tmg);
  const key = publicKeyBase64(parsePublicKey(publicKeyBase64({ keyNumber, key: publicKey })));
  const request = { key, from: '2026-11-03T07:00:00Z', reason: 'stolen', revokedAt: '2026-11-03T07:00:00Z' };
  await revokeKey(arcom.station, request);
  arcom.clock.set('2026-11-03T08:00:00Z');
}

const music = { stream: 'music' } as const;

/** Every operation that changes a station while it works. */
export const scenes: Readonly<Record<string, Scene>> = {
  pack: {
    party: 'tmg',
    prepare: async (tmg) => ({ paths: await packSome(tmg, 1) }),
    run: (tmg) => pack(tmg),
    isDone: async ({ ledger }) =>
      (await findSentByNumber(ledger, { ...music, recipient: 'arcom', sequence: 2 })) !== null,
  },
  'receive, for which another batch waits': {
    party: 'arcom',
    prepare: async (tmg, arcom) => {
      const [first, second] = await packSome(tmg, 2);
      await deliver(arcom, second!);
      return { paths: [first!] };
    },
    run: (arcom, { paths }) => deliver(arcom, paths![0]!),
  },
  'receive by a second name': {
    party: 'arcom',
    prepare: async (tmg) => ({ paths: await packSome(tmg, 1) }),
    run: (arcom, { paths }) => deliverByName(arcom, paths![0]!),
  },
  'receive of what is damaged': {
    party: 'arcom',
    prepare: async (tmg) => {
      const paths = await packSome(tmg, 1);
      const bytes = await readFile(paths[0]!);
      bytes[600]! ^= 1;
      await writeFile(paths[0]!, bytes);
      return { paths };
    },
    run: (arcom, { paths }) => deliver(arcom, paths![0]!),
    isDone: async ({ ledger }) => (await listReceived(ledger, 'quarantined')).length === 1,
  },
  process: {
    party: 'arcom',
    prepare: async (tmg, arcom) => {
      const [first, , third] = await packSome(tmg, 3);
      for (const path of [first!, third!]) await deliver(arcom, path);
      return {};
    },
    run: processAll,
  },
  'process, where a batch is rejected': {
    party: 'arcom',
    prepare: async (tmg, arcom) => {
      await deliver(arcom, (await packSome(tmg, 1))[0]!);
      await changeSettings(arcom, (text) => text.replace('max-batch-records = 5000000', 'max-batch-records = 1'));
      return {};
    },
    run: processAll,
  },
  'receipt add': {
    party: 'tmg',
    prepare: async (tmg, arcom) => {
      await deliver(arcom, (await packSome(tmg, 1))[0]!);
      await processAll(arcom);
      return { receipts: [...(await Array.fromAsync(listReceipts(arcom.station.ledger, 'issued')))] };
    },
    run: async (tmg, { receipts }) => {
      for (const receipt of receipts!) await addReceipt(tmg.station, receipt, await receiptTrust(tmg));
    },
  },
  judge: {
    party: 'arcom',
    prepare: async (tmg, arcom) => {
      const paths = await packSome(tmg, 2);
      await revokeSender(arcom, tmg);
      for (const path of paths) await deliver(arcom, path);
      return {};
    },
    run: async ({ station }) => {
      const judgement = { decision: 'accept', reason: 'seen' } as const;
      await judgeBatch(station, 'tmg.arcom.music.000001', judgement);
    },
    isDone: async ({ ledger }) =>
      (await findByNumber(ledger, { ...music, sender: 'tmg', sequence: 1 }))?.state === 'accepted',
  },
};
