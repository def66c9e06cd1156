import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { runJson, runScelle } from '../support/run-scelle.ts';
import { BATCH, useScene } from '../support/scene.ts';

const scene = useScene();

/** Writes a set of one small batch: a data disc and a spare one. */
async function writeSet(): Promise<{ readonly cwd: string; readonly discs: readonly string[] }> {
  const cwd = await temporaryFolder();
  const batch = join(scene.folder, BATCH);
  const key = join(scene.folder, 'tmg.key');
  const args = ['media', 'write', batch, '--key', key, '--disc', '4M', '--spare-discs', '1', '--out', 'parcel'];
  const { status, document } = await runJson<{ discs: { folder: string }[] }>(args, { cwd });
  expect(status).toBe(0);
  return { cwd, discs: document.discs.map(({ folder }) => folder) };
}

async function spoil(file: string, from: number): Promise<void> {
  const bytes = await readFile(file);
  bytes.fill(0xee, from);
  await writeFile(file, bytes);
}

describe('scelle media', () => {
  it('hands a batch over on discs', async () => {
    const { cwd, discs } = await writeSet();
    expect(await readdir(join(cwd, 'parcel'))).toEqual([
      'delivery-slip.html',
      'disc-01-of-02',
      'disc-02-of-02',
      'labels.html',
    ]);
    const signer = `tmg=${join(scene.folder, 'tmg.pub')}`;
    const checked = await runScelle(['media', 'check', ...discs, '--signer', signer, '--report', 'r.html'], { cwd });
    expect(checked).toMatchObject({ status: 0, stderr: '' });
    expect(checked.stdout).toContain('WHOLE\ntmg → arcom');
    expect(await readFile(join(cwd, 'r.html'), 'utf8')).toContain('<svg');

    const read = await runScelle(['media', 'read', ...discs, '--out', 'inbox', '--signer', signer], { cwd });
    expect(read.status).toBe(0);
    expect(read.stdout).toContain(`batch  inbox/${BATCH}`);
    expect(await readdir(join(cwd, 'inbox'))).toEqual([BATCH]);
    expect(await readFile(join(cwd, 'inbox', BATCH))).toEqual(await readFile(join(scene.folder, BATCH)));
    // Once more: what is there already must be the same.
    expect((await runScelle(['media', 'read', ...discs, '--out', 'inbox'], { cwd })).status).toBe(0);
    await spoil(join(cwd, 'inbox', BATCH), 100);
    const again = await runJson(['media', 'read', ...discs, '--out', 'inbox'], { cwd });
    expect([again.status, again.document.error.code]).toEqual([2, 'target-exists']);
  });

  it('tells by its exit status what is damaged, lost and needed', async () => {
    const { cwd, discs } = await writeSet();
    const status = async (paths: readonly string[]) => (await runScelle(['media', 'check', ...paths], { cwd })).status;
    expect(await status(discs.slice(0, 1))).toBe(5);
    await spoil(join(discs[0]!, 'data/batches', BATCH), 0);
    expect(await status(discs)).toBe(5);
    await spoil(join(discs[0]!, 'parity/001.bin'), 0);
    expect(await status(discs.slice(0, 1))).toBe(3);
    await spoil(join(discs[1]!, 'cross/001.bin'), 0);
    await spoil(join(discs[1]!, 'parity/001.bin'), 0);
    expect(await status(discs)).toBe(1);
  });

  it('names what operating systems add to a stick, which is no damage, and what others add, which is', async () => {
    const { cwd, discs } = await writeSet();
    const [disc] = discs as [string];
    await mkdir(join(disc, 'System Volume Information'));
    await writeFile(join(disc, 'System Volume Information/WPSettings.dat'), 'x');
    for (const name of ['.DS_Store', 'data/Thumbs.db', 'data/._batches']) await writeFile(join(disc, name), '');
    const sound = await runScelle(['media', 'check', ...discs], { cwd });
    expect(sound.status).toBe(0);
    expect(sound.stdout).toContain('.DS_Store: added by an operating system; no damage');
    await writeFile(join(disc, 'letter.doc'), 'x');
    const foreign = await runScelle(['media', 'check', ...discs], { cwd });
    expect(foreign.status).toBe(5);
  });

  it('names a disc from which nothing was taken, and does not end as if all were well', async () => {
    const { cwd, discs } = await writeSet();
    await mkdir(join(cwd, 'destroyed'));
    const checked = await runScelle(['media', 'check', ...discs, 'destroyed'], { cwd });
    expect(checked.status).toBe(5);
    expect(checked.stdout).toMatch(/^WHOLE\n/);
    expect(checked.stdout).toContain('\ndestroyed: Nothing of a media set was found.');
    const read = await runJson<object>(['media', 'read', 'destroyed', ...discs, '--out', 'inbox'], { cwd });
    const passedOver = [{ medium: 'destroyed', code: 'set-not-found' }];
    expect([read.status, read.document]).toMatchObject([5, { delivered: [`inbox/${BATCH}`], passedOver }]);
    // What is needed comes first.
    await spoil(join(discs[0]!, 'data/batches', BATCH), 0);
    await spoil(join(discs[0]!, 'parity/001.bin'), 0);
    expect((await runScelle(['media', 'check', discs[0]!, 'destroyed'], { cwd })).status).toBe(3);
  });

  it('asks for what is lost, and takes it from a re-supply', async () => {
    const { cwd, discs } = await writeSet();
    for (const disc of discs) {
      await spoil(join(disc, disc === discs[0] ? `data/batches/${BATCH}` : 'cross/001.bin'), 0);
      await spoil(join(disc, 'parity/001.bin'), 0);
    }
    const french = await runScelle(['media', 'check', ...discs, '--request', 'q.json', '--lang', 'fr'], { cwd });
    expect(french.stdout).toContain('NON RÉCUPÉRABLE');
    const patched = await runScelle(
      ['media', 'patch', join(scene.folder, BATCH), '--request', 'q.json', '--out', 'p'],
      { cwd },
    );
    expect(patched).toMatchObject({ status: 0, stderr: '' });
    const read = await runScelle(['media', 'read', ...discs, 'p', '--out', 'inbox'], { cwd });
    expect(read.status).toBe(0);
    expect(await readFile(join(cwd, 'inbox', BATCH))).toEqual(await readFile(join(scene.folder, BATCH)));
  });

  it('asks for what is on a disc that is missing, and says where nothing is to be asked for', async () => {
    const { cwd, discs } = await writeSet();
    const whole = await runScelle(['media', 'check', ...discs, '--request', 'q.json'], { cwd });
    expect(whole.stdout).toContain('Nothing is to be asked for: q.json was not written.\n');
    const files = [join(discs[0]!, 'data/batches', BATCH), join(discs[0]!, 'parity/001.bin')];
    for (const file of files) await spoil(file, 0);
    const checked = await runScelle(['media', 'check', discs[0]!, '--request', 'q.json'], { cwd });
    expect(checked.status).toBe(3);
    expect(checked.stdout).toMatch(/^MORE DISCS ARE NEEDED/);
    const patch = ['media', 'patch', join(scene.folder, BATCH), '--request', 'q.json', '--out', 'p'];
    expect(await runScelle(patch, { cwd })).toMatchObject({ status: 0, stderr: '' });
    const read = await runScelle(['media', 'read', discs[0]!, 'p', '--out', 'inbox'], { cwd });
    expect(read.status).toBe(0);
    expect(await readFile(join(cwd, 'inbox', BATCH))).toEqual(await readFile(join(scene.folder, BATCH)));
  });

  it.each([
    [['write', 'a', '--key', 'k', '--out', 'o', '--disc', 'floppy'], 'option-value-invalid', 2],
    [['write', 'a', '--key', 'k', '--out', 'o', '--parity', '15'], 'option-value-invalid', 2],
    [['write', 'a', '--key', 'k', '--out', 'o'], 'file-missing', 4],
    [['check', 'nothing'], 'medium-missing', 4],
    [['check', '.'], 'set-not-found', 1],
    [['read', 'nothing', '--out', 'o'], 'medium-missing', 4],
    [['patch', 'a', '--request', 'nothing', '--out', 'o'], 'file-missing', 4],
  ])('answers %j with %s and exit status %i', async (args, code, expected) => {
    const { status, document } = await runJson(['media', ...args], { cwd: await temporaryFolder() });
    expect([document.error.code, status]).toEqual([code, expected]);
  });
});
