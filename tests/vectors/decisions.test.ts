import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePublicKey, ScelleError } from '@scelle/core';
import type { ReceiptTrust } from '@scelle/station';
import { type TrustedReceiptKey, verifyDecision } from '@scelle/station/internal';
import { describe, expect, it } from 'vitest';

interface Given {
  readonly now: string;
  readonly clockSkewSeconds: number;
  readonly keys: readonly (Omit<TrustedReceiptKey, 'publicKey'> & { readonly key: string })[];
}

interface DecisionVector {
  readonly name: string;
  readonly description: string;
  readonly document: string;
  readonly signature: string;
  readonly given: Partial<Given>;
  readonly expected: string | null;
}

const folder = join(import.meta.dirname, '../../vectors');
const file: { usual: Given; vectors: readonly DecisionVector[] } = await readJson('decisions.json');
const keys: { signing: Readonly<Record<string, { readonly publicKey: string }>> } = await readJson('keys.json');

async function readJson<Content>(name: string): Promise<Content> {
  return JSON.parse(await readFile(join(folder, name), 'utf8'));
}

function toTrust({ now, clockSkewSeconds, keys: given }: Given): ReceiptTrust {
  const trusted = given.map(({ key, ...rest }) => ({
    ...rest,
    publicKey: parsePublicKey(keys.signing[key]!.publicKey),
  }));
  return { keys: trusted, receivedAt: new Date(now), clockSkewSeconds };
}

function outcomeOf({ document, signature, given }: DecisionVector): string | null {
  const encoder = new TextEncoder();
  try {
    const signed = { document: encoder.encode(document), signature: encoder.encode(signature) };
    verifyDecision(signed, toTrust({ ...file.usual, ...given }));
    return null;
  } catch (error) {
    if (error instanceof ScelleError) return error.code;
    throw error;
  }
}

describe('the vectors of decisions', () => {
  it.each(file.vectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    expect(outcomeOf(vector), vector.description).toBe(vector.expected);
  });

  it('have every code of docs/station-documents.md that does not depend on what was sent', () => {
    const codes = new Set(file.vectors.map(({ expected }) => expected));
    for (const code of ['unknown-key', 'signature', 'from-future', 'key-not-valid', 'key-revoked']) {
      expect(codes).toContain(`decision-${code}`);
    }
  });
});
