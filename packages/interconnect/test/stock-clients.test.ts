import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { memorySource, readContainer } from '@scelle/core';
import { findCurrentCard } from '@scelle/station';
import { encodeCardFile } from '@scelle/station/internal';
import { describeWithTools, rawLedger, stockTool, temporaryFolder } from '@scelle/testkit';
import { DefaultHttpStack, Upload } from 'tus-js-client';
import { describe, expect, it } from 'vitest';
import { ANNOUNCEMENT_TYPE, encodeAnnouncement } from '../src/internal.ts';
import { createGatewayScene } from './support/gateway-scene.ts';
import { createScene, pack } from './support/parties.ts';
import { rawRequest } from './support/raw-request.ts';

describe('tus-js-client', () => {
  it('uploads after an announcement, in pieces, plainly configured', async () => {
    const { tmg, arcom, served } = await createScene();
    const { port } = served.receiver;
    const batch = await readFile((await pack(tmg)).path);
    const body = encodeAnnouncement(await readContainer(memorySource(new Uint8Array(batch))));
    const headers = { 'Content-Type': ANNOUNCEMENT_TYPE };
    const announced = await rawRequest(port, tmg.identity, { method: 'POST', path: '/v1/batches', headers, body });
    const { key, certificate: cert } = tmg.identity;
    await new Promise<void>((resolve, reject) => {
      const upload = new Upload(batch, {
        uploadUrl: `https://127.0.0.1:${port}${String(announced.body['upload'])}`,
        chunkSize: 2_000,
        httpStack: new DefaultHttpStack({ key, cert, rejectUnauthorized: false }),
        onSuccess: () => resolve(),
        onError: reject,
      });
      upload.start();
    });
    expect(rawLedger(arcom.station).prepare('SELECT state FROM received').all()).toEqual([{ state: 'accepted' }]);
  });
});

describeWithTools(['curl', 'openssl', 'base64', 'bash'], 'curl alone', () => {
  it.each(['a single host', 'a gateway'])(
    'hands over a batch with the commands of docs/protocol.md to %s',
    async (host) => {
      const { tmg, arcom, served } = host === 'a gateway' ? await createGatewayScene() : await createScene();
      const folder = await temporaryFolder();
      const card = join(folder, 'arcom.card');
      await writeFile(card, encodeCardFile((await findCurrentCard(arcom.station.ledger, 'arcom'))!));
      const page = await readFile(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
      const script = /^```sh\n([\s\S]*?)^```$/m.exec(page)![1]!;
      const names = [
        ['batch', (await pack(tmg)).path],
        ['receiver', `https://127.0.0.1:${served.receiver.port}`],
        ['identity', tmg.station.layout.path('keys', 'tls.pem')],
        ['card', card],
      ];
      const settings = names.map(([name, value]) => `${name}='${value}'`).join('\n');
      const { status, stderr } = await stockTool('bash').run(['-c', `${settings}\n${script}`], {
        cwd: folder,
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const { receipts } = JSON.parse(await readFile(join(folder, 'receipts.json'), 'utf8')) as {
        receipts: readonly { readonly document: string }[];
      };
      expect(JSON.parse(receipts[0]!.document)).toMatchObject({ stage: 'delivery', outcome: 'accepted' });
    },
  );
});
