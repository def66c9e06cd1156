import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { initStation, parseCardFile } from '@scelle/station';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { runOnTerminal } from '../support/on-terminal.ts';
import { runJson, runScelle } from '../support/run-scelle.ts';

/** A folder with two stations, whose keys have no passphrase. */
async function twoStations(): Promise<{ cwd: string; run: (...args: string[]) => ReturnType<typeof runScelle> }> {
  const cwd = await temporaryFolder();
  await initStation(join(cwd, 'tmg'), { name: 'tmg', role: 'collector', passphrase: null });
  await initStation(join(cwd, 'arcom'), { name: 'arcom', role: 'authority', passphrase: null });
  const run = (...args: string[]) => runScelle(args, { cwd });
  return { cwd, run };
}

/** Prints the newest card of a station to a file. */
async function cardOf(cwd: string, name: string, file = `${name}.card`): Promise<string> {
  const { stdout, stderr, status } = await runScelle(['card', '--station', name], { cwd });
  expect(status, stderr).toBe(0);
  await writeFile(join(cwd, file), stdout);
  return stderr;
}

describe('scelle card', () => {
  it('prints the card of the station, and its words on standard error, in the language that is asked for', async () => {
    const { cwd, run } = await twoStations();
    const english = await cardOf(cwd, 'tmg');
    expect(english).toMatch(
      /^Card 1 of tmg\. Words to read out over the telephone:\n(?: {2,}(?:\d+ [a-z]+ *){4}\n){3}$/,
    );
    const { stderr } = await run('card', '--station', 'tmg', '--number', '1', '--lang', 'fr');
    expect(stderr).toContain('Mots à lire au téléphone');
    expect((await run('card', '--station', 'tmg', '--number', '2')).status).toBe(2);
  });

  it('finds the nearest station upwards, or that of SCELLE_STATION, and takes no other for the one that is named', async () => {
    const { cwd } = await twoStations();
    const upwards = await runScelle(['card'], { cwd: join(cwd, 'tmg', 'inbox') });
    expect(upwards.stdout).toContain('"party": "tmg"');
    const named = await runScelle(['card'], { cwd, env: { SCELLE_STATION: 'arcom' } });
    expect(named.stdout).toContain('"party": "arcom"');
    const wrong = await runJson(['card', '--station', 'tmg/inbox'], { cwd });
    expect(wrong).toMatchObject({ status: 2, document: { error: { code: 'station-not-found' } } });
  });
});

