import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createParty, introduce } from '../../../interconnect/test/support/parties.ts';
import { runScelle, startScelle } from '../support/run-scelle.ts';

describe('scelle serve', () => {
  it('shows a certificate that was activated, without a restart', async () => {
    const tmg = await createParty('tmg', 'collector');
    const arcom = await createParty('arcom', 'authority');
    await introduce(tmg, arcom);
    const settings = await readFile(arcom.station.layout.settings, 'utf8');
    await writeFile(arcom.station.layout.settings, settings.replace('single-host = false', 'single-host = true'));
    const child = startScelle(['serve', '--listen', '127.0.0.1:0', '--station', arcom.root], { cwd: arcom.root });
    let told = '';
    const until = async (pattern: RegExp): Promise<string> => {
      while (!pattern.test(told)) told += String((await once(child.stderr!, 'data'))[0]);
      return pattern.exec(told)![1] ?? '';
    };
    const port = Number(await until(/^Receiving on port (\d+)\./m));
    const shown = async (): Promise<string> => {
      const { key, certificate: cert } = tmg.identity;
      const socket = connect({ port, host: '127.0.0.1', key, cert, rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      const { fingerprint256 } = socket.getPeerX509Certificate()!;
      socket.destroy();
      return fingerprint256;
    };
    const before = await shown();
    for (const more of [[], ['--activate']]) {
      const args = ['key', 'rotate', 'certificate', ...more, '--station', arcom.root];
      expect((await runScelle(args, { cwd: arcom.root })).status).toBe(0);
    }
    await until(/"event":"certificate-changed"/);
    expect(await shown()).not.toBe(before);
    const ended = once(child, 'close');
    child.kill('SIGTERM');
    await ended;
  });
});
