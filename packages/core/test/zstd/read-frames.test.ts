import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compressFrame } from '../../src/zstd/compress-frame.ts';
import { FrameWalk } from '../../src/zstd/frame.ts';
import { decompressFrames } from '../../src/zstd/read-frames.ts';
import { collect, cut } from '../io/collect.ts';
import { isMissing, runTool } from '../io/stock-tool.ts';
import { createTemporaryFolder } from '../io/temporary-folder.ts';

const text = Buffer.from('{"recordId":"0192","protocol":"bittorrent"}\n'.repeat(200));
const limit = 1 << 30;

function decompress(bytes: Uint8Array, pieceLength = bytes.length): Promise<Uint8Array> {
  return collect(decompressFrames(cut(bytes, pieceLength), { limit }));
}

async function codeOf(bytes: Uint8Array, options = { limit }): Promise<string> {
  return collect(decompressFrames(cut(bytes, 1 << 16), options)).then(
    () => 'accepted',
    (error) => error.code ?? String(error),
  );
}

/** A frame made by hand: descriptor, window or content size, blocks. */
function frame(...bytes: readonly number[]): Uint8Array {
  return Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, ...bytes);
}

describe('compressFrame', () => {
  it('tells the content size in one frame', async () => {
    const compressed = await compressFrame(text);
    const walk = new FrameWalk(0);
    expect(walk.push(compressed)).toBe(compressed.length);
    expect(walk.ended).toBe(true);
    // Descriptor: content size of two bytes, single segment, no checksum, no dictionary.
    expect(compressed[4]).toBe(0b0110_0000);
  });

  it.skipIf(isMissing('zstd'))('makes frames that zstd reads as one', async () => {
    const frames = Buffer.concat([await compressFrame(text), await compressFrame(Buffer.from('end'))]);
    expect(Buffer.from(runTool('zstd', ['-d', '-c'], frames)).toString()).toBe(`${text}end`);
  });
});

describe('FrameWalk', () => {
  it('finds the end of a frame in pieces of one byte', async () => {
    const compressed = await compressFrame(randomBytes(300_000));
    const walk = new FrameWalk(0);
    let taken = 0;
    for (const byte of compressed) if (!walk.ended) taken += walk.push(Uint8Array.of(byte));
    expect(taken).toBe(compressed.length);
    expect(walk.ended).toBe(true);
    expect(walk.push(Uint8Array.of(1))).toBe(0);
  });
});

