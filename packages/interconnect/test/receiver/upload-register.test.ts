import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { openFileUploadStore } from '../../src/index.ts';
import { defaultLimits } from '../../src/receiver/limits.ts';
import { openUploadRegister } from '../../src/receiver/upload-register.ts';
import { codeOf } from '../support/parties.ts';

/** What becomes of announcements one after the other, each of a peer and so many bytes, on a disc with 1,100 of which 100 are kept free. */
async function announceAll(...announcements: readonly (readonly [peer: string, bytes: number])[]): Promise<string[]> {
  const store = await openFileUploadStore(await temporaryFolder());
  const limits = { ...defaultLimits, reservedBytes: 100 };
  const register = await openUploadRegister({ ...store, freeBytes: async () => 1_100 }, limits);
  const codes: string[] = [];
  for (const [index, [peer, bytes]] of announcements.entries()) {
    const id = String(index).padStart(64, '0');
    codes.push(await codeOf(() => register.admit({ id, peer, manifest: id, bytes })));
  }
  return codes;
}

describe('the space on the disc', () => {
  it('may be promised to a single upload of a peer as a whole, and to nobody else then', async () => {
    expect(await announceAll(['tmg', 1_000], ['other', 1])).toEqual(['none', 'storage-full']);
  });

  it('is promised to the uploads of one peer up to half of it, and the others still have theirs', async () => {
    const codes = await announceAll(['tmg', 300], ['tmg', 200], ['tmg', 1], ['other', 300], ['other', 200]);
    expect(codes).toEqual(['none', 'none', 'uploads-too-many', 'none', 'none']);
  });
});
