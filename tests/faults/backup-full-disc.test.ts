import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ClosableSource, type Identity, openFileSource, parseIdentityFile, ScelleError } from '@scelle/core';
import { createBackup, initStation, openStation, restoreStation } from '@scelle/station';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { makeReadOnly, mountSmallDisc, whyNoDiscs } from './small-disc.ts';

/** Less than a station takes. */
const FEW_KIBIBYTES = 128;

/** Room for a station, and not for its ledger twice. */
const SOME_KIBIBYTES = 640;

async function makeBackup(): Promise<{ readonly backup: string; readonly identities: readonly Identity[] }> {
  const folder = await temporaryFolder();
  const { layout } = await initStation(join(folder, 'tmg'), { name: 'tmg', role: 'collector', passphrase: null });
  const backup = join(folder, 'tmg.backup');
  using station = await openStation(layout.root);
  await createBackup(station, backup);
  return { backup, identities: await parseIdentityFile(await readFile(layout.path('keys', 'opening.identity'))) };
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'none',
    (error) => (error instanceof ScelleError ? error.code : String(error)),
  );
}

function wholeOf(source: ClosableSource): AsyncIterable<Uint8Array> {
  return source.stream({ start: 0, end: source.size });
}

describe.skipIf(whyNoDiscs !== null)(`a disc${whyNoDiscs === null ? '' : ` (skipped: ${whyNoDiscs})`}`, () => {
  it('that is full, or read-only, ends a restoration, which leaves nothing', async () => {
    const { backup, identities } = await makeBackup();
    const disc = await mountSmallDisc(FEW_KIBIBYTES);
    const restore = async () => {
      await using source = await openFileSource(backup);
      return await restoreStation(join(disc, 'tmg'), { backup: wholeOf(source), identities });
    };
    expect(await codeOf(restore())).toBe('target-full');
    expect(await readdir(disc)).toEqual([]);
    makeReadOnly(disc);
    expect(await codeOf(restore())).toBe('target-unwritable');
  });

  it('that is full ends a backup, wherever it is the disc of the backup or of the station', async () => {
    const elsewhere = await temporaryFolder();
    const disc = await mountSmallDisc(SOME_KIBIBYTES);
    await initStation(join(disc, 'tmg'), { name: 'tmg', role: 'collector', passphrase: null });
    using station = await openStation(join(disc, 'tmg'));
    await expect(writeFile(join(disc, 'filling'), new Uint8Array(1 << 20))).rejects.toThrow('ENOSPC');
    expect(await codeOf(createBackup(station, join(elsewhere, 'backup')))).toBe('ledger-full');
    expect(await codeOf(createBackup(station, join(disc, 'backup')))).toMatch(/^(?:ledger|target)-full$/);
    expect(await readdir(elsewhere)).toEqual([]);
    expect((await readdir(disc)).sort()).toEqual(['filling', 'tmg']);
    expect(await readdir(join(disc, 'tmg/receipts'))).toEqual([]);
  });
});
