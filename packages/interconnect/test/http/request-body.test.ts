import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readInPieces } from '../../src/http/request-body.ts';

const RECORD = new Uint8Array(16_384);

/** Only its stream is looked at. */
function createRequest() {
  const stream = new PassThrough();
  return { stream, request: stream as unknown as IncomingMessage };
}

describe('the body of a request', () => {
  it('is handed on at once where it comes slowly: a process that is killed loses nothing that waits', async () => {
    const { stream, request } = createRequest();
    const reader = readInPieces(request).getReader();
    for (let turn = 0; turn < 3; turn += 1) {
      stream.write(RECORD);
      expect((await reader.read()).value).toHaveLength(RECORD.length);
      await delay(20);
    }
    stream.end();
    expect(await reader.read()).toEqual({ done: true, value: undefined });
  });

  it('is not read on while nobody takes it, however slowly it comes', async () => {
    const { stream, request } = createRequest();
    readInPieces(request);
    let written = 0;
    // Some 8 MB/s for a second and a half, in which a disc hangs.
    for (let turn = 0; turn < 300; turn += 1) {
      for (let record = 0; record < 3 && stream.writableLength === 0; record += 1) {
        stream.write(RECORD);
        written += RECORD.length;
      }
      await delay(5);
    }
    const taken = written - stream.readableLength - stream.writableLength;
    expect(taken).toBeGreaterThan(1 << 19);
    expect(taken).toBeLessThan(2 << 20);
  });
});
