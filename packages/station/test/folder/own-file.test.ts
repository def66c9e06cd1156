import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareKeys } from '../../src/backup/compare-keys.ts';
import { readCredentials } from '../../src/certificates/next-content.ts';
import { readUnattendedPublicKey } from '../../src/home/files.ts';
import { listNeededIdentities } from '../../src/receiving/verify-stored.ts';
import { readSettings } from '../../src/settings/parse-settings.ts';
import { codeOf } from '../support/code-of.ts';
import { createTestStation, reopen } from '../support/test-station.ts';

/** A pipe that nobody writes into: whoever opens it without looking waits for ever. */
async function putPipe(path: string): Promise<void> {
  await rm(path, { force: true });
  execFileSync('mkfifo', [path]);
}

describe('a pipe in place of a file of the station', () => {
  it('is refused for what it is, and nothing waits for a writer', async () => {
    const own = await createTestStation('arcom', 'authority');
    const { layout } = own.station;
    const key = (name: string) => layout.path('keys', name);
    const names = ['tls.pem', 'delivery.pub', 'opening.identity', 'signing.pub', 'custody.key'];
    for (const name of names) await putPipe(key(name));
    await putPipe(join(own.root, 'scelle.toml'));
    expect(await codeOf(() => readCredentials(layout))).toBe('source-not-a-file');
    expect(await codeOf(() => readUnattendedPublicKey(layout, 'delivery'))).toBe('source-not-a-file');
    expect(await codeOf(() => listNeededIdentities(own.station, []))).toBe('source-not-a-file');
    expect(await codeOf(() => readSettings(layout.settings, 'arcom'))).toBe('settings-unreadable');
    const { foreign } = await compareKeys(own.station);
    expect([...foreign].sort()).toEqual(['custody.key', 'delivery.key', 'opening.identity', 'signing.pub', 'tls.pem']);
    expect(await codeOf(() => reopen(own))).toBe('source-not-a-file');
  });

  it('is no rotation that waits, either', async () => {
    const own = await createTestStation('arcom', 'authority');
    await putPipe(own.station.layout.path('keys', 'signing.next.pub'));
    expect(await codeOf(() => reopen(own))).toBe('source-not-a-file');
  });
});