describe('decompressFrames', () => {
  it('reads several frames with their boundaries at every offset of a piece', async () => {
    const parts = [text.subarray(0, 500), Buffer.from('x'), text.subarray(500, 900)];
    const frames = Buffer.concat(await Promise.all(parts.map(compressFrame)));
    for (let pieceLength = 1; pieceLength <= frames.length; pieceLength++) {
      expect(Buffer.from(await decompress(frames, pieceLength))).toEqual(Buffer.concat(parts));
    }
  });

  it('gives back what was compressed, in whatever frames and pieces', async () => {
    const part = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 2000 }), fc.constant(new Uint8Array(400_000)));
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { minLength: 1, maxLength: 5 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 700 })),
        async (parts, lengths) => {
          const frames = Buffer.concat(await Promise.all(parts.map(compressFrame)));
          async function* pieces(): AsyncGenerator<Uint8Array> {
            for (let at = 0; at < frames.length; ) {
              const length = lengths.next().value;
              yield frames.subarray(at, at + length);
              at += length;
            }
          }
          const output = await collect(decompressFrames(pieces(), { limit }));
          expect(Buffer.compare(output, Buffer.concat(parts))).toBe(0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('refuses every truncation of several frames', async () => {
    const frames = Buffer.concat([await compressFrame(text), await compressFrame(Buffer.from('end'))]);
    const boundary = (await compressFrame(text)).length;
    for (let length = 0; length < frames.length; length++) {
      const expected = length === boundary ? 'accepted' : 'zstd-truncated';
      expect(await codeOf(frames.subarray(0, length))).toBe(expected);
    }
  });

  it('refuses whatever follows the last frame', async () => {
    const compressed = await compressFrame(text);
    expect(await codeOf(Buffer.concat([compressed, Buffer.alloc(1)]))).toBe('zstd-truncated');
    expect(await codeOf(Buffer.concat([compressed, Buffer.alloc(4)]))).toBe('zstd-frame-invalid');
    expect(await codeOf(Buffer.concat([compressed, text]))).toBe('zstd-frame-invalid');
  });

  it.each([
    ['another magic number', 'zstd-frame-invalid', Buffer.from('age-encryption')],
    ['the magic number of zstd 0.7', 'zstd-frame-invalid', Uint8Array.of(0x27, 0xb5, 0x2f, 0xfd, 0x20, 1, 0, 0, 0)],
    ['a reserved bit', 'zstd-frame-invalid', frame(0x28, 1, 0x09, 0, 0, 0x61)],
    ['an unused bit', 'zstd-frame-invalid', frame(0x30, 1, 0x09, 0, 0, 0x61)],
    ['a reserved block type', 'zstd-frame-invalid', frame(0x20, 1, 0x0f, 0, 0, 0x61)],
    ['less content than announced', 'zstd-frame-invalid', frame(0x20, 2, 0x09, 0, 0, 0x61)],
    ['more content than announced', 'zstd-frame-invalid', frame(0x20, 1, 0x11, 0, 0, 0x61, 0x62)],
    ['a wrong checksum', 'zstd-frame-invalid', frame(0x24, 1, 0x09, 0, 0, 0x61, 0, 0, 0, 0)],
    ['a dictionary', 'zstd-dictionary', frame(0x21, 7, 1, 0x09, 0, 0, 0x61)],
    ['a content size of zero', 'zstd-frame-empty', frame(0x20, 0, 0x01, 0, 0)],
    ['no content and no content size', 'zstd-frame-empty', frame(0x00, 0x50, 0x01, 0, 0)],
    ['a window just over 8 MiB', 'zstd-window-too-large', frame(0x00, (13 << 3) | 1, 0x09, 0, 0, 0x61)],
    ['the largest window', 'zstd-window-too-large', frame(0x00, 0xff, 0x09, 0, 0, 0x61)],
    ['one segment over 8 MiB', 'zstd-window-too-large', frame(0xa0, 1, 0, 0x80, 0, 0x09, 0, 0, 0x61)],
    ['an enormous content size', 'zstd-window-too-large', frame(0xe0, ...Array(8).fill(0xff), 0x09, 0, 0, 0x61)],
    ['a skippable frame alone', 'zstd-skippable-frame', Uint8Array.of(0x5a, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 0x61)],
  ])('refuses %s', async (_, code, bytes) => {
    expect(await codeOf(bytes)).toBe(code);
  });

  it('reads a frame made by hand, and one with the largest window that is allowed', async () => {
    expect(await decompress(frame(0x20, 1, 0x09, 0, 0, 0x61))).toEqual(Uint8Array.of(0x61));
    expect(await decompress(frame(0x00, 13 << 3, 0x09, 0, 0, 0x61))).toEqual(Uint8Array.of(0x61));
  });

  it('refuses a skippable or empty frame before, between and after others', async () => {
    const good = await compressFrame(text);
    const skippable = Uint8Array.of(0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0);
    const empty = await compressFrame(new Uint8Array(0));
    for (const [code, bad] of [
      ['zstd-skippable-frame', skippable],
      ['zstd-frame-empty', empty],
    ] as const) {
      for (const frames of [
        [bad, good],
        [good, bad, good],
        [good, bad],
      ]) {
        expect(await codeOf(Buffer.concat(frames))).toBe(code);
      }
    }
  });

  it('counts the output of all frames against the limit', async () => {
    const frames = Buffer.concat([await compressFrame(text), await compressFrame(text)]);
    expect(await codeOf(frames, { limit: 2 * text.length })).toBe('accepted');
    expect(await codeOf(frames, { limit: 2 * text.length - 1 })).toBe('zstd-output-too-large');
    expect(await codeOf(frames, { limit: 0 })).toBe('zstd-output-too-large');
  });

  it('hands on what the source throws, and closes it when the caller leaves', async () => {
    const failure = new Error('the disc is gone');
    const compressed = await compressFrame(randomBytes(600_000));
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield compressed.subarray(0, 1000);
      throw failure;
    }
    await expect(collect(decompressFrames(failing(), { limit }))).rejects.toBe(failure);

    let isClosed = false;
    async function* watched(): AsyncGenerator<Uint8Array> {
      try {
        yield* cut(compressed, 1000);
      } finally {
        isClosed = true;
      }
    }
    for await (const _ of decompressFrames(watched(), { limit })) break;
    expect(isClosed).toBe(true);
  });

  it('answers a changed byte with content or with a code, never with another error', async () => {
    const compressed = await compressFrame(text.subarray(0, 300));
    for (let at = 0; at < compressed.length; at++) {
      const altered = compressed.slice();
      altered[at]! ^= 0xff;
      expect(await codeOf(altered)).toMatch(/^(accepted|zstd-[a-z-]+)$/);
    }
  });
});

