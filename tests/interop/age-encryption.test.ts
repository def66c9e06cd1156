import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zstdDecompressSync } from 'node:zlib';
import {
  encodePublicKey,
  encodeSecretKey,
  generateIdentity,
  generateSecretKey,
  openFileSource,
  parseIdentity,
  readContainer,
} from '@scelle/core';
import { describeWithTools, temporaryFolder } from '@scelle/testkit';
import { Decrypter } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { sealBatch, toPublicKey, writeSampleFiles } from './our-batch.ts';
import { runLine, standAlone } from './run-tools.ts';
import { verifyFile } from './verify-file.ts';

/** Stands in for the command `age`. */
const typage = fileURLToPath(new URL('./typage.ts', import.meta.url));

const kinds = [
  { kind: 'X25519', postQuantum: false },
  { kind: 'hybrid', postQuantum: true },
];

describe('the npm package age-encryption', () => {
  it.each(kinds)('opens the payload of our batch with a key of kind $kind', async ({ postQuantum }) => {
    const path = join(await temporaryFolder(), 'batch.scelle');
    const { secret } = generateIdentity({ postQuantum });
    await sealBatch(path, { signer: generateSecretKey(), identity: parseIdentity(secret) });
    await using source = await openFileSource(path);
    const { payload } = await readContainer(source);
    const decrypter = new Decrypter();
    decrypter.addIdentity(secret);
    const frames = await decrypter.decrypt(await source.read(payload.start, payload.end - payload.start));
    // The first frame holds the first two members, and `node:zlib` stops after it.
    expect(zstdDecompressSync(frames).toString('latin1', 0, 9)).toBe('salt.key\0');
  });
});

const tools = ['bash', 'tar', 'zstd', 'minisign', 'sha256sum', 'openssl', 'python3'] as const;

describeWithTools(tools, 'a batch with a payload by the npm package age-encryption', () => {
  it.each(kinds)('is accepted, and opens with a key of kind $kind', async ({ postQuantum }) => {
    const folder = await temporaryFolder();
    const signer = generateSecretKey();
    const { secret, recipient } = generateIdentity({ postQuantum });
    const expected = await writeSampleFiles(folder);
    await writeFile(join(folder, 'tmg.key'), await encodeSecretKey(signer, null));
    await writeFile(join(folder, 'tmg.pub'), encodePublicKey(toPublicKey(signer)));
    const inputs = `records.jsonl attachments tmg.key tmg.pub ${recipient} batch.scelle`;
    await runLine(folder, `AGE="node ${typage}" ${standAlone('make-batch.sh')} ${inputs}`);

    const { report, lines } = await verifyFile(
      join(folder, 'batch.scelle'),
      toPublicKey(signer),
      parseIdentity(secret),
    );
    expect(report).toMatchObject({ verdict: 'accepted', level: 'full', codes: [] });
    expect(lines).toEqual(expected);
  });
});
