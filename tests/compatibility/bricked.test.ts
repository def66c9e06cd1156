import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useClockOf } from './commands.ts';
import { fixtureSets } from './fixture-sets.ts';
import { openScene } from './open-scene.ts';

describe.each(fixtureSets.filter(({ version }) => version === '0.1.0'))('stations that $version bricked', (set) => {
  const scelle = useClockOf(set);

  it.each([
    ['lost', 'signing', 'signing.key'],
    ['destroyed', 'opening', 'opening.identity'],
  ])('work again: %s, whose %s key was gone', async (station, key, file) => {
    const { folder, run } = await openScene(set, 'bricked', scelle);
    // The first command ends what the rotation had begun.
    expect(await run(`card --station ${station}`)).toContain(`Card 2 of ${station === 'lost' ? 'tmg' : 'arcom'}`);
    expect(await run(`doctor --station ${station}`)).toMatch(/The station is in order\.$/);
    expect(await readdir(join(folder, station, 'keys'))).toContain(file);
    expect(await run(`key rotate ${key} --no-passphrase --station ${station}`)).toContain('Card 3');
    expect(await run(`custody verify --station ${station}`)).toContain('intact');
  });
});
