import { expect, it } from 'vitest';
import { writeFully } from '../../src/io/handles.ts';

it('goes on where the system took fewer bytes than it was given', async () => {
  const disc = Buffer.alloc(20);
  const handle = {
    write: async (bytes: Uint8Array, offset: number, length: number, position: number) => {
      const bytesWritten = Math.min(length, 3);
      disc.set(bytes.subarray(offset, offset + bytesWritten), position);
      return { bytesWritten, buffer: bytes };
    },
  };
  await writeFully(handle as Parameters<typeof writeFully>[0], 5, Buffer.from('eleven char'));
  expect(disc.toString('latin1')).toBe(`${'\0'.repeat(5)}eleven char${'\0'.repeat(4)}`);
});
