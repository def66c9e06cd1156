import { once } from 'node:events';
import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createNetworkScene, useResident } from './network-scene.ts';

useResident();

describe('a receiver', () => {
  it('goes on at signals that mean nothing to it, opens no debugger, and ends at SIGTERM', async () => {
    const scene = await createNetworkScene({ folder: 'gate', options: '--name gate --role gateway --for arcom' });
    const receiver = await scene.serve('gate');
    for (const signal of ['SIGUSR1', 'SIGUSR2', 'SIGHUP'] as const) {
      receiver.child.kill(signal);
      const socket = connect({ host: '127.0.0.1', port: receiver.port, rejectUnauthorized: false });
      // Whoever is a stranger here may be cut off at once.
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.destroy();
    }
    const { status, stderr } = await receiver.stop();
    expect({ status, debugger: stderr.includes('Debugger') }).toEqual({ status: 0, debugger: false });
  }, 60_000);

  it('ends in good order at SIGQUIT, too, which would leave its memory on the disc', async () => {
    const scene = await createNetworkScene({ folder: 'gate', options: '--name gate --role gateway --for arcom' });
    const receiver = await scene.serve('gate');
    const { status, stderr } = await receiver.stop('SIGQUIT');
    expect([status, stderr]).toEqual([0, expect.stringContaining('"event":"stopped"')]);
  }, 60_000);
});
