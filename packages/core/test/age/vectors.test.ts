import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import * as vectors from 'cctv-age';
import { describe, expect, it } from 'vitest';
import { decodeArmor } from '../../src/age/armor.ts';
import { decrypt } from '../../src/age/decrypt.ts';
import { parseIdentity } from '../../src/age/identity.ts';
import type { FileKeyUnwrapper } from '../../src/age/keys.ts';
import { createPassphraseUnwrapper } from '../../src/age/scrypt.ts';
import { CoreError } from '../../src/errors/core-error.ts';
import { toPieces, toSingleBytes } from './pieces.ts';

/** Which codes each expectation of the suite stands for. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  'header failure': [
    'age-header-invalid',
    'age-header-truncated',
    'age-scrypt-mixed',
    'age-stanza-invalid',
    'age-work-factor-too-high',
  ],
  'armor failure': ['age-armor-invalid'],
  'HMAC failure': ['age-mac-invalid'],
  'no match': ['age-no-identity', 'passphrase-wrong'],
  'payload failure': ['age-chunk-invalid', 'age-final-chunk-empty', 'age-truncated', 'age-trailing-data'],
};

type ToSource = (file: Uint8Array) => AsyncIterable<Uint8Array>;

interface Vector {
  readonly expect: string;
  readonly armored: boolean;
  readonly payload: string | undefined;
  readonly keys: readonly FileKeyUnwrapper[];
  readonly file: Uint8Array;
}

function parseVector(bytes: Uint8Array): Vector {
  const end = Buffer.from(bytes).indexOf('\n\n');
  const fields = Buffer.from(bytes)
    .toString('latin1', 0, end)
    .split('\n')
    .map((line) => ({ key: line.slice(0, line.indexOf(': ')), value: line.slice(line.indexOf(': ') + 2) }));
  const values = (key: string) => fields.filter((field) => field.key === key).map((field) => field.value);
  const body = bytes.subarray(end + 2);
  return {
    expect: values('expect')[0] ?? '',
    armored: values('armored').includes('yes'),
    payload: values('payload')[0],
    keys: [
      ...values('identity').map((text) => parseIdentity(text)),
      ...values('passphrase').map((text) => createPassphraseUnwrapper(text)),
    ],
    file: values('compressed').length > 0 ? inflateSync(body) : body,
  };
}

/** The digest of all that was released, and the code of the error if there was one. */
async function run(vector: Vector, toSource: ToSource): Promise<{ code: string | undefined; digest: string }> {
  const hash = createHash('sha256');
  const source = toSource(vector.file);
  let code: string | undefined;
  try {
    const binary = vector.armored ? decodeArmor(source) : source;
    for await (const chunk of decrypt(binary, vector.keys)) hash.update(chunk);
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    code = error.code;
  }
  return { code, digest: hash.digest('hex') };
}

const cases = Object.entries(vectors);

it('the suite is whole', () => {
  expect(cases).toHaveLength(143);
});

const deliveries: readonly { readonly name: string; readonly toSource: ToSource }[] = [
  { name: 'whole', toSource: (file) => toPieces(file, Number.MAX_SAFE_INTEGER) },
  { name: 'in pieces', toSource: (file) => toPieces(file, 1_000) },
  { name: 'byte by byte', toSource: toSingleBytes },
];

describe.each(deliveries)('$name', ({ toSource }) => {
  it.each(cases)('%s ends as the suite says', async (_name, bytes) => {
    const vector = parseVector(bytes);
    const { code, digest } = await run(vector, toSource);
    if (vector.expect === 'success') expect(code).toBeUndefined();
    else expect(CODES[vector.expect]).toContain(code);
    if (vector.payload !== undefined) expect(digest).toBe(vector.payload);
  });
});
