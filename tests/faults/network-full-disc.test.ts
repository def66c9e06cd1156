import { open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { receiptTrust, verifyReceipt } from '@scelle/station';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { codeOf, connect, createScene, send, serve } from '../../packages/interconnect/test/support/parties.ts';
import { writeSealedFile } from '../../packages/interconnect/test/support/sealed-file.ts';
import { mountSmallDisc, whyNoDiscs } from './small-disc.ts';

const MEBIBYTE = 1 << 20;

describe.skipIf(whyNoDiscs !== null)(`a receiver whose disc is full${whyNoDiscs ? `: ${whyNoDiscs}` : ''}`, () => {
  it('refuses what does not fit before a byte is taken', async () => {
    const { tmg, arcom } = await createScene();
    const disc = await mountSmallDisc(8 * 1024);
    const { receiver } = await serve(arcom, { reservedBytes: MEBIBYTE }, join(disc, 'uploads'));
    const file = await writeSealedFile(await temporaryFolder(), { from: tmg, to: arcom }, { bytes: 7.5 * MEBIBYTE });
    const connection = connect(tmg, arcom, receiver.port);
    expect(await codeOf(() => send(tmg, connection, file.path))).toBe('storage-full');
    expect(await readdir(join(disc, 'uploads'))).toEqual([]);
  });

  it('says so where it fills up meanwhile, and goes on once there is space', async () => {
    const { tmg, arcom } = await createScene();
    const disc = await mountSmallDisc(8 * 1024);
    const { receiver } = await serve(arcom, { reservedBytes: 0 }, join(disc, 'uploads'));
    const file = await writeSealedFile(await temporaryFolder(), { from: tmg, to: arcom }, { bytes: 6 * MEBIBYTE });
    const connection = connect(tmg, arcom, receiver.port);
    const other = join(disc, 'other');
    const options = {
      acceptReceipt: async (signed: Parameters<typeof verifyReceipt>[0]) =>
        verifyReceipt(signed, await receiptTrust(tmg.station, tmg.settings)),
      beforeUpload: async () => {
        await using filler = await open(other, 'w');
        await filler.writeFile(new Uint8Array(4 * MEBIBYTE));
      },
    };
    expect(await codeOf(() => send(tmg, connection, file.path, options))).toBe('storage-full');
    await unlink(other);
    const { receipts, bytes } = await send(tmg, connection, file.path, {
      ...options,
      beforeUpload: async () => undefined,
    });
    expect(receipts).toMatchObject([{ outcome: 'accepted' }]);
    expect(bytes).toBeLessThan(file.size);
  });
});
