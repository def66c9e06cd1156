import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadReceiver } from './network-load.ts';

const workplace = await mkdtemp(join(tmpdir(), 'scelle-load-'));
try {
  console.log('100 senders at once, 100 announcements each');
  const { peakBytes, ...outcome } = await loadReceiver({ workplace, senders: 100, announcements: 100 });
  console.table([{ ...outcome, peakMegabytes: Math.round(peakBytes / 1e6) }]);
} finally {
  await rm(workplace, { recursive: true });
}
