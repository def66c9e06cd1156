import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { useClockOf } from './commands.ts';
import { fixtureSets } from './fixture-sets.ts';
import { openScene } from './open-scene.ts';
import { readPort } from './peers.ts';

/** Certificates last three years, and nobody can tell TLS another time. */
const CERTIFICATES = 1_096 * 24 * 3_600_000;

describe.each(fixtureSets)('stations on the line, made by $version', async (set) => {
  const scelle = useClockOf(set);
  const open = () => openScene(set, 'line', scelle);

  it('are read as they were left', async () => {
    const { run } = await open();
    for (const station of ['tmg', 'alpa', 'gate', 'arcom']) {
      expect(await run(`custody verify --station ${station}`)).toMatch(/^The custody log is intact/);
      // The half of a batch that waits at the gateway is the one thing of which this version tells.
      const inOrder = station === 'gate' ? /Unfinished uploads: 1; .* of tmg/ : /The station is in order\.$/;
      expect(await run(`doctor --station ${station}`)).toMatch(inOrder);
    }
    expect(await run('channel show arcom --station alpa')).toMatch(/^arcom {2}suspended\n.* 1: suspended \(2011-17: /);
    const { sending } = JSON.parse(await run('status --json --station tmg'));
    expect(sending).toMatchObject([
      { recipient: 'arcom', stream: 'music', last: 4, unacknowledged: [{ sequence: 3 }, { sequence: 4 }] },
    ]);
    const { receiving } = JSON.parse(await run('status --json --station gate'));
    expect(receiving).toMatchObject([
      { sender: 'alpa', stream: 'film', expected: 2 },
      { sender: 'tmg', stream: 'music', expected: 3 },
    ]);
  });

  const isTimely = Date.now() < (await set.madeAt()) + CERTIFICATES;
  const title = 'go on: half a batch is completed, what waits is fetched, receipts come home, the channel is resumed';
  it.runIf(isTimely)(`${title} (until their certificates end)`, async () => {
    const { run, folder } = await open();
    async function readdress(port: number) {
      await run(`card --address https://127.0.0.1:${port} --station gate`);
      await tell('gate', 'arcom');
      await run('card --gateway gate --station arcom');
      await tell('arcom', 'gate', 'tmg', 'alpa');
    }
    async function tell(from: string, ...to: readonly string[]) {
      const { stdout } = await scelle.call(folder, `card --station ${from}`);
      await writeFile(join(folder, `${from}.card`), stdout);
      for (const station of to)
        expect(await run(`peer add ${from}.card --yes --station ${station}`)).toContain('confirmed');
    }
    const gate = scelle.start(folder, 'serve --station gate --listen 127.0.0.1:0');
    onTestFinished(() => void gate.kill('SIGKILL'));
    await readdress(await readPort(gate));

    const sent = await run('sync --station tmg');
    const [, bytes] = /000003: delivered \((\d+) B sent\)/.exec(sent) ?? [];
    // Of 166,400 B, 48,899 had come.
    expect(Number(bytes)).toBeLessThan(125_000);
    expect(sent).toContain('000004: delivered');
    const pulled = await run('pull gate --station arcom');
    expect(pulled).toContain('batches fetched: 3');
    expect((await run('process --station arcom')).match(/: accepted/g)).toHaveLength(3);
    await run('channel resume alpa --reference 2011-42 --reason verified --station arcom');
    await run('pull gate --station arcom');
    expect((await run('sync --station tmg')).match(/verification accepted/g)?.length).toBeGreaterThanOrEqual(3);
    expect(await run('sync --station alpa')).toContain('film.000002: delivered');
  });
});
