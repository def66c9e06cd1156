import { once } from 'node:events';
import { join } from 'node:path';
import { initStation, openStation } from '@scelle/station';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { startScelle } from '../support/run-scelle.ts';

/** Notes a batch as a `pack` does. */
async function notePacked(root: string, sequence: number): Promise<void> {
  using station = await openStation(root);
  await station.change(({ ledger }) =>
    ledger.run(
      `INSERT INTO sent (recipient, stream, sequence, digest, batch_id, file, records, bytes, created_at, state,
         packed_at, changed_at)
       VALUES ('arcom', 'music', ?, ?, '', '', 1, 1, '', 'packed', '2026-11-03T06:00:00Z', '')`,
      sequence,
      String(sequence),
    ),
  );
}

describe('scelle status --watch', () => {
  it('shows the status anew when it changes, until it is interrupted', async () => {
    const root = join(await temporaryFolder(), 'tmg');
    await initStation(root, { name: 'tmg', role: 'collector', passphrase: null });
    const child = startScelle(['status', '--watch', '--station', root], { cwd: root });
    let shown = '';
    const waitFor = async (text: string): Promise<void> => {
      while (!shown.includes(text)) shown += String((await once(child.stderr!, 'data'))[0]);
    };
    await waitFor('Nothing was sent or received yet.');
    await notePacked(root, 1);
    await waitFor('1 not acknowledged: packed since 2026-11-03T06:00:00Z');
    await notePacked(root, 2);
    await waitFor('to arcom, music: 2 packed');
    const ended = once(child, 'close');
    child.kill('SIGINT');
    await ended;
    expect(shown.match(/^tmg \(collector\)$/gm)).toHaveLength(3);
  });
});
