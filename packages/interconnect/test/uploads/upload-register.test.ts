import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { memorySource } from '@scelle/core';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { openFileUploadStore } from '../../src/index.ts';
import { defaultLimits } from '../../src/protocol/limits.ts';
import { openUploadRegister } from '../../src/uploads/upload-store.ts';
import { codeOf } from '../support/parties.ts';

/** A register on a disc with 1,100 bytes, of which 100 are kept free, at a time and with refused peers that a test sets. */
async function openRegister() {
  const store = await openFileUploadStore(await temporaryFolder());
  const state = { minutes: 0, refused: '' };
  const register = await openUploadRegister(
    { ...store, freeBytes: async () => 1_100 },
    {
      limits: { ...defaultLimits, reservedBytes: 100 },
      mayHandOver: async (peer) => peer !== state.refused,
      now: () => new Date(Date.now() + state.minutes * 60_000),
    },
  );
  let count = 0;
  const announce = (peer: string, bytes: number) => {
    const id = String(count++).padStart(64, '0');
    return codeOf(() => register.claim({ id, peer, manifest: id, bytes }));
  };
  return { store, register, state, announce };
}

/** What becomes of announcements one after the other, each of a peer and so many bytes. */
async function announceAll(...announcements: readonly (readonly [peer: string, bytes: number])[]): Promise<string[]> {
  const { announce } = await openRegister();
  const codes: string[] = [];
  for (const [peer, bytes] of announcements) codes.push(await announce(peer, bytes));
  return codes;
}

describe('the space on the disc', () => {
  it('may be promised to a single upload of a peer as a whole, and half of it to others still', async () => {
    const codes = await announceAll(['tmg', 1_001], ['tmg', 1_000], ['other', 501], ['other', 500]);
    expect(codes).toEqual(['storage-full', 'none', 'storage-full', 'none']);
  });

  it('is promised to the uploads of one peer up to half of it, and the others still have theirs', async () => {
    const codes = await announceAll(['tmg', 300], ['tmg', 200], ['tmg', 1], ['other', 300], ['other', 200]);
    expect(codes).toEqual(['none', 'none', 'uploads-too-many', 'none', 'none']);
  });

  it('is promised for as long as bytes come, and a few minutes more', async () => {
    const { announce, state } = await openRegister();
    expect([await announce('tmg', 1_000), await announce('other', 600)]).toEqual(['none', 'storage-full']);
    state.minutes = 6;
    expect(await announce('other', 1_000)).toBe('none');
  });

  it('is promised anew to an upload that goes on later, if there is any', async () => {
    const { announce, register, state } = await openRegister();
    await announce('tmg', 1_000);
    const [upload] = register.list();
    state.minutes = 6;
    expect(await codeOf(() => register.resume(upload!))).toBe('none');
    // Announced later than the clock of the files says, so that it is still promised.
    state.minutes = 0;
    await announce('other', 500);
    const [, other] = register.list();
    const beside = { ...upload!, changedAt: new Date(0) };
    expect(await codeOf(() => register.resume(beside))).toBe('storage-full');
    await register.remove(other!.id);
    expect(await codeOf(() => register.resume(beside))).toBe('none');
  });

  it('is not promised to a peer that is suspended or revoked', async () => {
    const { announce, state } = await openRegister();
    await announce('tmg', 1_000);
    state.refused = 'tmg';
    expect(await announce('other', 1_000)).toBe('none');
  });

  it('is not promised to an upload that a person has dropped', async () => {
    const { announce, register, store } = await openRegister();
    await announce('tmg', 1_000);
    await store.remove(register.list()[0]!.id);
    expect(await announce('other', 1_000)).toBe('none');
  });

  it('is told to be full where a file cannot be made', async () => {
    const { store } = await openRegister();
    const full = Object.assign(new Error('no inode'), { code: 'ENOSPC', syscall: 'open' });
    const create = () => Promise.reject(full);
    const options = { limits: defaultLimits, mayHandOver: async () => true, now: () => new Date() };
    const register = await openUploadRegister({ ...store, create, freeBytes: async () => 2 ** 40 }, options);
    const id = '0'.repeat(64);
    expect(await codeOf(() => register.claim({ id, peer: 'tmg', manifest: id, bytes: 1 }))).toBe('storage-full');
  });
});

describe('a store of uploads', () => {
  it('stops at its reserve, whatever was promised', async () => {
    const store = await openFileUploadStore(await temporaryFolder(), { reservedBytes: Number.MAX_SAFE_INTEGER });
    const id = '0'.repeat(64);
    await store.create({ id, peer: 'tmg', manifest: id, bytes: 10 });
    const writing = () => store.write(id, 0, memorySource(new Uint8Array(10)).stream({ start: 0, end: 10 }));
    expect(await codeOf(writing)).toBe('ENOSPC');
  });

  it('goes on with what version 0.1.0 has begun, and drops what has half a note', async () => {
    const folder = await temporaryFolder();
    const [id, half] = ['1'.repeat(64), '2'.repeat(64)];
    const note = `{"id":"${id}","metadata":{"peer":"tmg","manifest":"${half}"},"size":10,"offset":0,"creation_date":"2026-01-01T00:00:00.000Z"}`;
    for (const [name, text] of [
      [id, 'abc'],
      [half, 'abc'],
      [`${id}.json`, note],
      [`${half}.json`, note.slice(0, 40)],
    ]) {
      await writeFile(join(folder, name!), text!);
    }
    const store = await openFileUploadStore(folder);
    expect(await store.list()).toMatchObject([{ id, peer: 'tmg', manifest: half, bytes: 10, offset: 3 }]);
    expect((await readdir(folder)).sort()).toEqual([id, `${id}.json`]);
  });
});
