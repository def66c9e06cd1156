import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeWithTools, stockTool } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { startScelle, waitForEnd } from '../../faults/scelle-process.ts';
import {
  allowSingleHost,
  createNetworkScene,
  handOutCard,
  type NetworkScene,
  packing,
  succeed,
  useResident,
} from './network-scene.ts';

useResident();

/** An authority of certificates, and a certificate of it for this machine, as `host.pem` with its key. */
async function certify({ folder }: NetworkScene): Promise<void> {
  await writeFile(join(folder, 'host.ext'), 'subjectAltName = IP:127.0.0.1\n');
  const key = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes';
  for (const line of [
    `req -x509 ${key} -keyout ca.key -out ca.pem -days 30 -subj /CN=authority`,
    `req ${key} -keyout host.key -out host.csr -subj /CN=arcom`,
    'x509 -req -in host.csr -CA ca.pem -CAkey ca.key -days 30 -extfile host.ext -out host.pem',
  ]) {
    const { status, stderr } = await stockTool('openssl').run(line.split(' '), { cwd: folder });
    if (status !== 0) throw new Error(stderr);
  }
}

describeWithTools(['openssl'], 'a single host with a certificate of a public authority', () => {
  it('is refused before the card fits, and then reached by whoever trusts that authority, and by nobody else', async () => {
    const scene = await createNetworkScene(
      { folder: 'tmg', options: '--name tmg --role collector' },
      { folder: 'arcom', options: '--name arcom --role authority' },
    );
    await certify(scene);
    await allowSingleHost(scene, 'arcom');
    const settings = join(scene.folder, 'arcom/scelle.toml');
    const text = (await readFile(settings, 'utf8'))
      .replace(/^# certificate-file = .*$/m, `certificate-file = "${join(scene.folder, 'host.pem')}"`)
      .replace(/^# key-file = .*$/m, `key-file = "${join(scene.folder, 'host.key')}"`);
    await writeFile(settings, text);
    expect(await scene.show('serve --station arcom --listen 127.0.0.1:0')).toEqual([
      expect.stringContaining('does not fit this certificate'),
      '[2]',
    ]);
    await succeed(scene, 'card --address https://127.0.0.1:9 --station arcom');
    const receiver = await scene.serve('arcom');
    await succeed(scene, `card --address https://127.0.0.1:${receiver.port} --station arcom`);
    await handOutCard(scene, 'arcom', 'tmg');
    await handOutCard(scene, 'tmg', 'arcom');
    await succeed(scene, packing);
    expect((await scene.show('sync --station tmg')).at(-1)).toMatch(/^\[[24]\]$/);
    const env = { NODE_EXTRA_CA_CERTS: join(scene.folder, 'ca.pem') };
    const run = await waitForEnd(startScelle('sync --station tmg'.split(' '), { cwd: scene.folder, env }));
    expect(run).toMatchObject({ status: 0, stdout: expect.stringContaining('batches delivered: 1') });
    await receiver.stop();
  }, 60_000);
});
