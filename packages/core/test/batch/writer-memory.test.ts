import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { segmentOf, startBatch } from './batches.ts';
import { sketch } from './sketch-profile.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are in use once everything that can be collected is. */
function usedBytes(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

it('a writer of 20,000 attachments keeps of each no more than its digest', async () => {
  const writer = await startBatch({ write: async () => undefined });
  const add = async (from: number, to: number) => {
    for (let number = from; number < to; number++) {
      const attachment = createHash('shake256', { outputLength: 8_192 }).update(String(number)).digest();
      writer.addAttachment(attachment);
      await writer.addRecord(sketch({ number, segments: [segmentOf(attachment)] }));
    }
  };
  await add(0, 4_250);
  const before = usedBytes();
  await add(4_250, 20_000);
  // The 123 MiB that went through are gone: there remain an index of 32,768 slots of 36 bytes, and the groups under way,
  // of 16 MiB each, before and after compression.
  expect(usedBytes() - before).toBeLessThan(64 << 20);
  const { manifest } = await writer.seal();
  expect(manifest.attachments).toEqual({ count: 20_000, bytes: 163_840_000 });
});
