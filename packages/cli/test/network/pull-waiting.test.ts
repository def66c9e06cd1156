import { link, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFileSource } from '@scelle/core';
import { createReception } from '@scelle/station';
import type { Outlet, Reception, WaitingBatch } from '@scelle/verify';
import { describe, expect, it } from 'vitest';
import { createParty, pack } from '../../../interconnect/test/support/parties.ts';
import { runJson, runScelle } from '../support/run-scelle.ts';
import { know, serveAs } from './network-parties.ts';

/** What `scelle pull` shows. */
interface Pulled {
  readonly batches: readonly { readonly outcome: string; readonly error?: { readonly code: string } }[];
  readonly handedOn: { readonly receipts: number };
}

/** A batch that waits at a gateway, whose outlet is what the test makes of an honest one, and the command that fetches it. */
async function createWaiting(change: (outlet: Outlet) => Partial<Outlet> = () => ({})) {
  const tmg = await createParty('tmg', 'collector');
  const arcom = await createParty('arcom', 'authority');
  const gate = await createParty('gate', 'gateway', { receivesFor: 'arcom' });
  const changed = (outlet: Outlet): Outlet => ({ ...outlet, ...change(outlet) });
  const events = await serveAs(gate, (honest: Reception) => ({ ...honest, outlet: changed(honest.outlet!) }));
  for (const party of [gate, arcom]) await know(party, tmg);
  for (const party of [tmg, gate]) await know(party, arcom);
  await know(arcom, gate);
  const { path, digest } = await pack(tmg);
  await using source = await openFileSource(path);
  await createReception(gate.station, gate.settings).intake.deliver(source, { channel: 'file', origin: 'courier' });
  const uploads = arcom.station.layout.uploads;
  await mkdir(uploads, { recursive: true });
  const args = ['pull', 'gate', '--station', arcom.root];
  return { arcom, events, path, digest, uploads, args, run: { cwd: arcom.root } };
}

describe('scelle pull', () => {
  it('goes on after batches that cannot be fetched, and tells why', async () => {
    const huge = { name: 'tmg.arcom.film.000001', manifest: 'a'.repeat(64), bytes: Number.MAX_SAFE_INTEGER };
    const longer = { name: 'tmg.arcom.film.000002', manifest: 'b'.repeat(64), bytes: 10 };
    let honest: readonly WaitingBatch[] = [];
    const { args, run } = await createWaiting((outlet) => ({
      async listWaiting() {
        honest = await outlet.listWaiting();
        return [huge, ...honest.flatMap((each) => [longer, each])];
      },
      openWaiting: (manifest) => outlet.openWaiting(manifest === longer.manifest ? honest[0]!.manifest : manifest),
    }));
    const { status, document } = await runJson<Pulled>(args, run);
    expect(document.batches.map(({ outcome, error }) => error?.code ?? outcome)).toEqual([
      'target-full',
      'receiver-answer-invalid',
      'accepted',
    ]);
    expect(document.handedOn.receipts).toBe(1);
    expect(status).toBe(4);
    const { stderr, stdout } = await runScelle(args, run);
    expect(`${stderr}${stdout}`).toMatch(/^tmg\.arcom\.film\.000001: .*\n(?:.*\n)*gate: batches fetched: 0;/);
  });

  it('does not wait for a batch that is gone, and fetches the next', async () => {
    const gone = { name: 'tmg.arcom.film.000001', manifest: 'c'.repeat(64), bytes: 10 };
    const { args, run } = await createWaiting((outlet) => ({
      listWaiting: async () => [gone, ...(await outlet.listWaiting())],
    }));
    const { document } = await runJson<Pulled>(args, run);
    expect(document.batches.map(({ outcome, error }) => error?.code ?? outcome)).toEqual([
      'resource-unknown',
      'accepted',
    ]);
  });

  it('removes what it had fetched and does not wait any more, so that no second name keeps the bytes', async () => {
    const { arcom, digest, uploads, args, run } = await createWaiting();
    expect((await runJson<Pulled>(args, run)).document.batches).toMatchObject([{ outcome: 'accepted' }]);
    const kept = arcom.station.layout.path('inbox', 'tmg.arcom.music.000001.scelle');
    await link(kept, join(uploads, `${digest}.pulled`));
    await writeFile(join(uploads, 'other'), '');
    expect((await runJson<Pulled>(args, run)).document.batches).toEqual([]);
    expect(await readdir(uploads)).toEqual(['other']);
    expect((await stat(kept)).nlink).toBe(1);
  });

  it('goes on with what it had begun to fetch and still waits', async () => {
    const { events, path, digest, uploads, args, run } = await createWaiting();
    const batch = await readFile(path);
    await writeFile(join(uploads, `${digest}.pulled`), batch.subarray(0, 100), { mode: 0o600 });
    expect((await runJson<Pulled>(args, run)).document.batches).toMatchObject([{ outcome: 'accepted' }]);
    const handedOn = events.filter(({ event }) => event === 'handed-on');
    expect(handedOn).toMatchObject([{ bytes: batch.length - 100 }]);
  });
});
