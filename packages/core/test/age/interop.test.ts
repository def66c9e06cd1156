import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decrypter, Encrypter } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decrypt } from '../../src/age/decrypt.ts';
import { createEncryption } from '../../src/age/encrypt.ts';
import { encodeIdentityFile, parseIdentityFile } from '../../src/age/identity-file.ts';
import type { Recipient } from '../../src/age/keys.ts';
import { createKey } from './keys.ts';
import { collect, toPieces } from './pieces.ts';

const plaintext = new Uint8Array(Buffer.alloc(200_000, 'évidence '));

async function encrypt(recipients: readonly Recipient[]): Promise<Uint8Array> {
  const encryption = await createEncryption(recipients);
  return new Uint8Array(Buffer.concat([encryption.header, encryption.push(plaintext), encryption.finish()]));
}

describe.each([
  { name: 'X25519', postQuantum: false },
  { name: 'hybrid', postQuantum: true },
])('with the npm package age-encryption, $name', ({ postQuantum }) => {
  const key = createKey(postQuantum);

  it('it opens our files', async () => {
    const decrypter = new Decrypter();
    decrypter.addIdentity(key.secret);
    expect(await decrypter.decrypt(await encrypt([createKey(postQuantum).recipient, key.recipient]))).toEqual(
      plaintext,
    );
  });

  it('we open its files', async () => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(createKey(postQuantum).recipient.text);
    encrypter.addRecipient(key.recipient.text);
    const file = await encrypter.encrypt(plaintext);
    expect(await collect(decrypt(toPieces(file, 70_000), [key.identity]))).toEqual(plaintext);
  });
});

const missing = spawnSync('age', ['--version']).status !== 0 || spawnSync('age-keygen', ['--version']).status !== 0;
if (missing && process.env['CI']) throw new Error('age and age-keygen are not installed, and CI needs them.');

describe.skipIf(missing)('with the age command', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'scelle-age-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(command: string, ...args: string[]): Uint8Array {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, maxBuffer: 2 ** 24 });
    expect(stderr.toString().replace(/^Public key: .*\n/, '')).toBe('');
    expect(status).toBe(0);
    return new Uint8Array(stdout);
  }

  it('it opens our files with our identity file, and age-keygen names the same recipient', async () => {
    const key = createKey(false);
    const text = { secret: key.secret, recipient: key.recipient.text };
    writeFileSync(join(folder, 'identity'), encodeIdentityFile(text, new Date(0)));
    writeFileSync(join(folder, 'file.age'), await encrypt([createKey(false).recipient, key.recipient]));
    expect(run('age', '--decrypt', '--identity', 'identity', 'file.age')).toEqual(plaintext);
    expect(Buffer.from(run('age-keygen', '-y', 'identity')).toString()).toBe(`${key.recipient.text}\n`);
  });

  it('we open its files with an identity file of age-keygen', async () => {
    run('age-keygen', '--output', 'identity');
    writeFileSync(join(folder, 'plaintext'), plaintext);
    const identities = await parseIdentityFile(readFileSync(join(folder, 'identity')));
    const file = run('age', '--encrypt', '--recipient', identities[0]?.recipient ?? '', 'plaintext');
    expect(await collect(decrypt(toPieces(file, 70_000), identities))).toEqual(plaintext);
  });
});
