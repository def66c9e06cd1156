import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProcessMark } from '../../src/io/file-marks.ts';
import type { FileStep } from '../../src/io/file-steps.ts';
import { replaceFile } from '../../src/io/published-file.ts';
import type { Sink } from '../../src/io/source.ts';
import { runUntilKilled } from './run-until-killed.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

function createFile(content = 'old content'): { readonly folder: string; readonly path: string } {
  const folder = createTemporaryFolder();
  const path = join(folder, 'batch.scelle');
  writeFileSync(path, content, { mode: 0o640 });
  return { folder, path };
}

async function patch(copy: Sink): Promise<void> {
  await copy.write(0, Buffer.from('new'));
  await copy.write(11, Buffer.from(', longer'));
}

function code(value: string): unknown {
  return expect.objectContaining({ code: value });
}

const [host, , random] = createProcessMark().split('-') as [string, string, string];
const markOfEndedProcess = `${host}-${spawnSync('true').pid}-${random}`;

describe('replaceFile', () => {
  it('changes what is patched and keeps the rest, with the mode of the file', async () => {
    const { folder, path } = createFile();
    const steps: FileStep[] = [];
    await replaceFile(path, patch, { onStep: (step) => void steps.push(step) });
    expect(readFileSync(path, 'utf8')).toBe('new content, longer');
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['batch.scelle']);
    expect(steps).toEqual(['lock', 'copy', 'open', 'write', 'write', 'fsync', 'rename', 'fsync-folder']);
  });

  it.each<FileStep>(['lock', 'copy', 'open', 'write', 'fsync', 'rename'])(
    'keeps the old file when %s fails, and leaves nothing beside it',
    async (failing) => {
      const { folder, path } = createFile();
      const onStep = (step: FileStep): void => {
        if (step === failing) throw Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'test' });
      };
      await expect(replaceFile(path, patch, { onStep })).rejects.toThrow(code('target-full'));
      expect(readFileSync(path, 'utf8')).toBe('old content');
      expect(readdirSync(folder)).toEqual(['batch.scelle']);
    },
  );

  it('changes a file that its owner may only read, and lets the owner write to it', async () => {
    const { path } = createFile();
    chmodSync(path, 0o440);
    await replaceFile(path, patch);
    expect(readFileSync(path, 'utf8')).toBe('new content, longer');
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it('keeps the old file when the patch fails', async () => {
    const { folder, path } = createFile();
    const failure = new Error('no key');
    const failing = async (copy: Sink): Promise<void> => {
      await patch(copy);
      throw failure;
    };
    await expect(replaceFile(path, failing)).rejects.toBe(failure);
    expect(readFileSync(path, 'utf8')).toBe('old content');
    expect(readdirSync(folder)).toEqual(['batch.scelle']);
  });

  it('says that there is no such file', async () => {
    const folder = createTemporaryFolder();
    await expect(replaceFile(join(folder, 'none'), patch)).rejects.toThrow(code('source-missing'));
    await expect(replaceFile(join(folder, 'a', 'b'), patch)).rejects.toThrow(code('target-folder-missing'));
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the lock of replaceFile', () => {
  it('lets one change in at a time', async () => {
    const { path } = createFile();
    await replaceFile(path, async () => {
      await expect(replaceFile(path, patch)).rejects.toThrow(code('target-locked'));
    });
    await replaceFile(path, patch);
    expect(readFileSync(path, 'utf8')).toBe('new content, longer');
  });

  it('is taken over from a process that has ended', async () => {
    const { folder, path } = createFile();
    symlinkSync(markOfEndedProcess, `${path}.lock`);
    await replaceFile(path, patch);
    expect(readdirSync(folder)).toEqual(['batch.scelle']);
  });

  it('is taken over by one of many', async () => {
    const { folder, path } = createFile('0');
    symlinkSync(markOfEndedProcess, `${path}.lock`);
    const increment = async (copy: Sink): Promise<void> =>
      copy.write(0, Buffer.from(String(Number(readFileSync(path, 'utf8')) + 1)));
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => replaceFile(path, increment)));
    const successes = results.filter(({ status }) => status === 'fulfilled').length;
    expect(readFileSync(path, 'utf8')).toBe(String(successes));
    expect(readdirSync(folder)).toEqual(['batch.scelle']);
  });

  it('is taken over when whoever was taking it over was killed as well', async () => {
    const { folder, path } = createFile();
    symlinkSync(markOfEndedProcess, `${path}.lock`);
    symlinkSync(markOfEndedProcess, `${path}.lock.${markOfEndedProcess}`);
    await replaceFile(path, patch);
    expect(readdirSync(folder)).toEqual(['batch.scelle']);
  });

  it('is left alone when it is another host’s, or no lock of ours', async () => {
    const { path } = createFile();
    symlinkSync(`00000000-1-${random}`, `${path}.lock`);
    await expect(replaceFile(path, patch)).rejects.toThrow(code('target-locked'));
    const other = createFile();
    writeFileSync(`${other.path}.lock`, 'notes');
    await expect(replaceFile(other.path, patch)).rejects.toThrow(code('target-locked'));
    expect(existsSync(`${other.path}.lock`)).toBe(true);
  });
});

describe('a process that is killed while it replaces a file', () => {
  const body = `
    await io.replaceFile(path, async (copy) => {
      await copy.write(0, Buffer.from('new'));
      await copy.write(11, Buffer.from(', longer'));
    }, { onStep });`;

  it('leaves the old file or the new one, and the next process can go on', async () => {
    for (let kill = 0, isKilled = true; isKilled; kill++) {
      const { path } = createFile();
      isKilled = runUntilKilled('published-file', path, kill, body);
      expect(readFileSync(path, 'utf8')).toBe(kill < 7 ? 'old content' : 'new content, longer');
      await replaceFile(path, patch);
      expect(readFileSync(path, 'utf8')).toBe('new content, longer');
    }
  });
});
