import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadReceiver } from './network-load.ts';

const { values } = parseArgs({
  options: { senders: { type: 'string', default: '100' }, announcements: { type: 'string', default: '100' } },
});
const [senders, announcements] = [values.senders, values.announcements].map(Number) as [number, number];

const workplace = await mkdtemp(join(tmpdir(), 'scelle-load-'));
try {
  console.log(`${senders} senders at once, ${announcements} announcements each`);
  const { peakBytes, ...outcome } = await loadReceiver({ workplace, senders, announcements });
  console.table([{ ...outcome, peakMegabytes: Math.round(peakBytes / 1e6) }]);
} finally {
  await rm(workplace, { recursive: true });
}
