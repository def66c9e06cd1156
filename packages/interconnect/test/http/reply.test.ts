import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sendReply } from '../../src/http/reply.ts';

async function* endless(): AsyncGenerator<Uint8Array> {
  for (;;) yield new Uint8Array(65_536);
}

describe('an answer', () => {
  it.each(['before', 'while'])(
    'lets go of what it reads from where the caller leaves %s it is sent',
    async (moment) => {
      const { promise: released, resolve: release } = Promise.withResolvers<void>();
      const server = createServer(async (incoming, response) => {
        if (moment === 'before') await new Promise((resolve) => incoming.socket.once('close', resolve));
        await sendReply(response, { status: 200, body: endless(), release: async () => release() });
      });
      onTestFinished(() => void server.close());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const call = request({ port: (server.address() as AddressInfo).port });
      call.on('error', () => undefined);
      if (moment === 'before') call.once('finish', () => call.destroy());
      else call.once('response', (response) => response.once('data', () => call.destroy()));
      call.end();
      await expect(released).resolves.toBeUndefined();
    },
  );

  it('lets go of what it reads from where the caller leaves while another answer comes before it', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    let calls = 0;
    const server = createServer(async (_, response) => {
      calls += 1;
      const isSecond = calls === 2;
      await sendReply(response, { status: 200, body: endless(), ...(isSecond && { release: async () => release() }) });
    });
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2));
    socket.once('data', () => socket.destroy());
    await expect(released).resolves.toBeUndefined();
  });
});
