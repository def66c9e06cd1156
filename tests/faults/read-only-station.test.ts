import { cp, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { initStation, openStation } from '@scelle/station';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { runJson, runScelle } from '../../packages/cli/test/support/run-scelle.ts';
import { makeReadOnly, mountSmallDisc, whyNoDiscs } from './small-disc.ts';

const looking = ['status', 'peer list', 'custody verify', 'custody export --out OUT', 'doctor', 'channel show'];

describe.skipIf(whyNoDiscs !== null)(
  `a station on a read-only medium${whyNoDiscs ? ` (skipped: ${whyNoDiscs})` : ''}`,
  () => {
    it('can be looked at, with what its write-ahead log alone holds, and nothing else', async () => {
      const cwd = await temporaryFolder();
      const root = join(cwd, 'tmg');
      await initStation(root, { name: 'tmg', role: 'collector', passphrase: null });
      const disc = await mountSmallDisc(4096);
      {
        // While it is open, the newest entries stand in the log beside the ledger.
        using station = await openStation(root);
        await station.exclusively(async () =>
          station.change((inside) => inside.record({ command: 'test', act: 'quarantine-seen', result: 'done' })),
        );
        await cp(root, join(disc, 'tmg'), { recursive: true, filter: (path) => !path.endsWith('-shm') });
      }
      expect((await stat(join(disc, 'tmg/ledger.db-wal'))).size).toBeGreaterThan(0);
      makeReadOnly(disc);
      const before = await readdir(disc, { recursive: true });
      for (const [index, command] of looking.entries()) {
        const line = `${command.replace('OUT', join(cwd, `log-${index}.jsonl`))} --station ${join(disc, 'tmg')}`;
        const { status, stdout, stderr } = await runScelle(line.split(' '), { cwd });
        expect([0, 5], `${command}: ${stdout}${stderr}`).toContain(status);
      }
      expect(await readFile(join(cwd, 'log-3.jsonl'), 'utf8')).toContain('"act":"quarantine-seen"');
      const { document } = await runJson(['doctor', '--station', join(disc, 'tmg')], { cwd });
      expect(document).toMatchObject({ isRecorded: false });
      for (const command of ['purge --certificate c.json', 'backup --out b.age']) {
        const { status, document: error } = await runJson(`${command} --station ${join(disc, 'tmg')}`.split(' '), {
          cwd,
        });
        expect({ command, status, error }).toMatchObject({
          status: 4,
          error: { error: { code: 'ledger-unreadable' } },
        });
      }
      const made = await runJson(['init', join(disc, 'new'), '--name', 'a', '--role', 'agent', '--no-passphrase'], {
        cwd,
      });
      expect(made).toMatchObject({ status: 4, document: { error: { code: 'target-unwritable' } } });
      expect(await readdir(disc, { recursive: true })).toEqual(before);
    });

    it('that is full ends init, which leaves nothing', async () => {
      const cwd = await temporaryFolder();
      const disc = await mountSmallDisc(64);
      const line = ['init', join(disc, 'new'), '--name', 'a', '--role', 'agent', '--no-passphrase'];
      const { status, document } = await runJson(line, { cwd });
      expect(status).toBe(4);
      expect((document as { error: { code: string } }).error.code).toMatch(/^(?:target|ledger)-full$/);
      expect(await readdir(disc)).toEqual([]);
    });
  },
);
