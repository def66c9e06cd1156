import { join } from 'node:path';
import { createReceiver, openFileUploadStore } from '@scelle/interconnect';
import { createReception, openStation, readCredentials, readSettings } from '@scelle/station';

// A program of the tests: a receiver in front of the station that it is given. It tells its port, and at its end by how
// much memory it held at most.
const [root] = process.argv.slice(2) as [string];
const station = await openStation(root);
const { settings } = await readSettings(station.layout.settings);
const receiver = await createReceiver({
  reception: createReception(station, settings),
  identity: await readCredentials(station.layout),
  store: await openFileUploadStore(join(root, 'uploads')),
  host: '127.0.0.1',
  port: 0,
  limits: { reservedBytes: 1 << 20, maxOpenUploads: 1_000 },
});
process.send?.({ port: receiver.port });
process.once('SIGTERM', async () => {
  await receiver.stop();
  station.close();
  process.send?.({ peakBytes: process.resourceUsage().maxRSS * 1024 });
  process.disconnect();
});
