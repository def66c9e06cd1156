import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BatchSource, type Identities, memorySource } from '@scelle/core';
import { rawLedger, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { deliverBatch } from '../../src/receiving/deliver.ts';
import { createPolicyFinder } from '../../src/receiving/find-policy.ts';
import { processInbox } from '../../src/receiving/process-inbox.ts';
import { codeOf } from '../support/code-of.ts';
import { findFlaws } from '../support/soundness.ts';
import {
  createPair,
  deliver,
  outboxPath,
  pack,
  processAll,
  reopen,
  type TestStation,
} from '../support/test-station.ts';

const stored = ({ station }: TestStation) => station.layout.path('inbox', 'tmg.arcom.music.000001.scelle');

/** Adds one to a byte near the end of the payload. */
function alter(path: string): void {
  const file = openSync(path, 'r+');
  const { size } = fstatSync(file);
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, size - 1200);
  writeSync(file, Buffer.of(byte[0]! + 1), 0, 1, size - 1200);
  closeSync(file);
}

describe('a batch that is kept', () => {
  it('is the one that was verified, though its source gives other bytes when it is read again', async () => {
    const { tmg, arcom } = await createPair();
    const bytes = new Uint8Array(await readFile(outboxPath(tmg, await pack(tmg))));
    const whole = memorySource(bytes);
    const ends: number[] = [];
    const source: BatchSource = {
      size: whole.size,
      read: whole.read,
      async *stream(range) {
        for await (const piece of whole.stream(range)) {
          const copy = Uint8Array.from(piece);
          // The first reader gets what was sealed, everybody after that something else.
          if (ends.length > 0) copy[copy.length >> 1]! ^= 1;
          yield copy;
        }
        ends.push(range.end);
      },
    };
    const { station, settings } = arcom;
    const findPolicy = createPolicyFinder(station, settings);
    const result = await deliverBatch(station, source, { channel: 'file', origin: 'b' }, findPolicy);
    expect(result.outcome).toBe('accepted');
    expect(new Uint8Array(await readFile(stored(arcom)))).toEqual(bytes);
    expect(await processAll(arcom)).toMatchObject([{ outcome: 'accepted' }]);
  });

  it('is not kept where somebody writes to its file while it is verified', async () => {
    const { tmg, arcom } = await createPair();
    const path = outboxPath(tmg, await pack(tmg));
    const genuine = await readFile(path);
    const { station, settings } = arcom;
    const find = createPolicyFinder(station, settings);
    const findPolicy: typeof find = (sender, channel) => {
      // Once, while it is verified: what is written after the last look at the file is nobody's to prevent.
      if (writes === 0) alter(path);
      writes += 1;
      return find(sender, channel);
    };
    let writes = 0;
    const checkBeforeKeeping = async () => undefined;
    const delivery = { channel: 'file', origin: 'b', file: path, checkBeforeKeeping } as const;
    const outcome = await codeOf(() => deliverBatch(station, memorySource(genuine), delivery, findPolicy));
    expect(writes).toBeGreaterThan(0);
    // Where the file system shares blocks, what was written is written to the other copy.
    const kept = await readFile(stored(arcom)).catch(() => null);
    if (kept === null) expect(outcome === 'source-changed' || outcome === null).toBe(true);
    else expect({ outcome, kept }).toEqual({ outcome: null, kept: genuine });
    expect((await readdir(station.layout.path('inbox'))).filter((name) => name.endsWith('.partial'))).toEqual([]);
    expect(await findFlaws(await reopen(arcom))).toEqual([]);
  });

  it('is the file that was verified, though another one takes its name meanwhile', async () => {
    const { tmg, arcom } = await createPair();
    const folder = await temporaryFolder();
    const path = join(folder, 'b.scelle');
    const genuine = await readFile(outboxPath(tmg, await pack(tmg)));
    await writeFile(path, genuine, { mode: 0o600 });
    const { station, settings } = arcom;
    const checkBeforeKeeping = async () => {
      moved.push(
        rename(path, `${path}.old`).then(() => writeFile(path, Buffer.alloc(genuine.length), { mode: 0o600 })),
      );
    };
    const moved: Promise<void>[] = [];
    const delivery = { channel: 'file', origin: 'b', file: path, checkBeforeKeeping } as const;
    const findPolicy = createPolicyFinder(station, settings);
    const outcome = await codeOf(() => deliverBatch(station, memorySource(genuine), delivery, findPolicy));
    await Promise.all(moved);
    const kept = await readFile(stored(arcom)).catch(() => null);
    if (kept === null) expect(outcome).toBe('source-changed');
    else expect({ outcome, kept }).toEqual({ outcome: null, kept: genuine });
  });

  it('is readable by its owner alone, whatever the mode of the file that it was', async () => {
    const { tmg, arcom } = await createPair();
    const path = outboxPath(tmg, await pack(tmg));
    await deliver(arcom, path);
    expect((await stat(stored(arcom))).mode & 0o777).toBe(0o400);
  });

  it('is not copied once more where it is here already, and is where its file is gone', async () => {
    const { tmg, arcom } = await createPair();
    const bytes = new Uint8Array(await readFile(outboxPath(tmg, await pack(tmg))));
    const { station, settings } = arcom;
    const findPolicy = createPolicyFinder(station, settings);
    const bring = () => deliverBatch(station, memorySource(bytes), { channel: 'file', origin: 'b' }, findPolicy);
    expect((await bring()).outcome).toBe('accepted');
    const { ino } = await stat(stored(arcom));
    expect((await bring()).outcome).toBe('duplicate');
    expect((await stat(stored(arcom))).ino).toBe(ino);
    await rm(stored(arcom));
    expect((await bring()).outcome).toBe('duplicate');
    expect(new Uint8Array(await readFile(stored(arcom)))).toEqual(bytes);
  });

  it('ends with the reason of its signal, and leaves nothing behind', async () => {
    const { tmg, arcom } = await createPair();
    const path = outboxPath(tmg, await pack(tmg));
    const bytes = await readFile(path);
    const signal = AbortSignal.abort(new RangeError('stop'));
    const { station, settings } = arcom;
    const delivery = { channel: 'file', origin: 'b', signal } as const;
    const findPolicy = createPolicyFinder(station, settings);
    await expect(deliverBatch(station, memorySource(bytes), delivery, findPolicy)).rejects.toThrow(RangeError);
    expect(await readdir(station.layout.path('inbox'))).toEqual([]);
  });
});

describe('opening without an opening key', () => {
  it('signs nothing and notes nothing: what nobody opened has no content that was verified', async () => {
    const { tmg, arcom } = await createPair();
    await deliver(arcom, outboxPath(tmg, await pack(tmg)));
    const { station, settings } = arcom;
    const verification = { findPolicy: createPolicyFinder(station, settings), identities: [] as unknown as Identities };
    expect(await codeOf(() => processInbox(station, verification).next())).toBe('opening-key-missing');
    expect(rawLedger(station).prepare("SELECT 1 FROM receipts WHERE stage = 'verification'").get()).toBeUndefined();
    expect(await processAll(arcom)).toMatchObject([{ outcome: 'accepted', report: { level: 'full' } }]);
  });
});
