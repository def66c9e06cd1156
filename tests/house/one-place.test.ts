import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findOutside } from './ledger-room.ts';

const PACKAGES = new URL('../../packages/', import.meta.url).pathname;

/** The sources of all packages that hold the text. */
function filesWith(text: string): string[] {
  return readdirSync(PACKAGES).flatMap((name) => {
    const folder = join(PACKAGES, name, 'src');
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && readFileSync(join(folder, path), 'utf8').includes(text))
      .map((path) => `${name}/src/${path}`);
  });
}

it('which characters would not be seen is decided in one place, for terminals, pages and messages', () => {
  expect(filesWith('\\p{C}')).toEqual(['core/src/canonical/encoding.ts']);
  expect(filesWith('Default_Ignorable_Code_Point')).toEqual(['core/src/canonical/encoding.ts']);
});

it('only the room of the ledger speaks SQL to it', () => {
  const sources: Readonly<Record<string, string>> = {
    'packages/station/src/ledger/cards.ts': "await ledger.rows('SELECT * FROM cards')",
    'packages/station/src/status.ts': 'await listCards(ledger)',
    'packages/station/src/cards/card-store.ts': "await inside.ledger.run('DELETE FROM cards')",
    'packages/cli/src/upkeep/status.ts': "import { DatabaseSync } from 'node:sqlite';",
  };
  const files = Object.keys(sources).map((path) => ({ path }));
  expect(findOutside(files, (path) => sources[path]!)).toEqual([
    'packages/station/src/cards/card-store.ts',
    'packages/cli/src/upkeep/status.ts',
  ]);
});
