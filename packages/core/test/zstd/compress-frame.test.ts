import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { compressFrame } from '../../src/zstd/compress-frame.ts';
import { decompressFrames } from '../../src/zstd/read-frames.ts';

/** What one-shot compression in `node:zlib` fills before it takes another buffer. */
const bufferBytes = 65_536;

it('a frame whose length is a multiple of 64 KiB is one frame, behind which no empty one follows', async () => {
  const noise = new Uint8Array(createHash('shake256', { outputLength: 2 * bufferBytes }).digest());
  const lengths = new Set<number>();
  for (const multiple of [1, 2]) {
    for (let overhead = 8; overhead < 24; overhead++) {
      const content = noise.subarray(0, multiple * bufferBytes - overhead);
      const frame = compressFrame(content);
      lengths.add(frame.length);
      expect(await decompress(frame), `${frame.length} bytes`).toEqual(Buffer.from(content));
    }
  }
  expect(lengths).toContain(bufferBytes);
  expect(lengths).toContain(2 * bufferBytes);
});

async function decompress(frame: Uint8Array): Promise<Buffer> {
  const source = async function* () {
    yield frame;
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of decompressFrames(source(), { limit: 4 * bufferBytes })) pieces.push(new Uint8Array(piece));
  return Buffer.concat(pieces);
}
