import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BatchSource, findProfile, memorySource, parseIdentity, parsePublicKey } from '@scelle/core';
import { type Policy, type VerificationReport, verifyBatch, verifySealed } from '@scelle/verify';
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

function toPolicy({ level: _level, identity: _identity, now: _now, ...given }: Given): Policy {
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

function verify(source: BatchSource, given: Given): Promise<VerificationReport> {
  const context = { ledger: 'none', now: new Date(given.now) } as const;
  if (given.level === 'sealed') return verifySealed(source, toPolicy(given), context);
  const identity = parseIdentity(keys.opening[given.identity]!.identity);
  return verifyBatch(source, toPolicy(given), { ...context, identities: [identity] });
}

/** The vectors have one word for what is accepted at either level. */
function toOutcome({ verdict: found, codes, steps }: VerificationReport): Vector['expected'] {
  const verdict = found === 'sealed' ? 'accepted' : found;
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
    const report = await verify(toSource(bytes), { ...index.usual, ...given });
    expect(toOutcome(report)).toEqual(expected);
  });
});

it('the index names every file, once', async () => {
  const files = (await readdir(join(folder, 'batches'))).map((name) => `batches/${name}`);
  expect(index.vectors.map(({ file }) => file).sort()).toEqual(files.sort());
});
