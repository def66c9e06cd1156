import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openFileSource, spoolSource } from '../../src/io/file-source.ts';
import { type BatchSource, type ClosableSource, lendPieces, memorySource } from '../../src/io/source.ts';
import { collect, cut } from './collect.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

const content = new Uint8Array(randomBytes((2 << 20) + 12_345));

function closeAtEnd(source: ClosableSource): ClosableSource {
  onTestFinished(() => source.close());
  return source;
}

async function openFile(): Promise<ClosableSource> {
  const path = join(createTemporaryFolder(), 'batch.scelle');
  writeFileSync(path, content);
  return closeAtEnd(await openFileSource(path));
}

async function spool(bytes = content, limit = bytes.length): Promise<ClosableSource> {
  return closeAtEnd(await spoolSource(cut(bytes, 70_001), { directory: createTemporaryFolder(), limit }));
}

function code(value: string): unknown {
  return expect.objectContaining({ code: value });
}

describe.each<[string, () => Promise<BatchSource>]>([
  ['a file source', openFile],
  ['a memory source', async () => memorySource(content)],
  ['a spooled source', spool],
])('%s', (_, open) => {
  it('reads, streams and lends any range', async () => {
    const source = await open();
    expect(source.size).toBe(content.length);
    const offset = fc.nat({ max: content.length });
    await fc.assert(
      fc.asyncProperty(offset, offset, async (a, b) => {
        const [start, end] = a < b ? [a, b] : [b, a];
        const expected = content.subarray(start, end);
        expect(Buffer.compare(await source.read(start, end - start), expected)).toBe(0);
        expect(Buffer.compare(await collect(source.stream({ start, end })), expected)).toBe(0);
        expect(Buffer.compare(await collect(lendPieces(source, { start, end })), expected)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  it('refuses what lies beyond its end, before taking memory', async () => {
    const source = await open();
    for (const [offset, length] of [
      [0, 2 ** 50],
      [content.length, 1],
      [-1, 2],
      [2 ** 53, 1],
      [0, Number.NaN],
    ] as const) {
      await expect(source.read(offset, length)).rejects.toThrow(code('source-truncated'));
    }
    const range = { start: 0, end: content.length + 1 };
    await expect(collect(source.stream(range))).rejects.toThrow(code('source-truncated'));
    await expect(collect(lendPieces(source, range))).rejects.toThrow(code('source-truncated'));
  });

  it('gives pieces that are the caller’s to change', async () => {
    const source = await open();
    (await source.read(0, 10)).fill(0);
    for await (const piece of source.stream({ start: 0, end: 10 })) piece.fill(0);
    expect(await source.read(0, 10)).toEqual(content.slice(0, 10));
  });
});

describe('openFileSource', () => {
  it('says what is wrong with the path', async () => {
    const folder = createTemporaryFolder();
    await expect(openFileSource(join(folder, 'none'))).rejects.toThrow(code('source-missing'));
    await expect(openFileSource(join(folder, 'x'.repeat(300)))).rejects.toThrow(code('source-unreadable'));
    await expect(openFileSource(folder)).rejects.toThrow(code('source-not-a-file'));
  });

  it('refuses a named pipe without waiting for its writer', async () => {
    const path = join(createTemporaryFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    await expect(openFileSource(path)).rejects.toThrow(code('source-not-a-file'));
  });

  it('notices that the file has become shorter', async () => {
    const path = join(createTemporaryFolder(), 'batch.scelle');
    writeFileSync(path, content);
    await using source = await openFileSource(path);
    truncateSync(path, 10);
    await expect(source.read(0, 11)).rejects.toThrow(code('source-truncated'));
    await expect(collect(source.stream({ start: 0, end: 100 }))).rejects.toThrow(code('source-truncated'));
  });

  it('leaves a piece that it lends as it is until the next is asked for, and uses its memory again', async () => {
    const source = await openFile();
    const memory = new Set<ArrayBufferLike>();
    let at = 0;
    for await (const piece of lendPieces(source, { start: 0, end: content.length })) {
      // Meanwhile the next piece is read.
      await source.read(0, 1);
      expect(Buffer.compare(piece, content.subarray(at, at + piece.length))).toBe(0);
      memory.add(piece.buffer);
      at += piece.length;
    }
    expect(at).toBe(content.length);
    expect(memory.size).toBe(2);
  });

  it('may be closed twice', async () => {
    const source = await openFile();
    await source.close();
    await expect(source.close()).resolves.toBeUndefined();
  });
});

describe('spoolSource', () => {
  it('leaves no name in the folder, even while it is open', async () => {
    const directory = createTemporaryFolder();
    await using source = await spoolSource(cut(content, 1000), { directory, limit: content.length });
    expect(source.size).toBe(content.length);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('takes no byte more than the limit', async () => {
    await expect(spool(content, content.length - 1)).rejects.toThrow(code('source-too-large'));
  });

  it('hands on the failure of the pipe', async () => {
    const failure = new Error('broken');
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield content;
      throw failure;
    }
    const options = { directory: createTemporaryFolder(), limit: 2 ** 40 };
    await expect(spoolSource(broken(), options)).rejects.toBe(failure);
  });

  it('says what is wrong with the folder', async () => {
    const folder = createTemporaryFolder();
    const missing = { directory: join(folder, 'none'), limit: 1 };
    await expect(spoolSource(cut(content, 1), missing)).rejects.toThrow(code('target-folder-missing'));
    mkdirSync(join(folder, 'deep'));
    const full = Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' });
    const onStep = (step: string): void => {
      if (step === 'write') throw full;
    };
    const options = { directory: join(folder, 'deep'), limit: 1, onStep };
    await expect(spoolSource(cut(content.subarray(0, 1), 1), options)).rejects.toThrow(code('target-full'));
  });
});
