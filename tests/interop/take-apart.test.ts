import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coSignFile, encodePublicKey, generateSecretKey } from '@scelle/core';
import { describeWithTools } from '@scelle/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { handOver, sampleRecords, toPublicKey, useHandover } from './our-batch.ts';
import { runLine, runTool, standAlone } from './run-tools.ts';

const takeBatch = useHandover();

describeWithTools(['bash', 'tar', 'minisign', 'sha256sum', 'openssl', 'b2sum'], 'the container of our batch', () => {
  it('is a tar of three members, and GNU tar makes the same bytes of them again', async () => {
    const { folder } = await takeBatch();
    const members = await runLine(folder, 'tar xvf batch.scelle');
    expect(members).toBe('payload.tar.zst.age\nmanifest.json\nmanifest.json.minisig\n');
    const options = '--format=ustar -b1 --owner=0 --group=0 --numeric-owner --mode=0644 --mtime=@0';
    await runLine(folder, `tar c ${options} ${members.trim().replaceAll('\n', ' ')} | cmp - batch.scelle`);
  });

  it('has a seal that minisign verifies, with the key file or its text', async () => {
    const { folder, publicKey } = await takeBatch();
    await runLine(folder, 'tar xf batch.scelle');
    const said = await runLine(folder, `minisign -V -H -m manifest.json -P ${publicKey}`);
    expect(said).toMatch(/Trusted comment: scelle\.batch\/1 role=sender signer=tmg time=[0-9T:.-]+Z\n/);
    expect(await runLine(folder, 'minisign -V -H -m manifest.json -p tmg.pub')).toBe(said);
  });

  it('has a seal that base64, b2sum and openssl verify, but not over another manifest', async () => {
    const { folder, publicKey } = await takeBatch();
    await runLine(folder, 'tar xf batch.scelle; { cat manifest.json; echo; } > altered.json');
    const checkSeal = `${standAlone('check-seal.sh')} "$MANIFEST" manifest.json.minisig ${publicKey}`;
    await runLine(folder, `MANIFEST=manifest.json; ${checkSeal}`);
    await runLine(folder, `MANIFEST=altered.json; ! ${checkSeal}`);
  });

  it('has co-signatures that minisign verifies', async () => {
    const { folder } = await takeBatch();
    const agent = generateSecretKey();
    await writeFile(join(folder, 'agent.pub'), encodePublicKey(toPublicKey(agent)));
    await runLine(folder, 'tar xf batch.scelle');
    const manifest = await readFile(join(folder, 'manifest.json'));
    const signing = { signer: agent, role: 'agent', name: 'agent-1', sample: null };
    await coSignFile(join(folder, 'batch.scelle'), manifest, signing);
    const coSignature = (await runLine(folder, 'tar xvf batch.scelle')).trim().split('\n').at(-1);
    expect(coSignature).toMatch(/^manifest\.json\.agent\.[0-9a-f]{16}\.minisig$/);
    await runLine(folder, `minisign -V -H -m manifest.json -x ${coSignature} -p agent.pub`);
  });

  it('has a payload of the size and digest that the manifest states', async () => {
    const { folder } = await takeBatch();
    await runLine(folder, 'tar xf batch.scelle');
    const { payload } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    expect(await runLine(folder, 'sha256sum < payload.tar.zst.age')).toBe(`${payload.sha256}  -\n`);
    expect(await runLine(folder, 'stat -c %s payload.tar.zst.age')).toBe(`${payload.bytes}\n`);
  });
});

describeWithTools(['bash', 'tar', 'age', 'zstd', 'sha256sum', 'python3'], 'the content of our batch', () => {
  const open = 'tar xf ../batch.scelle -O payload.tar.zst.age | age -d -i ../arcom.identity | zstd -d';

  /** A batch of several groups, and so of several frames, opened into `folder/content`. */
  let folder = '';
  let members: string[] = [];
  let root = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scelle-test-'));
    const { sealed } = await handOver(folder, { records: 5_000 });
    const listing = await runLine(folder, `mkdir content; cd content; ${open} | tar xv`);
    members = listing.trim().split('\n');
    root = sealed.manifest.records.merkleRoot;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('comes out of age, zstd and tar whole, in the order that the format tells', async () => {
    expect(members.slice(0, 3)).toEqual(['salt.key', 'batch.json', 'records/000000.jsonl']);
    expect(members).toContain('records/000001.jsonl');
    const records = await runLine(folder, 'cat content/records/*.jsonl');
    const expected = Array.from(sampleRecords({ records: 5_000 }), ({ line }) => `${line}\n`);
    expect(records).toBe(expected.join(''));
  });

  it('names every attachment by the digest that sha256sum finds', async () => {
    const attachments = await readdir(join(folder, 'content/attachments'));
    expect(attachments.length).toBeGreaterThan(100);
    const sums = await runTool('sha256sum', attachments, { cwd: join(folder, 'content/attachments') });
    expect(sums).toBe(attachments.map((name) => `${name}  ${name}\n`).join(''));
  });

  it('has the Merkle root of the manifest', async () => {
    expect(await runTool('python3', [standAlone('merkle_root.py'), 'content'], { cwd: folder })).toBe(`${root}\n`);
  });

  it('is as long as the manifest states', async () => {
    const { folder, sealed } = await takeBatch();
    expect(await runLine(folder, `mkdir content; cd content; ${open} | wc -c`)).toBe(
      `${sealed.manifest.content.bytes}\n`,
    );
  });
});
