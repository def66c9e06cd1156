import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findStalePartials } from '../../src/io/file-marks.ts';
import type { FileStep } from '../../src/io/file-steps.ts';
import { createPublishedFile } from '../../src/io/published-file.ts';
import { runUntilKilled } from './run-until-killed.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

function code(value: string): unknown {
  return expect.objectContaining({ code: value });
}

function systemError(name: string, syscall: string): Error {
  return Object.assign(new Error(name), { code: name, syscall });
}

describe('createPublishedFile', () => {
  it('gives the file its name when it is whole, whatever the order of the writes', async () => {
    const folder = createTemporaryFolder();
    const path = join(folder, 'batch.scelle');
    await using file = await createPublishedFile(path);
    await file.write(4, Buffer.from('load'));
    await file.write(0, Buffer.from('pay-'));
    expect(existsSync(path)).toBe(false);
    await file.publish();
    expect(readFileSync(path, 'utf8')).toBe('pay-load');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['batch.scelle']);
  });

  it('keeps the order of steps that docs/format.md § Order of writing demands', async () => {
    const steps: FileStep[] = [];
    const path = join(createTemporaryFolder(), 'batch.scelle');
    const file = await createPublishedFile(path, { onStep: (step) => void steps.push(step) });
    await file.write(0, new Uint8Array(10));
    await file.publish();
    expect(steps).toEqual(['open', 'write', 'fsync', 'link', 'unlink', 'fsync-folder']);
  });

  it('brings every 16 MiB to the disc while it goes on', async () => {
    const steps: FileStep[] = [];
    const path = join(createTemporaryFolder(), 'batch.scelle');
    await using file = await createPublishedFile(path, { onStep: (step) => void steps.push(step) });
    for (let at = 0; at < 4; at++) await file.write(at << 23, new Uint8Array(1 << 23));
    expect(steps).toEqual(['open', 'write', 'write', 'fsync', 'write', 'write', 'fsync']);
  });

  it('removes what was not published', async () => {
    const folder = createTemporaryFolder();
    const file = await createPublishedFile(join(folder, 'batch.scelle'));
    await file.write(0, Buffer.from('half'));
    await file.abort();
    await file.abort();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('never replaces an existing name, be it a file, a folder or a dangling link', async () => {
    const folder = createTemporaryFolder();
    writeFileSync(join(folder, 'file'), 'old');
    mkdirSync(join(folder, 'folder'));
    symlinkSync('nowhere', join(folder, 'link'));
    for (const name of ['file', 'folder', 'link']) {
      await expect(createPublishedFile(join(folder, name))).rejects.toThrow(code('target-exists'));
    }
    expect(readdirSync(folder)).toEqual(['file', 'folder', 'link']);
  });

  it('does not replace a name that was taken while it was writing', async () => {
    const path = join(createTemporaryFolder(), 'batch.scelle');
    await using file = await createPublishedFile(path);
    writeFileSync(path, 'theirs');
    await expect(file.publish()).rejects.toThrow(code('target-exists'));
    expect(readFileSync(path, 'utf8')).toBe('theirs');
  });

  it('says that the folder is missing', async () => {
    const path = join(createTemporaryFolder(), 'none', 'batch.scelle');
    await expect(createPublishedFile(path)).rejects.toThrow(code('target-folder-missing'));
  });

  it.each<[FileStep, string, string]>([
    ['open', 'EACCES', 'target-unwritable'],
    ['open', 'EROFS', 'target-unwritable'],
    ['write', 'ENOSPC', 'target-full'],
    ['write', 'EDQUOT', 'target-full'],
    ['fsync', 'EIO', 'target-unwritable'],
    ['fsync', 'ENOSPC', 'target-full'],
    ['link', 'EEXIST', 'target-exists'],
    ['link', 'EPERM', 'target-links-unsupported'],
  ])('leaves nothing behind when %s fails with %s', async (failing, systemCode, expected) => {
    const folder = createTemporaryFolder();
    const onStep = (step: FileStep): void => {
      if (step === failing) throw systemError(systemCode, failing);
    };
    async function writeBatch(): Promise<void> {
      await using file = await createPublishedFile(join(folder, 'batch.scelle'), { onStep });
      await file.write(0, Buffer.from('whole'));
      await file.publish();
    }
    await expect(writeBatch()).rejects.toThrow(code(expected));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('reports a failure to bring early bytes to the disc', async () => {
    const onStep = (step: FileStep): void => {
      if (step === 'fsync') throw systemError('EIO', step);
    };
    await using file = await createPublishedFile(join(createTemporaryFolder(), 'batch.scelle'), { onStep });
    await file.write(0, new Uint8Array(16 << 20));
    await expect(file.publish()).rejects.toThrow(code('target-unwritable'));
  });

  it('is published although its second name could not be removed', async () => {
    const folder = createTemporaryFolder();
    const onStep = (step: FileStep): void => {
      if (step === 'unlink') throw systemError('EIO', step);
    };
    const file = await createPublishedFile(join(folder, 'batch.scelle'), { onStep });
    await file.publish();
    expect(readdirSync(folder)).toHaveLength(2);
  });
});

describe('a process that is killed while it publishes', () => {
  const body = `
    const file = await io.createPublishedFile(path, { onStep });
    await file.write(3, Buffer.from('new'));
    await file.write(0, Buffer.from('all'));
    await file.publish();`;

  it('leaves no file or the whole one, and a leftover that can be found', async () => {
    for (let kill = 0, isKilled = true; isKilled; kill++) {
      const folder = createTemporaryFolder();
      const path = join(folder, 'batch.scelle');
      isKilled = runUntilKilled('published-file', path, kill, body);
      if (existsSync(path)) expect(readFileSync(path, 'utf8')).toBe('allnew');
      expect(existsSync(path)).toBe(kill >= 5);
      const leftovers = readdirSync(folder).filter((name) => name !== 'batch.scelle');
      const stale = await findStalePartials(folder);
      expect(stale).toEqual(leftovers.map((name) => ({ path: join(folder, name), owner: 'gone' })));
    }
  });
});
