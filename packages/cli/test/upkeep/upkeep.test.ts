import { chmod, cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addPeer, findCurrentCard, initStation, openStation, type PartyRole } from '@scelle/station';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { runJson, runScelle } from '../support/run-scelle.ts';
import { useScene } from '../support/scene.ts';

const scene = useScene();

/** A collector and an authority that know one another, and the commands of the scene's records. */
async function twoStations() {
  const cwd = await temporaryFolder();
  await makeStation(cwd, 'tmg', 'collector');
  await makeStation(cwd, 'arcom', 'authority');
  await introduce(cwd, 'tmg', 'arcom');
  await introduce(cwd, 'arcom', 'tmg');
  for (const name of ['records.jsonl', 'content.json']) await cp(join(scene.folder, name), join(cwd, name));
  const run = (line: string) => runScelle(line.split(' '), { cwd });
  const json = (line: string) => runJson(line.split(' '), { cwd });
  const pack = () =>
    run(
      'pack records.jsonl --content content.json --profile ip-evidence-test/1 --to arcom --stream music --station tmg',
    );
  return { cwd, run, json, pack };
}

async function makeStation(cwd: string, name: string, role: PartyRole): Promise<void> {
  await initStation(join(cwd, name), { name, role, passphrase: null });
  const file = join(cwd, name, 'scelle.toml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('test-profiles = false', 'test-profiles = true'));
}

/** Adds the card of one station to the peers of another. */
async function introduce(cwd: string, name: string, to: string): Promise<void> {
  using station = await openStation(join(cwd, name));
  using other = await openStation(join(cwd, to));
  const card = (await findCurrentCard(station.ledger, name))!;
  await addPeer(other, card, { own: to, now: new Date(), clockSkewSeconds: 300 });
}

describe('scelle doctor', () => {
  it('tells of every check, in either language, and leaves its result in the custody log', async () => {
    const { cwd, run, json } = await twoStations();
    const { status, stdout } = await run('doctor --station arcom');
    expect({ status, checks: stdout.match(/^✓ /gm)?.length }).toEqual({ status: 0, checks: 13 });
    expect(stdout).toMatch(/^✓ {2}custody log {4}The custody log is an unbroken chain of \d+ entries\.$/m);
    expect(stdout).toMatch(/The station is in order\.\n$/);
    expect((await run('doctor --station arcom --lang fr')).stdout).toMatch(/^✓ {2}horloge/m);
    const { document } = await json('doctor --station arcom');
    expect(document).toMatchObject({ outcome: 'ok' });
    await run('custody export --station arcom --out log.jsonl');
    const log = (await readFile(join(cwd, 'log.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(log.filter((line) => line.includes('"act":"station-examined"')).length).toBe(3);
  });

  it('ends with status 5 where something needs a person, also where no other command would work', async () => {
    const { cwd, run, json } = await twoStations();
    await chmod(join(cwd, 'tmg/keys/custody.key'), 0o644);
    await writeFile(join(cwd, 'tmg/scelle.toml'), 'nonsense');
    const { status, document } = await json('doctor --station tmg');
    expect(status).toBe(5);
    const { checks } = document as unknown as { checks: { outcome: string; code: string }[] };
    expect(checks.filter(({ outcome }) => outcome !== 'ok').map(({ code }) => code)).toEqual([
      'modes-open',
      'settings-unsound',
    ]);
    expect((await run('peer list --station tmg')).status).toBe(2);
  });
});

describe('scelle purge', () => {
  it('asks for room for the certificate before it erases anything', async () => {
    const { run, cwd } = await twoStations();
    // Nothing is to be erased here; the folder is looked at all the same.
    expect(await run('purge --station tmg --certificate missing/done.json')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('the folder of the target does not exist'),
    });
    expect((await run('purge --station tmg --certificate done.json')).status).toBe(0);
    expect((await readdir(cwd)).filter((name) => name.includes('done.json'))).toEqual([]);
  });
});

describe('scelle sync', () => {
  it('does not pass over batches that wait for a peer whose card names no address', async () => {
    const { run, pack } = await twoStations();
    expect((await run('sync --station tmg')).status).toBe(0);
    await pack();
    expect(await run('sync --station tmg')).toMatchObject({
      status: 2,
      stdout: expect.stringContaining('The card of arcom names no address.'),
    });
  });
});

describe('scelle backup and restore', () => {
  it('bring a station back, which packs again once its last number is confirmed', async () => {
    const { cwd, run, json, pack } = await twoStations();
    await pack();
    const backup = await run('backup --station tmg --out tmg.backup');
    expect(backup).toMatchObject({ status: 0, stderr: '' });
    await pack();
    await run(
      'receive tmg/outbox/tmg.arcom.music.000001.scelle tmg/outbox/tmg.arcom.music.000002.scelle --station arcom',
    );
    await run('receipt export --station arcom --out .');
    await cp(join(cwd, 'tmg/keys/opening.identity'), join(cwd, 'safe.identity'));
    const words = (await run('card --station tmg')).stderr.split('\n').slice(1, 4).join('\n');
    const taken = await json('restore tmg.backup --identity safe.identity --out tmg');
    expect(taken).toMatchObject({ status: 2, document: { error: { code: 'station-exists' } } });
    await rm(join(cwd, 'tmg'), { recursive: true });
    const restored = await run('restore tmg.backup --identity safe.identity --out tmg');
    expect(restored).toMatchObject({ status: 0, stderr: '' });
    expect(restored.stdout).toContain(words);

    const refused = await pack();
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^scelle: This station was restored, and 1 may not be the last number/);
    expect((await run('doctor --station tmg')).stdout).toMatch(/^! {2}numbers /m);
    const receipts = (await readdir(cwd)).filter((name) => name.endsWith('.delivery.json')).sort();
    expect((await run(`receipt add ${receipts.join(' ')} --station tmg`)).stdout).toContain(
      'tmg.arcom.music.000002: delivery accepted; the batch is delivered.',
    );
    const wrong = await json('confirm-sequence --peer arcom --stream music --last 1 --station tmg');
    expect(wrong).toMatchObject({ status: 2, document: { error: { code: 'sequence-differs' } } });
    const unsaid = await json('confirm-sequence --peer arcom --stream music --last 2 --station tmg');
    expect(unsaid).toMatchObject({ status: 2, document: { error: { code: 'sequence-reason-missing' } } });
    expect(
      await run('confirm-sequence --peer arcom --stream music --last 2 --reason asked --station tmg'),
    ).toMatchObject({
      status: 0,
      stdout: 'arcom, music: 2 was the last number, as you say. The next is 3.\n',
    });
    expect((await pack()).stdout).toContain('tmg.arcom.music.000003.scelle');
  });

  it('seal to another recipient where one is given', async () => {
    const { cwd, run, json } = await twoStations();
    await run('keygen opening safe --no-passphrase');
    await run('backup --station arcom --recipient-key safe.recipient --out arcom.backup');
    await cp(join(cwd, 'arcom/keys/opening.identity'), join(cwd, 'own.identity'));
    const other = await json('restore arcom.backup --identity own.identity --out new');
    expect(other).toMatchObject({ status: 1, document: { error: { code: 'age-no-identity' } } });
    expect((await run('restore arcom.backup --identity safe.identity --out new')).status).toBe(0);
    expect((await run('status --station new')).stdout).toContain('arcom (authority)');
  });
});

describe('scelle pack --to', () => {
  it('says that the very same lines were packed before, as after a command that was killed at its end', async () => {
    const { pack, json } = await twoStations();
    expect((await pack()).stderr).toBe('');
    expect((await pack()).stderr).toContain('Number 2 was packed from the very records of number 1');
    const again = await json(
      'pack records.jsonl --content content.json --profile ip-evidence-test/1 --to arcom --stream film --station tmg',
    );
    expect(again).toMatchObject({ status: 0, document: { repeats: null } });
  });
});
