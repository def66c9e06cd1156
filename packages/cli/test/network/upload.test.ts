import { join } from 'node:path';
import { openFileUploadStore } from '@scelle/interconnect';
import { initStation, openStation } from '@scelle/station';
import { rawLedger, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { runScelle } from '../support/run-scelle.ts';

const id = 'ab'.repeat(32);
const manifest = 'cd'.repeat(32);

/** A station where tmg has begun an upload of 1,000,000 bytes. */
async function createParties() {
  const root = join(await temporaryFolder(), 'arcom');
  await initStation(root, { name: 'arcom', role: 'authority', passphrase: null });
  const store = await openFileUploadStore(join(root, 'uploads'));
  await store.create({ id, peer: 'tmg', manifest, bytes: 1_000_000 });
  return { root, run: (...args: readonly string[]) => runScelle([...args, '--station', root], { cwd: root }) };
}

describe('an unfinished upload', () => {
  it('is shown with whoever holds it, by status and by its own command', async () => {
    const { run } = await createParties();
    const shown = { id, peer: 'tmg', manifest, bytes: 1_000_000, received: 0 };
    expect(JSON.parse((await run('upload', 'list', '--json')).stdout)).toMatchObject({ uploads: [shown] });
    expect(JSON.parse((await run('status', '--json')).stdout)).toMatchObject({ uploads: [shown] });
    expect((await run('status')).stdout).toContain('tmg: manifest cdcdcdcdcdcdcdcd, 0 of 1000000 B, announced ');
  });

  it('is dropped by its first digits, and its end stands in the custody log', async () => {
    const { root, run } = await createParties();
    for (const name of ['ab', 'abababac', '../../keys']) {
      const { status, stdout } = await run('upload', 'drop', name, '--reason', 'gone', '--json');
      expect({ status, error: JSON.parse(stdout).error.code }).toEqual({ status: 2, error: 'upload-unknown' });
    }
    const { status } = await run('upload', 'drop', 'abababab', '--reason', 'its machine is gone');
    expect(status).toBe(0);
    expect(JSON.parse((await run('upload', 'list', '--json')).stdout)).toEqual({ uploads: [] });
    using station = await openStation(root, { readOnly: true });
    const row = rawLedger(station).prepare('SELECT entry FROM custody ORDER BY number DESC LIMIT 1').get();
    expect(JSON.parse(String(row?.['entry']))).toMatchObject({
      act: 'upload-dropped',
      party: 'tmg',
      details: { reason: 'its machine is gone', manifest },
    });
  });
});
