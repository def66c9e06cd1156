import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createFixedEnvironment, fixedParties, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { type CoSigning, coSign, coSignFile } from '../../src/batch/co-sign.ts';
import { type Container, readContainer } from '../../src/container/container.ts';
import { memorySource } from '../../src/io/source.ts';
import { SecretKey } from '../../src/minisign/secret-key.ts';
import { verifySignature } from '../../src/minisign/sign.ts';
import { parseSignatureFile } from '../../src/minisign/signature-file.ts';
import { makeBatch } from './batches.ts';
import { codeOf } from './code-of.ts';
import { sketch } from './sketch-profile.ts';

const { agent, other, tmg } = fixedParties;
const environment = createFixedEnvironment();
const signing: CoSigning = { signer: agent.signer, role: 'agent', name: 'agent-1', sample: '0a'.repeat(16) };

/** A batch file in a folder of its own, and what is in it. */
async function writeBatch(): Promise<{ path: string; bytes: Uint8Array; manifest: Uint8Array }> {
  const path = join(await temporaryFolder(), 'tmg.arcom.music.000001.scelle');
  const bytes = await makeBatch([sketch()]);
  await writeFile(path, bytes);
  return { path, bytes, manifest: (await readContainer(memorySource(bytes))).manifest };
}

async function readFileContainer(path: string): Promise<Container> {
  return readContainer(memorySource(new Uint8Array(await readFile(path))));
}

describe('coSign', () => {
  it('signs exactly the manifest, and states role, name, time and sample', async () => {
    const { bytes } = await writeBatch();
    const container = await readContainer(memorySource(bytes));
    const member = await coSign(container, signing, environment);
    const file = parseSignatureFile(member.bytes);
    expect(verifySignature(file, container.manifest, agent.publicKey)).toBe(true);
    expect(file.untrustedComment).toBe('scelle.batch/1');
    expect(file.trustedComment).toBe(
      `scelle.batch/1 role=agent signer=agent-1 time=2026-11-03T06:00:00Z sample=${'0a'.repeat(16)}`,
    );
    expect(member).toMatchObject({
      role: 'agent',
      keyId: Buffer.from(agent.signer.keyNumber).reverse().toString('hex'),
    });
  });

  it.each<[string, string, Partial<CoSigning>]>([
    ['the role of the seal', 'co-signature-role', { role: 'sender' }],
    ['a role that is no name', 'trusted-comment-invalid', { role: 'Agent' }],
    ['a name that is none', 'trusted-comment-invalid', { name: 'Agent 1' }],
    ['a sample that is none', 'trusted-comment-invalid', { sample: '0A'.repeat(16) }],
  ])('refuses %s', async (_, code, change) => {
    const { bytes } = await writeBatch();
    const container = await readContainer(memorySource(bytes));
    expect(await codeOf(coSign(container, { ...signing, ...change }, environment))).toBe(code);
  });

  it('refuses a signer whose answer does not verify', async () => {
    const { keyNumber, publicKey } = agent.signer;
    const signer = { keyNumber, publicKey, sign: (bytes: Uint8Array) => other.signer.sign(bytes) };
    const container = await readContainer(memorySource((await writeBatch()).bytes));
    expect(await codeOf(coSign(container, { ...signing, signer }, environment))).toBe('signer-mismatch');
  });
});

describe('coSignFile', () => {
  it('adds co-signatures in the order in which they are made, and changes nothing else', async () => {
    const { path, bytes, manifest } = await writeBatch();
    const before = await readContainer(memorySource(bytes));
    await coSignFile(path, manifest, signing, { environment });
    await coSignFile(path, manifest, { ...signing, role: 'controller', sample: null }, { environment });
    await coSignFile(path, manifest, { ...signing, signer: other.signer }, { environment });
    const after = await readFileContainer(path);
    expect(after.coSignatures.map(({ role }) => role)).toEqual(['agent', 'controller', 'agent']);
    expect({ ...after, coSignatures: [] }).toEqual(before);
    expect((await readFile(path)).subarray(0, before.payload.end)).toEqual(
      Buffer.from(bytes.subarray(0, before.payload.end)),
    );
    expect(parseSignatureFile(after.coSignatures[1]!.bytes).trustedComment).toMatch(/ sample=none$/);
  });

  it.each<[string, string, Partial<CoSigning>]>([
    ['the same key in the same role', 'co-signature-exists', {}],
    ['the role of the seal', 'co-signature-role', { role: 'sender' }],
  ])('leaves the file as it was where it refuses %s', async (_, code, change) => {
    const { path, manifest } = await writeBatch();
    await coSignFile(path, manifest, signing, { environment });
    const before = await readFile(path);
    expect(await codeOf(coSignFile(path, manifest, { ...signing, ...change }, { environment }))).toBe(code);
    expect(await readFile(path)).toEqual(before);
  });

  it('leaves the file as it was where the signer fails, and can be repeated', async () => {
    const { path, manifest } = await writeBatch();
    const before = await readFile(path);
    const { keyNumber, publicKey } = agent.signer;
    const failing = { keyNumber, publicKey, sign: () => Promise.reject(new Error('503')) };
    await expect(coSignFile(path, manifest, { ...signing, signer: failing }, { environment })).rejects.toThrow('503');
    expect(await readFile(path)).toEqual(before);
    expect(await readdir(dirname(path))).toEqual([basename(path)]);
    await coSignFile(path, manifest, signing, { environment });
    expect((await readFileContainer(path)).coSignatures).toHaveLength(1);
  });

  it('signs nothing where the file holds another batch than the one that was looked at', async () => {
    const { path, manifest } = await writeBatch();
    const replaced = await makeBatch([sketch({ number: 2 })]);
    await writeFile(path, replaced);
    const signer = { ...agent.signer, keyNumber: agent.signer.keyNumber, publicKey: agent.signer.publicKey };
    const untouched = { ...signing, signer: { ...signer, sign: () => expect.fail('the signer was asked') } };
    expect(await codeOf(coSignFile(path, manifest, untouched, { environment }))).toBe('manifest-changed');
    expect(await readFile(path)).toEqual(Buffer.from(replaced));
  });

  it('carries sixteen co-signatures and refuses the seventeenth', async () => {
    const { path, manifest } = await writeBatch();
    for (let number = 0; number <= 16; number++) {
      const signer = new SecretKey(new Uint8Array(8).fill(number), new Uint8Array(32).fill(number + 1));
      const code = await codeOf(coSignFile(path, manifest, { ...signing, signer }, { environment }));
      expect(code).toBe(number < 16 ? 'accepted' : 'container-too-many-signatures');
    }
    expect((await readFileContainer(path)).coSignatures).toHaveLength(16);
  });

  it('refuses what is no batch', async () => {
    const path = join(await temporaryFolder(), 'file');
    expect(await codeOf(coSignFile(path, new Uint8Array(), signing))).toBe('source-missing');
    await writeFile(path, 'no batch');
    expect(await codeOf(coSignFile(path, new Uint8Array(), signing))).toBe('container-truncated');
  });

  it('of the sender in another role is a co-signature like any other', async () => {
    const { path, manifest } = await writeBatch();
    await coSignFile(path, manifest, { ...signing, signer: tmg.signer, role: 'controller' }, { environment });
    expect((await readFileContainer(path)).coSignatures).toHaveLength(1);
  });
});
