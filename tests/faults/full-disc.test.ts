import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScelle, tryScelle } from './scelle-process.ts';
import { makeReadOnly, mountSmallDisc, whyNoDiscs } from './small-disc.ts';
import { BATCH, createWorkplace, packArguments, trust } from './workplace.ts';

/** More than a batch takes together with its copy, and more than what is in it takes. */
const DISC_KIBIBYTES = 8_192;

/** What is left of it in the tests: not enough for any of that. */
const FREE_KIBIBYTES = 512;

let workplace = '';
beforeAll(async () => {
  workplace = await mkdtemp(join(tmpdir(), 'scelle-test-'));
  await createWorkplace(workplace, { records: 1_000, segments: 'tenth' });
  await runScelle(packArguments('.'), { cwd: workplace });
}, 120_000);
afterAll(() => rm(workplace, { recursive: true, force: true }));

/** A command that writes to a disc, the code of its failure where the disc is full, and what it writes there. */
interface Writing {
  readonly args: (disc: string) => readonly string[];
  readonly whenFull: string;
  readonly whenReadOnly: string;
  readonly leaves: readonly string[];
  /** Where even this much space would do, none is left. */
  readonly isSmall?: boolean;
}

const writings: Readonly<Record<string, Writing>> = {
  pack: {
    args: (disc) => packArguments(disc),
    ...{ whenFull: 'target-full', whenReadOnly: 'target-unwritable', leaves: [BATCH] },
  },
  cosign: {
    args: (disc) => [
      'cosign',
      join(disc, 'old.scelle'),
      '--key',
      'agent.key',
      '--role',
      'agent',
      '--name',
      'a',
      '--yes',
    ],
    ...{ whenFull: 'target-full', whenReadOnly: 'target-unwritable', leaves: [] },
  },
  open: {
    args: (disc) => ['open', BATCH, ...trust, '--out', join(disc, 'opened')],
    ...{ whenFull: 'folder-full', whenReadOnly: 'folder-unwritable', leaves: ['opened'] },
  },
  generate: {
    args: (disc) => ['generate', '--records', '2000', '--out', join(disc, 'generated')],
    ...{ whenFull: 'folder-full', whenReadOnly: 'folder-unwritable', leaves: ['generated'] },
  },
  'keygen signing': {
    args: (disc) => ['keygen', 'signing', 'new', '--no-passphrase', '--out', disc],
    ...{ whenFull: 'target-full', whenReadOnly: 'target-unwritable', leaves: ['new.key', 'new.pub'], isSmall: true },
  },
  'keygen opening': {
    args: (disc) => ['keygen', 'opening', 'new', '--no-passphrase', '--out', disc],
    ...{ whenFull: 'target-full', whenReadOnly: 'target-unwritable', leaves: ['new.identity', 'new.recipient'] },
    isSmall: true,
  },
  'verify --report': {
    args: (disc) => ['verify', BATCH, ...trust, '--report', join(disc, 'report.html')],
    ...{ whenFull: 'target-full', whenReadOnly: 'target-unwritable', leaves: ['report.html'], isSmall: true },
  },
};

describe.skipIf(whyNoDiscs !== null)(`a disc${whyNoDiscs === null ? '' : ` (skipped: ${whyNoDiscs})`}`, () => {
  it.each(Object.entries(writings))(
    'that is full stops %s, which leaves nothing and works once there is space',
    async (_, writing) => {
      const disc = await mountDiscWithBatch();
      const free = await fillDisc(disc, writing.isSmall ? 0 : FREE_KIBIBYTES);
      await expectFailure(writing, disc, writing.whenFull);
      await free();
      await runScelle(writing.args(disc), { cwd: workplace });
      expect((await readdir(disc)).sort()).toEqual(['old.scelle', ...writing.leaves].sort());
    },
  );

  it.each(Object.entries(writings))('that may not be written to stops %s', async (_, writing) => {
    const disc = await mountDiscWithBatch();
    makeReadOnly(disc);
    await expectFailure(writing, disc, writing.whenReadOnly);
  });

  it('that is full ends verify while it keeps standard input, and leaves nothing', async () => {
    const disc = await mountSmallDisc(FREE_KIBIBYTES);
    const input = await readFile(join(workplace, BATCH));
    const args = ['verify', '-', ...trust, '--json'];
    const run = await tryScelle(args, { cwd: workplace, input, env: { TMPDIR: disc } });
    expect(run.status).toBe(4);
    expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'target-full', details: { file: disc } } });
    expect(await readdir(disc)).toEqual([]);
  });
});

async function mountDiscWithBatch(): Promise<string> {
  const disc = await mountSmallDisc(DISC_KIBIBYTES);
  await copyFile(join(workplace, BATCH), join(disc, 'old.scelle'));
  return disc;
}

/** Takes all of the disc but so many KiB; what it returns gives it back. */
async function fillDisc(disc: string, kibibytes: number): Promise<() => Promise<void>> {
  const [reserve, filling] = [join(disc, 'reserve'), join(disc, 'filling')];
  await writeFile(reserve, new Uint8Array(kibibytes * 1_024));
  await expect(writeFile(filling, new Uint8Array(DISC_KIBIBYTES * 1_024))).rejects.toThrow('ENOSPC');
  await rm(reserve);
  return () => rm(filling);
}

async function expectFailure({ args }: Writing, disc: string, code: string): Promise<void> {
  const [before, batch] = [await readdir(disc), await readFile(join(disc, 'old.scelle'))];
  const { status, stdout } = await tryScelle([...args(disc), '--json'], { cwd: workplace });
  expect(JSON.parse(stdout)).toMatchObject({ error: { code, message: expect.stringContaining(disc) } });
  expect(status).toBe(4);
  expect(await readdir(disc)).toEqual(before);
  expect((await readFile(join(disc, 'old.scelle'))).equals(batch)).toBe(true);
}
