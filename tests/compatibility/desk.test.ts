import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { hasPostgres, startPostgres } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { MIGRATED, useClockOf } from './commands.ts';
import { fixtureSets } from './fixture-sets.ts';
import { openScene, packing } from './open-scene.ts';

const batch = (stream: string, sequence: number): string => `tmg/outbox/tmg.arcom.${stream}.00000${sequence}.scelle`;

const coSigning =
  'cosign --pending --yes --station tmg --key agent-7/keys/signing.key --role agent --name agent-7 --identity agent-7/keys/opening.identity';

describe.each(fixtureSets)('stations that hand over files, made by $version', (set) => {
  const scelle = useClockOf(set);
  const open = () => openScene(set, 'desk', scelle);

  it('are read as they were left', async () => {
    const { run } = await open();
    const { sending } = JSON.parse((await run('status --json --station tmg')).replace(/\[5\]$/, ''));
    expect(sending).toMatchObject([
      { recipient: 'arcom', stream: 'books', last: 1 },
      { recipient: 'arcom', stream: 'film', last: 1, rejected: [1] },
      { recipient: 'arcom', stream: 'games', last: 1 },
      { recipient: 'arcom', stream: 'music', last: 7 },
    ]);
    const { receiving, quarantined } = JSON.parse((await run('status --json --station arcom')).replace(/\[5\]$/, ''));
    expect(receiving).toMatchObject([
      { sender: 'tmg', stream: 'books', expected: 2, unopened: 1, toJudge: [1], rejected: [1] },
      { sender: 'tmg', stream: 'film', expected: 2, rejected: [1] },
      { sender: 'tmg', stream: 'games', expected: 1, held: [1], toJudge: [1] },
      { sender: 'tmg', stream: 'music', expected: 5, unopened: 1, missing: [5], held: [6] },
    ]);
    expect(quarantined).toHaveLength(1);
  });

  it('keep their ledgers where a command only looks, and are told of it by the first that works', async () => {
    const { folder } = await open();
    const isTold: boolean[] = [];
    for (const line of ['status', 'peer list', 'custody verify', 'doctor', 'doctor']) {
      isTold.push(MIGRATED.test((await scelle.call(folder, `${line} --station tmg`)).stderr));
    }
    expect(isTold).toEqual([false, false, false, true, false]);
    expect(await readdir(join(folder, 'tmg'))).toContainEqual(expect.stringMatching(/^ledger\.db\.version-\d+$/));
  });

  it('are in order, and so are their custody logs and what was exported of them', async () => {
    const { run } = await open();
    for (const station of ['tmg', 'arcom', 'agent-7']) {
      const { checks } = JSON.parse((await run(`doctor --json --station ${station}`)).replace(/\[5\]$/, ''));
      const amiss = checks.filter(({ outcome }: { outcome: string }) => outcome !== 'ok');
      // The key of an agent was revoked.
      const expected = station === 'arcom' ? ['peer-keys'] : [];
      expect([station, ...amiss.map(({ check }: { check: string }) => check)]).toEqual([station, ...expected]);
      expect(await run(`custody verify --station ${station}`)).toMatch(/^The custody log is intact/);
    }
    const kept = '--receipt-key arcom/keys/delivery.pub --against receipts/tmg.arcom.music.000002.delivery.json';
    expect(await run(`custody verify arcom.custody.jsonl --key arcom.custody.jsonl.pub ${kept}`)).toContain('intact');
    expect(await run('custody verify tmg.custody.jsonl --key tmg.custody.jsonl.pub')).toContain('intact');
  });

  it('go on: what was held follows, what was encrypted to the key before is opened, and all is imported', async () => {
    const { run } = await open();
    expect(await run(`receive ${batch('music', 5)} --station arcom`)).toBe(
      `${batch('music', 5)}: accepted\ntmg, music 6 was waiting: accepted`,
    );
    expect(await run('process --station arcom')).toBe(
      [
        'tmg.arcom.books.000001: accepted; 7 records',
        'tmg.arcom.music.000004: accepted; 10 records',
        'tmg.arcom.music.000005: accepted; 9 records',
        'tmg.arcom.music.000006: accepted; 8 records',
      ].join('\n'),
    );
    const imported = await run('import --pending --station arcom');
    expect(imported.match(/: imported/g)).toHaveLength(5);
    expect(imported).not.toContain('[');
    expect(await run(coSigning)).toContain(`${batch('music', 7)}: co-signed`);
    expect(await run(`receive ${batch('music', 7)} --station arcom`)).toContain('accepted');
  });

  it('take the receipts that came back, and those that this version issues', async () => {
    const { run, folder, succeed } = await open();
    const names = await readdir(join(folder, 'receipts'));
    const second = names.filter((name) => /music\.000002\.\w+\.json$/.test(name)).map((name) => `receipts/${name}`);
    expect(await run(`receipt add ${second.join(' ')} --station tmg`)).toContain('the batch is imported.');
    await succeed(
      `receive ${batch('music', 5)} --station arcom`,
      'receipt export --to tmg --out receipts --station arcom',
    );
    const fifth = 'receipts/tmg.arcom.music.000005.delivery.json';
    expect(await run(`receipt add ${fifth} --station tmg`)).toContain('the batch is delivered.');
    expect(await run('purge --station tmg')).not.toContain('[');
  });

  it('replace what was rejected, and decide about what waits for a person', async () => {
    const { run, succeed, folder } = await open();
    await succeed(packing('film', ' --replaces 1'), coSigning);
    expect(await run(`receive ${batch('film', 2)} --station arcom`)).toContain('accepted');
    expect(await run('judge tmg.arcom.games.000001 --accept --reason known --station arcom')).toContain('accepted');
    const spoilt = (await readdir(join(folder, 'arcom/quarantine'))).find((name) => name.startsWith('unknown.'));
    expect(await run(`judge arcom/quarantine/${spoilt} --reject --reason seen --station arcom`)).toContain('rejected');
    expect(await run('process --station arcom')).toContain('tmg.arcom.film.000002: accepted; 3 records');
  });

  it('come out of their backups, and confirm the numbers that they had used', async () => {
    const { run, read, succeed } = await open();
    const wordsIn = (shown: string) => shown.match(/^ +\d+ .*$/gm);
    for (const name of ['tmg', 'arcom']) {
      const shown = await run(`restore ${name}.backup.age --identity ${name}.opening.identity --out ${name}-restored`);
      expect(shown).toContain(`the station of ${name}`);
      await succeed(`peer list --station ${name}-restored`, `custody verify --station ${name}-restored`);
      expect(wordsIn(shown)).toEqual(wordsIn(await run(`card --station ${name}`)));
      expect(await run(`card --station ${name}-restored`)).toContain(
        (await read(`${name}.card`)).trim().split('\n')[0],
      );
    }
    const known = '--peer arcom --stream music --last 7 --reason kept --station tmg-restored';
    expect(await run(`confirm-sequence ${known}`)).not.toContain('[');
  });

  it('show, export and prove what they imported', async () => {
    const { run, read } = await open();
    const record = (await read('record.txt')).trim();
    expect(await run('stats --station arcom')).toMatch(/^Batches {13}2$/m);
    const exporting = 'export --from-database tmg.arcom.music.000001 --station arcom --format';
    for (const format of ['csv', 'stix']) {
      expect(await run(`${exporting} ${format} --out again.${format}`)).toContain('37 records');
      // Ids are made as the reference implementation of STIX makes them now, and each bundle has one of its own.
      const [again, before] = [await read(`again.${format}`), await read(`day.${format}`)];
      expect(withNumberedIds(again)).toBe(withNumberedIds(before));
    }
    await run(`prove --from-database --record ${record} --out again.proof.json --station arcom`);
    for (const proof of ['database.proof.json', 'batch.proof.json', 'again.proof.json']) {
      const shown = await run(`verify-proof ${proof} --signer tmg=tmg/keys/signing.card-1.pub`);
      expect(shown).toMatch(/^VALID/);
      expect(shown).toContain(record);
    }
  });

  it('whose terms are over keep what must be shown', async () => {
    const { run } = await open();
    expect(await run('status --station arcom-after-terms')).toContain('from tmg, music: next 4');
    expect(await run('stats --station arcom-after-terms')).toMatch(/^Records kept today {2}0$/m);
    const shown = await run('custody show tmg.arcom.music.000001 --station arcom-after-terms');
    expect(shown).toMatch(/batch-erased .*records=37/);
    for (const station of ['tmg-after-terms', 'arcom-after-terms']) {
      expect(await run(`custody verify --station ${station}`)).toContain('intact');
    }
  });

  (hasPostgres() ? it : it.skip)('go on in a PostgreSQL database that was put back from its dump', async () => {
    const { run, read } = await open();
    await using server = await startPostgres();
    const url = await server.createDatabase();
    await server.psql(url, await read('evidence.sql'));
    expect(await run(`stats --into ${url} --station arcom-postgresql`)).toMatch(/^Records imported {4}6\d$/m);
    expect(await run(`import --pending --into ${url} --station arcom-postgresql`)).toContain('000003: imported');
    const record = (await read('record.txt')).trim();
    await run(
      `prove --from-database --record ${record} --into ${url} --out again.proof.json --station arcom-postgresql`,
    );
    expect(await run('verify-proof again.proof.json --signer tmg=tmg/keys/signing.card-1.pub')).toMatch(/^VALID/);
  });
});

/** A text whose STIX ids are numbered in the order in which they come. */
function withNumberedIds(text: string): string {
  const numbers = new Map<string, number>();
  return text.replaceAll('.000Z', 'Z').replace(/[a-z0-9-]+--[0-9a-f-]{36}/g, (id) => {
    const number = numbers.get(id) ?? numbers.size;
    numbers.set(id, number);
    return `${id.split('--')[0]}--${number}`;
  });
}
