import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  encodePublicKey,
  encodeSecretKey,
  generateIdentity,
  generateSecretKey,
  parseIdentity,
  parseIdentityFile,
  parsePublicKey,
  parseSecretKey,
} from '@scelle/core';
import { encodeIdentityFile } from '@scelle/core/internal';
import { describeWithTools, temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { sealBatch, toPublicKey, writeSampleFiles } from './our-batch.ts';
import { runLine, standAlone } from './run-tools.ts';
import { verifyFile } from './verify-file.ts';

describeWithTools(['bash', 'tar', 'zstd', 'age', 'age-keygen', 'minisign'], 'keys that stock tools made', () => {
  it('seal a batch of ours that stock tools check and open with them, and so do we', async () => {
    const folder = await temporaryFolder();
    await runLine(folder, 'age-keygen -o arcom.identity; minisign -G -W -s tmg.key -p tmg.pub');
    const signer = await parseSecretKey(await readFile(join(folder, 'tmg.key')));
    const [identity] = await parseIdentityFile(await readFile(join(folder, 'arcom.identity')));
    await sealBatch(join(folder, 'batch.scelle'), { signer, identity: identity! });

    await runLine(folder, 'tar xf batch.scelle; minisign -V -H -m manifest.json -p tmg.pub');
    const listing = await runLine(folder, 'age -d -i arcom.identity payload.tar.zst.age | zstd -d | tar t');
    expect(listing).toMatch(/^salt\.key\nbatch\.json\nrecords\/000000\.jsonl\n/);
    const publicKey = parsePublicKey(await readFile(join(folder, 'tmg.pub')));
    const { report } = await verifyFile(join(folder, 'batch.scelle'), publicKey, identity!);
    expect(report).toMatchObject({ verdict: 'accepted', codes: [] });
  });
});

describeWithTools(['bash', 'tar', 'zstd', 'age', 'minisign', 'openssl', 'python3'], 'keys that we made', () => {
  it.each([
    { kind: 'in the clear', passphrase: null },
    { kind: 'under a passphrase', passphrase: 'sésame, ouvre-toi' },
  ])('$kind seal a batch with stock tools, which we accept', async ({ passphrase }) => {
    const folder = await temporaryFolder();
    const signer = generateSecretKey();
    const { secret, recipient } = generateIdentity({ postQuantum: false });
    await writeSampleFiles(folder);
    await writeFile(join(folder, 'tmg.key'), await encodeSecretKey(signer, passphrase, { workFactor: 12 }));
    await writeFile(join(folder, 'tmg.pub'), encodePublicKey(toPublicKey(signer)));
    const inputs = `records.jsonl attachments tmg.key tmg.pub ${recipient} batch.scelle`;
    await runLine(folder, `${standAlone('make-batch.sh')} ${inputs}`, `${passphrase ?? ''}\n`);

    const path = join(folder, 'batch.scelle');
    const { report } = await verifyFile(path, toPublicKey(signer), parseIdentity(secret));
    expect(report).toMatchObject({ verdict: 'accepted', codes: [] });
  });

  it('are opening keys of age too, with comments that age-keygen writes', async () => {
    const folder = await temporaryFolder();
    const identity = generateIdentity({ postQuantum: false });
    await writeFile(join(folder, 'arcom.identity'), encodeIdentityFile(identity, new Date()));
    await sealBatch(join(folder, 'batch.scelle'), {
      signer: generateSecretKey(),
      identity: parseIdentity(identity.secret),
    });
    const open = 'tar xf batch.scelle -O payload.tar.zst.age | age -d -i arcom.identity | zstd -d | tar t';
    expect(await runLine(folder, open)).toMatch(/^salt\.key\n/);
  });
});
