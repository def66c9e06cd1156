import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFileSource, parseIdentityFile } from '@scelle/core';
import { createBackup, restoreStation } from '@scelle/station';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { createParty, introduce, type Party, pack } from '../../../interconnect/test/support/parties.ts';
import { serveAs } from '../network/network-parties.ts';
import { runJson } from '../support/run-scelle.ts';

async function restore({ station, root }: Party, backup: string): Promise<string> {
  const restored = join(await temporaryFolder(), 'restored');
  const identities = await parseIdentityFile(await readFile(join(root, 'keys/opening.identity')));
  await using source = await openFileSource(backup);
  const content = source.stream({ start: 0, end: source.size });
  await restoreStation(restored, { backup: content, identities, environment: station.environment });
  return restored;
}

describe('scelle confirm-sequence', () => {
  it('asks the receiver, and takes no number below the one that it has', async () => {
    const tmg = await createParty('tmg', 'collector');
    const arcom = await createParty('arcom', 'authority');
    await serveAs(arcom, (honest) => honest);
    await introduce(tmg, arcom);
    const send = () => runJson(['send', '--station', tmg.root], { cwd: tmg.root });
    await pack(tmg);
    expect(await send()).toMatchObject({ status: 0 });
    const backup = join(await temporaryFolder(), 'tmg.age');
    await createBackup(tmg.station, backup);
    await pack(tmg);
    const second = await pack(tmg);
    expect(await send()).toMatchObject({ status: 0 });
    const cwd = await restore(tmg, backup);
    const confirm = (...args: readonly string[]) =>
      runJson(['confirm-sequence', '--peer', 'arcom', '--stream', 'music', '--station', cwd, ...args], { cwd });
    expect(await confirm('--last', '1')).toMatchObject({
      status: 2,
      document: { error: { code: 'sequence-higher', details: { found: 3 } } },
    });
    expect(await confirm('--last', '3')).toMatchObject({
      status: 2,
      document: { error: { code: 'sequence-manifest-missing' } },
    });
    expect(await confirm('--last', '3', '--manifest', second.digest)).toMatchObject({
      status: 0,
      document: { source: 'receiver', atReceiver: 3 },
    });
  });
});
