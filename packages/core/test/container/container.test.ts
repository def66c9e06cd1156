import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Container,
  encodePayloadHeader,
  encodeTail,
  payloadPosition,
  readContainer,
} from '../../src/container/container.ts';
import { encodeHeader } from '../../src/container/ustar-header.ts';
import { openFileSource } from '../../src/io/file-source.ts';
import { memorySource } from '../../src/io/source.ts';
import { isMissing, runTool } from '../io/stock-tool.ts';
import { createTemporaryFolder } from '../io/temporary-folder.ts';
import { encodeContainer, exampleContainer, exampleMembers } from './example-batch.ts';
import { createTar } from './stock-tar.ts';

const memberNames = [
  'payload.tar.zst.age',
  'manifest.json',
  'manifest.json.minisig',
  'manifest.json.agent.0123456789abcdef.minisig',
  'manifest.json.controller.fedcba9876543210.minisig',
];
const contents = [
  exampleMembers.payload,
  exampleMembers.manifest,
  exampleMembers.seal,
  ...exampleMembers.coSignatures.map(({ bytes }) => bytes),
];

/** A tar of these members as they come, whether or not they are a batch. */
function tarOf(members: readonly (readonly [name: string, content: string])[]): Uint8Array {
  const blocks = members.flatMap(([name, content]) => [
    encodeHeader({ name, size: content.length }),
    Buffer.from(content.padEnd(Math.ceil(content.length / 512) * 512, '\0')),
  ]);
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function encodeAgain(bytes: Uint8Array, container: Container): Uint8Array {
  return encodeContainer(bytes.subarray(container.payload.start, container.payload.end), container);
}

async function codeOf(bytes: Uint8Array): Promise<string> {
  return readContainer(memorySource(bytes)).then(
    () => 'accepted',
    (error) => error.code,
  );
}

const batch: readonly (readonly [string, string])[] = [
  ['payload.tar.zst.age', 'payload'],
  ['manifest.json', '{}'],
  ['manifest.json.minisig', 'seal'],
];

describe('a container', () => {
  it.skipIf(isMissing('tar'))('is byte for byte what GNU tar makes of the same files', () => {
    const folder = createTemporaryFolder();
    for (const [index, name] of memberNames.entries()) writeFileSync(join(folder, name), contents[index]!);
    expect(exampleContainer()).toEqual(createTar(folder, memberNames));
  });

  it.skipIf(isMissing('tar'))('is listed and extracted by GNU tar', () => {
    const folder = createTemporaryFolder();
    const file = join(folder, 'batch.scelle');
    writeFileSync(file, exampleContainer());
    mkdirSync(join(folder, 'out'));
    expect(Buffer.from(runTool('tar', ['-tf', file])).toString()).toBe(memberNames.map((name) => `${name}\n`).join(''));
    runTool('tar', ['-xf', file, '-C', join(folder, 'out')]);
    for (const [index, name] of memberNames.entries()) {
      expect(readFileSync(join(folder, 'out', name))).toEqual(contents[index]);
    }
  });

  it('is read back as it was written', async () => {
    const bytes = fc.uint8Array({ maxLength: 1500 });
    const role = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,31}$/).filter((name) => name !== 'sender');
    const coSignature = fc.record({ role, keyId: fc.stringMatching(/^[0-9a-f]{16}$/), bytes });
    const coSignatures = fc.uniqueArray(coSignature, { maxLength: 16, selector: (one) => `${one.role}.${one.keyId}` });
    await fc.assert(
      fc.asyncProperty(bytes, bytes, bytes, coSignatures, async (payload, manifest, seal, coSignatures) => {
        const encoded = encodeContainer(payload, { manifest, seal, coSignatures });
        const container = await readContainer(memorySource(encoded));
        expect(container).toEqual({
          payload: { start: payloadPosition, end: payloadPosition + payload.length },
          manifest,
          seal,
          coSignatures,
        });
      }),
    );
  });

  it('is read with two reads', async () => {
    const source = memorySource(exampleContainer());
    let reads = 0;
    async function read(offset: number, length: number): Promise<Uint8Array> {
      reads++;
      return source.read(offset, length);
    }
    await readContainer({ ...source, read });
    expect(reads).toBe(2);
  });

  it('may be larger than 8 GiB', async () => {
    const path = join(createTemporaryFolder(), 'big');
    const payloadBytes = 9 * 2 ** 30 + 1;
    writeFileSync(path, encodePayloadHeader(payloadBytes));
    truncateSync(path, payloadPosition + payloadBytes);
    const file = await open(path, 'r+');
    await file.write(encodeTail({ ...exampleMembers, payloadBytes }), 0, null, payloadPosition + payloadBytes);
    await file.close();
    await using source = await openFileSource(path);
    const { payload, seal } = await readContainer(source);
    expect(payload.end - payload.start).toBe(payloadBytes);
    expect(Buffer.from(seal)).toEqual(exampleMembers.seal);
  });
});