describe('scelle peer', () => {
  it('adds, lists and shows a peer, with a copy of its card beside the ledger', async () => {
    const { cwd, run } = await twoStations();
    const words = await cardOf(cwd, 'tmg');
    const added = await run('peer', 'add', 'tmg.card', '--yes', '--station', 'arcom');
    expect(added).toMatchObject({ status: 0, stdout: 'tmg: card 1 is confirmed.\n' });
    expect(added.stderr).toContain(words.split('\n').slice(1).join('\n'));
    expect(await readFile(join(cwd, 'arcom/peers/tmg.000001.card'), 'utf8')).toBe(
      await readFile(join(cwd, 'tmg.card'), 'utf8'),
    );
    const again = await run('peer', 'add', 'tmg.card', '--station', 'arcom');
    expect(again).toMatchObject({ status: 0, stderr: '' });
    expect(again.stdout).toContain('nothing is changed');
    expect((await run('peer', 'list', '--station', 'arcom')).stdout).toMatch(
      /^party .*\ntmg {2,}collector {2,}1 .* 1\n$/,
    );
    const shown = await runJson<{ words: readonly string[] }>(['peer', 'show', 'tmg', '--station', 'arcom'], { cwd });
    expect(shown.document.words.join(' ')).toBe((words.match(/(?<=\d )[a-z]+/g) ?? []).slice(1).join(' '));
  });

  it('keeps nothing without a yes, nor a card that was changed on the way', async () => {
    const { cwd } = await twoStations();
    await cardOf(cwd, 'tmg');
    const { status, document } = await runJson(['peer', 'add', 'tmg.card', '--station', 'arcom'], { cwd });
    expect(document.error.code).toBe('peer-confirmation-missing');
    expect(status).toBe(2);
    const card = await readFile(join(cwd, 'tmg.card'), 'utf8');
    await writeFile(join(cwd, 'tmg.card'), card.replace('"party": "tmg"', '"party": "tng"'));
    const changed = await runScelle(['peer', 'add', 'tmg.card', '--yes', '--station', 'arcom'], { cwd });
    expect(changed).toMatchObject({ status: 1, stdout: '' });
    expect(changed.stderr).toMatch(/^scelle: A signature does not match the card/);
    const list = await runJson<{ peers: object[] }>(['peer', 'list', '--station', 'arcom'], { cwd });
    expect(list.document.peers).toEqual([]);
  });

  it.each([
    ['CRLF', (card: string) => card.replaceAll('\n', '\r\n')],
    ['a byte order mark', (card: string) => `\ufeff${card}`],
    ['blanks and blank lines', (card: string) => `\n${card.replaceAll('"\n', '"  \n')}\n\n`],
  ])('takes a card to which a mail program added %s for what was signed', async (_, alter) => {
    const { cwd, run } = await twoStations();
    await cardOf(cwd, 'tmg');
    const card = await readFile(join(cwd, 'tmg.card'), 'utf8');
    await writeFile(join(cwd, 'tmg.card'), alter(card));
    expect(await run('peer', 'add', 'tmg.card', '--yes', '--station', 'arcom')).toMatchObject({ status: 0 });
    expect(await readFile(join(cwd, 'arcom/peers/tmg.000001.card'), 'utf8')).toBe(card);
  });

  it('follows a rotation, and finds the old card of no use', async () => {
    const { cwd, run } = await twoStations();
    await cardOf(cwd, 'tmg', '1.card');
    await run('peer', 'add', '1.card', '--yes', '--station', 'arcom');
    const rotated = await run('key', 'rotate', 'opening', '--pq', '--no-passphrase', '--station', 'tmg');
    expect(rotated).toMatchObject({ status: 0, stderr: '' });
    expect(rotated.stdout).toContain('Card 2 of tmg announces it.');
    await cardOf(cwd, 'tmg', '2.card');
    const next = await run('peer', 'add', '2.card', '--yes', '--station', 'arcom');
    expect(next.stderr).toMatch(/new: age1pq1/);
    const old = await runJson(['peer', 'add', '1.card', '--yes', '--station', 'arcom'], { cwd });
    expect(old.document.error.code).toBe('card-number-unexpected');
  });

  it('revokes a key, and meets its party again by the words alone', async () => {
    const { cwd, run } = await twoStations();
    await cardOf(cwd, 'tmg', '1.card');
    await run('peer', 'add', '1.card', '--yes', '--station', 'arcom');
    const { signingKeys } = parseCardFile(await readFile(join(cwd, '1.card'))).card;
    const from = '2026-11-01T00:00:00Z';
    const revoke = ['peer', 'revoke', signingKeys[0]!.publicKey, '--reason', 'laptop stolen', '--station', 'arcom'];
    const wrong = await runJson([...revoke, '--from', 'yesterday'], { cwd });
    expect(wrong.document.error.code).toBe('option-value-invalid');
    expect(await run(...revoke, '--from', from)).toMatchObject({ status: 0 });
    expect((await run('peer', 'show', 'tmg', '--station', 'arcom')).stdout).toContain(`REVOKED from ${from}`);
    await run('key', 'rotate', 'signing', '--lost', '--no-passphrase', '--station', 'tmg');
    await cardOf(cwd, 'tmg', '2.card');
    const again = await run('peer', 'add', '2.card', '--yes', '--reintroduce', '--station', 'arcom');
    expect(again.status).toBe(0);
    expect(again.stderr).toContain('the words alone show whose it is');
  });

  it('asks on the terminal whether the words agree, and warns of a name that looks like another', async () => {
    const { cwd } = await twoStations();
    await initStation(join(cwd, 'twin'), { name: 'arc0m', role: 'collector', passphrase: null });
    await cardOf(cwd, 'twin');
    const question = 'over a line that you trust? (yes/no)';
    const shown = await runOnTerminal(['peer', 'add', 'twin.card', '--station', 'arcom'], cwd, {
      question,
      answer: 'no',
    });
    expect(shown).toContain('Its name is similar to that of arcom, but it is another party.');
    expect(shown).toContain('The card was not kept.');
  });
});

describe('scelle.toml', () => {
  it('stops every command at its mistakes, each with its place', async () => {
    const { cwd, run } = await twoStations();
    await appendFile(
      join(cwd, 'arcom/scelle.toml'),
      '[peers.tmg]\nreceiving = { channels = ["pigeon"] }\nsendign = {}\n',
    );
    const file = join(cwd, 'arcom/scelle.toml');
    const lines = (await readFile(file, 'utf8')).split('\n').length;
    const { status, stdout, stderr } = await run('peer', 'list', '--station', join(cwd, 'arcom'));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      `${file}, line ${lines - 2}, column 27, setting peers.tmg.receiving.channels[0]: the value is not what this setting takes (expected: one of network, media, file). Correct it.`,
      `${file}, line ${lines - 1}, column 1, setting peers.tmg.sendign: there is no such setting. Correct its name, or remove it; docs/settings.md lists all of them.`,
      `scelle: ${file}: mistakes in the settings: 2. Each is given with its place. Correct them; until then nothing is done.`,
      '',
    ]);
    const { document } = await runJson<{ error: { reasons: object[] } }>(['peer', 'list', '--station', 'arcom'], {
      cwd,
    });
    expect(document.error.reasons).toMatchObject([
      { code: 'settings-value-invalid' },
      { code: 'settings-key-unknown' },
    ]);
  });
});
