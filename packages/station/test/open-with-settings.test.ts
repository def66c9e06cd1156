import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rawLedger, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { initStation, openStationWithSettings } from '../src/index.ts';
import { codeOf } from './support/code-of.ts';

describe('a station that is opened with its settings', () => {
  it('has its policy, and its custody log tells once that they were changed', async () => {
    const root = join(await temporaryFolder(), 'arcom');
    const { layout } = await initStation(root, { name: 'arcom', role: 'authority', passphrase: null });
    await appendFile(layout.settings, '\n# looked at by a person\n');
    for (let time = 0; time < 2; time += 1) {
      using opened = await openStationWithSettings(root, { command: 'intake', signs: true });
      expect(await opened.findPolicy('tmg', 'network')).toMatchObject({ recipient: 'arcom' });
      const rows = rawLedger(opened.station).prepare("SELECT entry FROM custody WHERE entry LIKE '%settings-changed%'");
      expect(rows.all().map(({ entry }) => JSON.parse(String(entry)).command)).toEqual(['intake']);
    }
  });

  it('is closed where they are wrong, and another can open it', async () => {
    const root = join(await temporaryFolder(), 'arcom');
    const { layout } = await initStation(root, { name: 'arcom', role: 'authority', passphrase: null });
    await appendFile(layout.settings, '\nunknown-setting = 1\n');
    for (let time = 0; time < 2; time += 1) {
      expect(await codeOf(() => openStationWithSettings(root, { command: 'intake' }))).toMatch(/^settings-/);
    }
  });
});