describe('a decompression bomb', () => {
  it('is refused within a small memory', () => {
    const script = `
      import { createZstdCompress } from 'node:zlib';
      import { decompressFrames } from ${JSON.stringify(new URL('../../src/zstd/read-frames.ts', import.meta.url).href)};
      async function* bomb() {
        const compressor = createZstdCompress();
        const zeros = Buffer.alloc(1 << 20);
        const feed = (async () => {
          for (let i = 0; i < 1024; i++) {
            if (!compressor.write(zeros)) await new Promise((done) => compressor.once('drain', done));
          }
          compressor.end();
        })();
        for await (const piece of compressor) { compressed += piece.length; yield piece; }
        await feed;
      }
      let [compressed, output] = [0, 0];
      try {
        for await (const piece of decompressFrames(bomb(), { limit: 512 << 20 })) output += piece.length;
      } catch (error) {
        const ratio = Math.floor(output / compressed);
        console.log(JSON.stringify({ code: error.code, output, ratio, mebibytes: process.resourceUsage().maxRSS >> 10 }));
      }`;
    const path = join(createTemporaryFolder(), 'bomb.mjs');
    writeFileSync(path, script);
    const { stdout, stderr } = spawnSync(process.execPath, ['--max-old-space-size=64', path], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ code: 'zstd-output-too-large', output: 512 << 20 });
    expect(result.ratio).toBeGreaterThan(1000);
    expect(result.mebibytes).toBeLessThan(256);
  });
});

describe.skipIf(isMissing('zstd'))('what the zstd tool writes', () => {
  const random = randomBytes(3 << 20);
  const mixed = Buffer.concat([text, random, Buffer.alloc(3 << 20), random.subarray(0, 1 << 20)]);

  it.each([
    ['at its default level', []],
    ['with two threads', ['-T2', '-B524288']],
    ['without a checksum', ['--no-check']],
    ['with a checksum', ['--check']],
    ['without a content size', ['--no-content-size']],
    ['at level 19, with a window of 8 MiB', ['-19', '--zstd=wlog=23,strat=1']],
    ['fast', ['--fast=5']],
  ])('is read: %s', async (_, options) => {
    const path = join(createTemporaryFolder(), 'content');
    writeFileSync(path, mixed);
    const one = runTool('zstd', ['-c', ...options, path]);
    const piped = runTool('zstd', ['-c', ...options], text);
    const output = await decompress(Buffer.concat([one, piped, one]), 65_536);
    expect(Buffer.compare(output, Buffer.concat([mixed, text, mixed]))).toBe(0);
  });

  it('is refused with a long window', async () => {
    const path = join(createTemporaryFolder(), 'content');
    writeFileSync(path, Buffer.alloc(20 << 20));
    expect(await codeOf(runTool('zstd', ['-c', '--long=27', path]))).toBe('zstd-window-too-large');
  });

  it('is refused with a dictionary', async () => {
    const folder = createTemporaryFolder();
    const samples = Array.from({ length: 400 }, (_, index) => {
      const path = join(folder, `sample-${index}`);
      writeFileSync(path, `{"recordId":"${index}","protocol":"bittorrent","seed":"${index * 7919}"}\n`.repeat(3));
      return path;
    });
    const dictionary = join(folder, 'dictionary');
    runTool('zstd', ['-q', '--train', ...samples, '--maxdict=4096', '-o', dictionary]);
    expect(await codeOf(runTool('zstd', ['-c', '-D', dictionary, samples[0]!]))).toBe('zstd-dictionary');
  });

  it('is refused when it is the frame of an empty file', async () => {
    expect(await codeOf(runTool('zstd', ['-c']))).toBe('zstd-frame-empty');
  });
});

describe('a run of tiny frames', () => {
  it('is refused where there are more of them than one for every 512 bytes, and 65', async () => {
    const tiny = await compressFrame(Uint8Array.of(0x61));
    const run = (frames: number) => Buffer.concat(Array.from({ length: frames }, () => tiny));
    expect(await codeOf(run(65), { limit: 500 })).toBe('accepted');
    expect(await codeOf(run(66), { limit: 500 })).toBe('zstd-too-many-frames');
    expect(await codeOf(run(66), { limit: 512 })).toBe('accepted');
  });
});
