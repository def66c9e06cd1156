import { copyFile, cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rawLedger } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { examineStation } from '../../src/doctor/examine-station.ts';
import { openStation } from '../../src/open-station.ts';
import { clearUnrecorded, listUnrecorded } from '../../src/receiving/enter-outcome.ts';
import { createPair, deliver, outboxPath, pack, reopen, type TestStation } from '../support/test-station.ts';

/** Puts an older ledger back, which knows nothing of what came since. */
async function putBack(own: TestStation, receive: () => Promise<unknown>): Promise<void> {
  const { ledger } = own.station.layout;
  rawLedger(own.station).exec('PRAGMA wal_checkpoint(TRUNCATE)');
  await copyFile(ledger, `${ledger}.older`);
  await receive();
  own.station.close();
  for (const ending of ['-wal', '-shm']) await rm(`${ledger}${ending}`, { force: true });
  await rename(`${ledger}.older`, ledger);
}

async function filesCheck(own: TestStation) {
  const { checks } = await examineStation(own.station);
  return checks.find(({ check }) => check === 'files');
}

describe('a copy of a batch that the ledger does not name', () => {
  it('is kept where an older ledger was put back, told, and received once more', async () => {
    const { tmg, arcom } = await createPair();
    const packed = await pack(tmg);
    await putBack(arcom, () => deliver(arcom, outboxPath(tmg, packed)));
    const { layout, recovered } = await reopen(arcom);
    const copy = join(layout.unrecorded, packed.file);
    expect(recovered).toEqual([{ kind: 'copy-set-aside', file: copy }]);
    expect(await listUnrecorded(arcom.station)).toEqual([copy]);
    expect(await filesCheck(arcom)).toMatchObject({
      code: 'files-unrecorded',
      outcome: 'failed',
      details: { file: copy },
    });
    const { outcome } = await deliver(arcom, copy);
    expect(outcome).toBe('accepted');
    await clearUnrecorded(arcom.station, copy, outcome);
    expect(await readdir(layout.unrecorded)).toEqual([]);
    expect(await readdir(layout.path('inbox'))).toEqual([packed.file]);
    expect(await filesCheck(arcom)).toMatchObject({ code: 'files-present' });
    expect((await reopen(arcom)).recovered).toEqual([]);
  });

  it('is named at the place where the next command finds it, by one that only looks', async () => {
    const { tmg, arcom } = await createPair();
    const { layout } = arcom.station;
    await cp(outboxPath(tmg, await pack(tmg)), layout.path('held', 'some.scelle'));
    await writeFile(layout.path('quarantine', 'some.scelle'), 'damaged');
    using looked = await openStation(layout.root, { readOnly: true });
    const aside = join(layout.unrecorded, 'some.scelle');
    expect(await listUnrecorded(looked)).toEqual([aside, aside]);
    const { recovered } = await reopen(arcom);
    expect(recovered.map(({ kind }) => kind)).toEqual(['copy-set-aside', 'copy-set-aside']);
    expect(await readdir(layout.unrecorded)).toHaveLength(2);
    expect((await reopen(arcom)).recovered).toEqual([]);
  });

  it('goes by itself once the batch has come again', async () => {
    const { tmg, arcom } = await createPair();
    const packed = await pack(tmg);
    const { unrecorded } = arcom.station.layout;
    await mkdir(unrecorded);
    await cp(outboxPath(tmg, packed), join(unrecorded, 'copy.scelle'));
    await deliver(arcom, outboxPath(tmg, packed));
    expect(await listUnrecorded(arcom.station)).toEqual([]);
    const { recovered } = await reopen(arcom);
    expect(recovered).toEqual([{ kind: 'second-copy-removed', file: join(unrecorded, 'copy.scelle') }]);
  });

  it('is not overwritten by a batch that takes its name while the station is open', async () => {
    const { tmg, arcom } = await createPair();
    const packed = await pack(tmg);
    const { layout } = arcom.station;
    await writeFile(layout.path('inbox', packed.file), 'evidence of something');
    expect(await deliver(arcom, outboxPath(tmg, packed))).toMatchObject({ outcome: 'accepted' });
    expect(await listUnrecorded(arcom.station)).toEqual([join(layout.unrecorded, packed.file)]);
  });

  it('is kept under its name where a restored station has forgotten the file of a batch', async () => {
    const { tmg, arcom } = await createPair();
    const packed = await pack(tmg);
    await deliver(arcom, outboxPath(tmg, packed));
    const { layout } = arcom.station;
    rawLedger(arcom.station).exec('UPDATE received SET file = NULL');
    const { recovered } = await reopen(arcom);
    expect(recovered).toMatchObject([{ kind: 'copy-set-aside' }]);
    const copy = join(layout.unrecorded, packed.file);
    expect(await deliver(arcom, copy)).toMatchObject({ outcome: 'duplicate' });
    expect(await readdir(layout.path('inbox'))).toEqual([packed.file]);
    expect((await reopen(arcom)).recovered).toEqual([{ kind: 'second-copy-removed', file: copy }]);
  });
});