describe('readContainer', () => {
  it('accepts no altered container that it would not encode to the same bytes', async () => {
    const original = exampleContainer();
    for (let at = 0; at < original.length; at++) {
      for (const mask of [0x01, 0x20, 0xff]) {
        const altered = original.slice();
        altered[at]! ^= mask;
        const container = await readContainer(memorySource(altered)).catch((error) => {
          expect(error.code).toMatch(/^container-/);
          return null;
        });
        if (container !== null && Buffer.compare(encodeAgain(altered, container), altered) !== 0) {
          expect.fail(`byte ${at} was changed unseen`);
        }
      }
    }
  });

  it('refuses every truncation', async () => {
    const original = exampleContainer();
    for (let length = 0; length < original.length; length++) {
      expect(await codeOf(original.subarray(0, length))).toBe('container-truncated');
    }
  });

  it('refuses whatever follows the two zero blocks', async () => {
    const original = exampleContainer();
    for (const extra of [Buffer.alloc(1), Buffer.alloc(512), Buffer.alloc(9728), tarOf(batch), Buffer.alloc(3 << 20)]) {
      expect(await codeOf(Buffer.concat([original, extra]))).toBe('container-trailing-data');
    }
  });

  it('refuses a member hidden behind one zero block', async () => {
    const [header, end] = [encodeHeader({ name: 'manifest.json', size: 0 }), Buffer.alloc(512)];
    const bytes = Buffer.concat([tarOf(batch).subarray(0, -1024), end, header, end]);
    expect(await codeOf(bytes)).toBe('container-trailing-data');
  });

  it.each([
    ['a missing manifest', [batch[0]!, batch[2]!]],
    ['another order', [batch[1]!, batch[0]!, batch[2]!]],
    ['a member before the payload', [['readme', ''] as const, ...batch]],
    ['the payload twice', [batch[0]!, ...batch]],
    ['the manifest twice', [...batch, batch[1]!]],
    ['the seal twice', [...batch, batch[2]!]],
    ['a dotted path', [batch[0]!, ['./manifest.json', '{}'] as const, batch[2]!]],
    ['an absolute path', [...batch, ['/etc/passwd', ''] as const]],
    ['a path upwards', [...batch, ['../x', ''] as const]],
    ['another case', [batch[0]!, ['Manifest.json', '{}'] as const, batch[2]!]],
    ['a co-signature by the sender', [...batch, ['manifest.json.sender.0123456789abcdef.minisig', ''] as const]],
    ['a role in capitals', [...batch, ['manifest.json.Agent.0123456789abcdef.minisig', ''] as const]],
    ['a key id in capitals', [...batch, ['manifest.json.agent.0123456789ABCDEF.minisig', ''] as const]],
    ['a short key id', [...batch, ['manifest.json.agent.0123456789abcde.minisig', ''] as const]],
  ])('refuses %s', async (_, members) => {
    expect(await codeOf(tarOf(members))).toBe('container-member-unexpected');
  });

  it('refuses an end before the seal', async () => {
    for (const length of [0, 1, 2]) expect(await codeOf(tarOf(batch.slice(0, length)))).toBe('container-truncated');
  });

  it('refuses the same co-signature twice', async () => {
    const signature = ['manifest.json.agent.0123456789abcdef.minisig', 'x'] as const;
    expect(await codeOf(tarOf([...batch, signature, signature]))).toBe('container-member-duplicate');
  });

  it('refuses a seventeenth co-signature', async () => {
    const signatures = Array.from(
      { length: 17 },
      (_, index) => [`manifest.json.agent.${index.toString(16).padStart(16, '0')}.minisig`, 'x'] as const,
    );
    expect(await codeOf(tarOf([...batch, ...signatures.slice(1)]))).toBe('accepted');
    expect(await codeOf(tarOf([...batch, ...signatures]))).toBe('container-too-many-signatures');
  });

  it.each([
    ['manifest', 1, 1 << 20],
    ['seal', 2, 4096],
  ])('refuses a %s over its limit before reading it', async (_, index, limit) => {
    const allowed = batch.with(index, [batch[index]![0], 'x'.repeat(limit)]);
    expect(await codeOf(tarOf(allowed))).toBe('accepted');
    const tooLarge = encodeHeader({ name: batch[index]![0], size: limit + 1 });
    const bytes = Buffer.concat([tarOf(batch.slice(0, index)).subarray(0, -1024), tooLarge]);
    expect(await codeOf(bytes)).toBe('container-member-too-large');
  });

  it('refuses padding that is not zero, in every member', async () => {
    const original = tarOf(batch);
    for (const at of [512 + 511, 3 * 512 + 511, 5 * 512 + 511]) {
      const altered = Buffer.from(original);
      altered[at] = 1;
      expect(await codeOf(altered)).toBe('container-padding');
    }
  });

  it('refuses a payload that claims more than there is', async () => {
    for (const size of [1 << 20, 2 ** 40, Number.MAX_SAFE_INTEGER]) {
      const header = encodeHeader({ name: 'payload.tar.zst.age', size });
      expect(await codeOf(Buffer.concat([header, tarOf(batch)]))).toBe('container-truncated');
    }
  });
});

describe('encodeTail', () => {
  const tail = { ...exampleMembers, payloadBytes: 1 };
  const signature = exampleMembers.coSignatures[0]!;

  it.each([
    ['a manifest over its limit', 'container-member-too-large', { manifest: new Uint8Array((1 << 20) + 1) }],
    ['a seal over its limit', 'container-member-too-large', { seal: new Uint8Array(4097) }],
    ['the same co-signer twice', 'container-member-duplicate', { coSignatures: [signature, signature] }],
    ['the role sender', 'container-member-unexpected', { coSignatures: [{ ...signature, role: 'sender' }] }],
    ['a role that is a path', 'container-member-unexpected', { coSignatures: [{ ...signature, role: '../a' }] }],
    ['too many', 'container-too-many-signatures', { coSignatures: Array.from({ length: 17 }, () => signature) }],
  ])('refuses to write %s', (_, code, change) => {
    expect(() => encodeTail({ ...tail, ...change })).toThrow(expect.objectContaining({ code }));
  });
});
