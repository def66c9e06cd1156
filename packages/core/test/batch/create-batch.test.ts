import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFixedEnvironment, describeWithTools, fixedParties, stockTool, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { createUuidV7, toInstant } from '../../src/batch/batch-options.ts';
import { parseContentDocument } from '../../src/batch/content-document.ts';
import { publicKeyBase64 } from '../../src/minisign/public-key.ts';
import { MemorySink, makeBatch, readBatch, startBatch } from './batches.ts';
import { codeOf } from './code-of.ts';
import { sketch, sketchProfile } from './sketch-profile.ts';

const digest = '0a'.repeat(32);
const { arcom, tmg } = fixedParties;

describe('createBatch', () => {
  it.each([
    ['a first batch with a batch before it', 'previous-mismatch', { previous: digest }],
    ['a later batch without one', 'previous-mismatch', { sequence: 2 }],
    ['a digest that is none', 'document-invalid', { sequence: 2, previous: 'x' }],
    ['a name in capitals', 'document-invalid', { sender: 'TMG' }],
    ['a recipient that is no name', 'document-invalid', { recipient: '' }],
    ['a stream that is no name', 'document-invalid', { stream: '../music' }],
    ['sequence 0', 'document-invalid', { sequence: 0, previous: digest }],
    ['a sequence that is no integer', 'document-invalid', { sequence: 1.5, previous: digest }],
    ['a correction of a batch that comes later', 'document-invalid', { replaces: { sequence: 1, manifest: digest } }],
    ['a profile without a version', 'document-invalid', { profile: { ...sketchProfile, name: 'sketch' } }],
    ['a legal basis with a line break', 'document-invalid', { legalBasis: 'L. 331\n24' }],
    ['too many agents', 'document-invalid', { agents: Array.from({ length: 1_001 }, (_, n) => `agent-${n}`) }],
    ['no recipient', 'age-recipients-missing', { recipients: [] }],
    ['mixed recipients', 'age-recipients-mixed', { recipients: [arcom.classical.recipient, arcom.hybrid.recipient] }],
    ['a recipient twice', 'document-invalid', { recipients: [arcom.classical.recipient, arcom.classical.recipient] }],
    [
      'seventeen recipients',
      'document-invalid',
      { recipients: Array.from({ length: 17 }, () => arcom.classical.recipient) },
    ],
  ])('refuses %s before anything is written', async (_, code, changes) => {
    const sink = new MemorySink();
    expect(await codeOf(startBatch(sink, changes))).toBe(code);
    expect(sink.bytes).toHaveLength(0);
  });

  it('states in batch.json who seals and on what basis, agents sorted and each once', async () => {
    const statement = { legalBasis: 'CPI L. 331-24', authorisation: null, agents: ['b', 'a', 'b'] };
    const { head, manifest } = await readBatch(await makeBatch([sketch({ agent: 'b' })], statement));
    const { id, sender, recipient, stream, sequence } = manifest;
    expect(parseContentDocument(head.document)).toEqual({
      format: 'scelle.content/1',
      ...{ id, sender, recipient, stream, sequence },
      ...statement,
      senderKey: publicKeyBase64(tmg.publicKey),
      agents: ['a', 'b'],
    });
  });

  it('takes what the header says into the manifest', async () => {
    const changes = { sequence: 7, previous: digest, replaces: { sequence: 5, manifest: 'ff'.repeat(32) } };
    const { manifest } = await readBatch(await makeBatch([], { ...changes, stream: 'films' }));
    expect(manifest).toMatchObject({ ...changes, stream: 'films', profile: 'sketch/1' });
    expect(manifest.createdAt).toBe('2026-11-03T06:00:00Z');
  });

  it('draws every secret from the random source that it is given', async () => {
    const asked: number[] = [];
    const environment = createFixedEnvironment();
    const randomBytes = (length: number) => {
      asked.push(length);
      return environment.randomBytes(length);
    };
    await startBatch(new MemorySink(), {}, { environment: { ...environment, randomBytes } });
    // The id, the salt key, and what one X25519 recipient takes: file key, payload nonce, ephemeral share.
    expect(asked.toSorted((a, b) => a - b)).toEqual([16, 16, 16, 32, 32]);
  });
});

describe('createUuidV7', () => {
  it('tells the time in its first 48 bits, has the form of RFC 9562, and sorts by time', () => {
    const { randomBytes } = createFixedEnvironment();
    const at = (time: string) => createUuidV7({ now: () => new Date(time), randomBytes });
    const ids = ['1970-01-01T00:00:00Z', '2026-11-03T06:00:00Z', '2026-11-03T06:00:00.001Z'].map(at);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ids.toSorted()).toEqual(ids);
    const milliseconds = Number.parseInt(ids[1]!.replaceAll('-', '').slice(0, 12), 16);
    expect(new Date(milliseconds).toISOString()).toBe('2026-11-03T06:00:00.000Z');
  });

  it('keeps every random bit that is not version or variant', () => {
    const filled = (byte: number) => ({
      now: () => new Date(0),
      randomBytes: (n: number) => new Uint8Array(n).fill(byte),
    });
    expect(createUuidV7(filled(0xff))).toBe('00000000-0000-7fff-bfff-ffffffffffff');
    expect(createUuidV7(filled(0x00))).toBe('00000000-0000-7000-8000-000000000000');
  });
});

describe('toInstant', () => {
  it('writes milliseconds only where there are any', () => {
    expect(toInstant(new Date('2026-11-03T06:00:00Z'))).toBe('2026-11-03T06:00:00Z');
    expect(toInstant(new Date('2026-11-03T06:00:00.120Z'))).toBe('2026-11-03T06:00:00.120Z');
  });
});

describeWithTools(['age', 'minisign', 'sha256sum', 'tar', 'zstd'], 'a batch read with stock tools', () => {
  it('gives its seal, its payload and its records', async () => {
    const folder = await temporaryFolder();
    const records = [sketch({ number: 1 }), sketch({ number: 2, agent: 'agent-1' })];
    await writeFile(join(folder, 'batch.scelle'), await makeBatch(records));
    await writeFile(join(folder, 'identity'), `${arcom.classical.secret}\n`);
    const run = async (tool: Parameters<typeof stockTool>[0], args: string[], input?: Uint8Array) => {
      const result = await stockTool(tool).run(args, { cwd: folder, ...(input !== undefined && { input }) });
      expect(result, result.stderr).toMatchObject({ status: 0 });
      return Buffer.from(result.stdout);
    };
    await run('tar', ['xf', 'batch.scelle']);
    await run('minisign', ['-V', '-H', '-m', 'manifest.json', '-P', publicKeyBase64(tmg.publicKey)]);
    const { manifest } = await readBatch(await makeBatch(records));
    expect(String(await run('sha256sum', ['payload.tar.zst.age']))).toContain(manifest.payload.sha256);
    const compressed = await run('age', ['-d', '-i', 'identity', 'payload.tar.zst.age']);
    const content = await run('zstd', ['-d', '-c'], compressed);
    expect(content).toHaveLength(manifest.content.bytes);
    expect(String(await run('tar', ['t'], content))).toBe('salt.key\nbatch.json\nrecords/000000.jsonl\n');
    expect(String(await run('tar', ['xO', 'records/000000.jsonl'], content))).toBe(
      records.map((record) => `${JSON.stringify(record)}\n`).join(''),
    );
  });
});
