import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { memorySource, readContainer } from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import { describe, expect, it } from 'vitest';
import { encodeAnnouncement } from '../../src/internal.ts';
import { createScene, pack } from '../support/parties.ts';
import { rawConnection } from '../support/raw-request.ts';

type Scene = Awaited<ReturnType<typeof createScene>>;

/** The statuses that a receiver answers to some bytes, until it closes the connection. */
async function statusesOf({ tmg, served }: Scene, ...pieces: readonly (string | Uint8Array)[]): Promise<number[]> {
  const socket = await rawConnection(served.receiver.port, tmg.identity);
  let answer = '';
  socket.on('data', (piece) => {
    answer += String(piece);
  });
  // All at once: what is not read when a connection is closed would take the answer with it.
  socket.write(Buffer.concat(pieces.map((piece) => Buffer.from(piece))));
  await new Promise((resolve) => socket.once('close', resolve));
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}

const lines = (...head: readonly string[]) => `${head.join('\r\n')}\r\n\r\n`;
const health = lines('GET /v1/health HTTP/1.1', 'Host: x', 'Connection: close');
const post = ['POST /v1/batches HTTP/1.1', 'Host: x'];

describe('a request whose end two readers could see at two places', () => {
  it.each([
    ['two lengths', lines(...post, 'Content-Length: 4', 'Content-Length: 5')],
    ['a length and chunks', lines(...post, 'Content-Length: 4', 'Transfer-Encoding: chunked')],
    ['chunks by another name', lines(...post, 'Transfer-Encoding: chunked, identity')],
    ['chunks after a space', lines(...post, 'Transfer-Encoding : chunked')],
    ['a length that is none', lines(...post, 'Content-Length: +4')],
    ['a length beyond every number', lines(...post, `Content-Length: ${'9'.repeat(30)}`)],
    ['a folded line', lines(...post, 'X-A: b', ' Content-Length: 4')],
    ['ends of lines without a return', `${post.join('\n')}\nContent-Length: 0\n\n`],
    ['a zero byte in a header', lines(...post, 'X-A: \0')],
    ['no host', lines('POST /v1/batches HTTP/1.1', 'Content-Length: 0')],
    ['a chunk whose length is none', `${lines(...post, 'Transfer-Encoding: chunked')}zz\r\n`],
  ])('is refused where it has %s, and nothing behind it is looked at', async (_, request) => {
    const scene = await createScene();
    expect(await statusesOf(scene, request, health)).toEqual([400]);
    expect(scene.served.events.filter(({ event }) => event === 'announced')).toEqual([]);
  });
});

describe('a caller', () => {
  it.each([
    ['a tunnel', lines('CONNECT arcom:443 HTTP/1.1', 'Host: x'), []],
    ['another host', lines('GET https://other/v1/health HTTP/1.1', 'Host: x', 'Connection: close'), [404]],
    ['everything', lines('OPTIONS * HTTP/1.1', 'Host: x', 'Connection: close'), [404]],
    ['another protocol', lines('PRI * HTTP/2.0', '', 'SM'), [400]],
    ['more headers than there are', lines(...post, ...Array.from({ length: 2_000 }, () => 'X-A: 12345678')), [431]],
  ])('asks in vain for %s', async (_, request, statuses) => {
    const scene = await createScene();
    expect(await statusesOf(scene, request)).toEqual(statuses);
  });
});

describe('requests that do not wait for answers', () => {
  it('are answered one after the other', async () => {
    const scene = await createScene();
    const body = encodeAnnouncement(
      await readContainer(memorySource(new Uint8Array(await readFile((await pack(scene.tmg)).path)))),
    );
    const announcement = [lines(...post, `Content-Length: ${body.length}`), body];
    expect(await statusesOf(scene, ...announcement, ...announcement, health)).toEqual([201, 201, 200]);
  });

  it('are cut off where there are thousands of them', async () => {
    const scene = await createScene();
    const many = lines('GET /v1/streams HTTP/1.1', 'Host: x').repeat(5_000);
    expect((await statusesOf(scene, many)).length).toBeLessThan(5_000);
  });

  it('are cut off where many wait for an answer, before they are looked at', async () => {
    const scene = await createScene();
    const { path } = await pack(scene.tmg);
    const body = encodeAnnouncement(await readContainer(memorySource(new Uint8Array(await readFile(path)))));
    const announcement = Buffer.concat([Buffer.from(lines(...post, `Content-Length: ${body.length}`)), body]);
    const upload = `/v1/uploads/${toSha256Hex(body)}`;
    expect(await statusesOf(scene, announcement, health)).toEqual([201, 200]);
    // Whoever announces a batch that another connection is writing waits a moment for that.
    const writer = await rawConnection(scene.served.receiver.port, scene.tmg.identity);
    const patch = ['Tus-Resumable: 1.0.0', 'Upload-Offset: 0', 'Content-Type: application/offset+octet-stream'];
    writer.write(lines(`PATCH ${upload} HTTP/1.1`, 'Host: x', ...patch, 'Content-Length: 1000'));
    writer.write('some');
    const { uploads, events } = scene.served;
    while ((await stat(join(uploads, toSha256Hex(body)))).size === 0) await setImmediate();
    expect(await statusesOf(scene, ...Array.from({ length: 100 }, () => announcement), health)).toEqual([]);
    expect(events.filter(({ event }) => event === 'connection-cut')).toEqual([
      { event: 'connection-cut', peer: 'tmg' },
    ]);
    expect(events.filter(({ event }) => event === 'announced').length).toBeLessThan(10);
  });
});
