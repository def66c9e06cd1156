import { encodeBase64 } from '../canonical/encoding.ts';
import { CoreError } from '../errors/core-error.ts';
import { isPrimeOrderPoint } from '../sodium.ts';
import { decodeKeyFile, encodeKeyFile, formatKeyId, KEY_ALGORITHM, KEY_NUMBER_BYTES } from './key-file.ts';

/** Length in bytes of an Ed25519 public key. */
const PUBLIC_KEY_BYTES = 32;

/** A minisign public key. Keys are the same where `key` is: the key number is only a name. */
export interface PublicKey {
  /** 8 bytes. */
  readonly keyNumber: Uint8Array;
  /** The Ed25519 public key, 32 bytes. */
  readonly key: Uint8Array;
}

const KEY_OFFSET = KEY_ALGORITHM.length + KEY_NUMBER_BYTES;
const BLOCK_BYTES = KEY_OFFSET + PUBLIC_KEY_BYTES;

/**
 * Parses a public key file of minisign, or its 56-character base64 line alone. Throws `public-key-invalid`, and
 * `public-key-weak` where the point is of small order or outside the prime-order group, for which signatures could
 * verify that nobody made.
 */
export function parsePublicKey(file: string | Uint8Array): PublicKey {
  const block = decodeKeyFile(file, BLOCK_BYTES);
  if (block === null) throw new CoreError('public-key-invalid');
  const publicKey = { keyNumber: block.slice(KEY_ALGORITHM.length, KEY_OFFSET), key: block.slice(KEY_OFFSET) };
  if (!isPrimeOrderPoint(publicKey.key))
    throw new CoreError('public-key-weak', { name: formatKeyId(publicKey.keyNumber) });
  return publicKey;
}

/** The bytes of the public key file, with the key id in its comment, as minisign writes it. */
export function encodePublicKey(publicKey: PublicKey): Uint8Array {
  return encodeKeyFile(`minisign public key ${formatKeyId(publicKey.keyNumber)}`, encodeBlock(publicKey));
}

/** The 56 characters that `minisign -P` takes. */
export function publicKeyBase64(publicKey: PublicKey): string {
  return encodeBase64(encodeBlock(publicKey));
}

function encodeBlock({ keyNumber, key }: PublicKey): Uint8Array {
  return Uint8Array.from([...KEY_ALGORITHM, ...keyNumber, ...key]);
}
