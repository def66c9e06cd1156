import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BatchSource, findProfile, memorySource, parseIdentity, parsePublicKey } from '@scelle/core';
import { type Policy, type VerificationContext, type VerificationReport, verifyBatch } from '@scelle/verify';
import { describe, expect, it } from 'vitest';

interface Given {
  readonly keys: readonly { readonly key: string; readonly role: string; readonly name: string | null }[];
  readonly requiredRoles: Policy['requiredRoles'];
  readonly recipient: string | null;
  readonly allowedRecipients: readonly string[] | null;
  readonly profiles: readonly string[];
  readonly clockSkewSeconds: number;
  readonly maxFactAgeDays: number | null;
  readonly level: 'sealed' | 'full';
  readonly identity: string;
  readonly now: string;
}

interface Vector {
  readonly file: string;
  readonly description: string;
  readonly sha256: string;
  readonly given: Partial<Given>;
  readonly expected: { readonly verdict: string; readonly step: string | null; readonly code: string | null };
}

interface Keys {
  readonly signing: Readonly<Record<string, { readonly publicKey: string }>>;
  readonly opening: Readonly<Record<string, { readonly identity: string; readonly recipient: string }>>;
}

const folder = join(import.meta.dirname, '../../vectors');
const index: { usual: Given; vectors: readonly Vector[] } = await readJson('index.json');
const keys: Keys = await readJson('keys.json');

async function readJson<Content>(name: string): Promise<Content> {
  return JSON.parse(await readFile(join(folder, name), 'utf8'));
}

function toPolicy(given: Given): Policy {
  return {
    ...given,
    keys: given.keys.map(({ key, ...trusted }) => ({
      ...trusted,
      publicKey: parsePublicKey(keys.signing[key]!.publicKey),
    })),
    allowedRecipients: given.allowedRecipients?.map((name) => keys.opening[name]!.recipient) ?? null,
    profiles: given.profiles.map((name) => findProfile(name)!),
  };
}

function toContext({ level, identity, now }: Given): VerificationContext {
  const identities = level === 'full' ? [parseIdentity(keys.opening[identity]!.identity)] : [];
  return { identities, now: new Date(now) };
}

function toOutcome({ verdict, codes, steps }: VerificationReport): Vector['expected'] {
  const failed = steps.find(({ outcome }) => outcome === 'failed');
  return { verdict, step: failed?.id ?? null, code: failed?.code ?? codes[0] ?? null };
}

/** A source that streams in pieces of these lengths, over and over. */
function inPieces(bytes: Uint8Array, lengths: readonly number[]): BatchSource {
  const source = memorySource(bytes);
  return {
    size: source.size,
    read: (offset, length) => source.read(offset, length),
    async *stream({ start, end }) {
      let at = start;
      for (let turn = 0; at < end; turn++) {
        const next = Math.min(at + lengths[turn % lengths.length]!, end);
        yield bytes.slice(at, next);
        at = next;
      }
    },
  };
}

describe.each([
  ['whole', (bytes: Uint8Array) => memorySource(bytes)],
  ['byte by byte', (bytes: Uint8Array) => inPieces(bytes, [1])],
  ['in odd pieces', (bytes: Uint8Array) => inPieces(bytes, [1, 7, 0, 512, 13, 1_021])],
])('read %s', (_, toSource) => {
  it.each(index.vectors)('$file: $description', async ({ file, sha256, given, expected }) => {
    const bytes = new Uint8Array(await readFile(join(folder, file)));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    const conditions = { ...index.usual, ...given };
    const report = await verifyBatch(toSource(bytes), toPolicy(conditions), toContext(conditions));
    expect(toOutcome(report)).toEqual(expected);
  });
});

it('the index names every file, once', async () => {
  const files = (await readdir(join(folder, 'batches'))).map((name) => `batches/${name}`);
  expect(index.vectors.map(({ file }) => file).sort()).toEqual(files.sort());
});
