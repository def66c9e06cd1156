import { randomBytes, timingSafeEqual } from 'node:crypto';
import { CoreError } from '../errors/core-error.ts';
import { concatenate } from '../io/own-memory.ts';
import { blake2b, createSigningPair, signDetached } from '../sodium.ts';
import { decodeKeyFile, encodeKeyFile, formatKeyId, KEY_ALGORITHM, KEY_NUMBER_BYTES } from './key-file.ts';
import { deriveWithScrypt, type ScryptLimits, toScryptCost, toScryptLimits } from './scrypt.ts';
import type { Signer } from './sign.ts';

/** Length in bytes of the seed from which an Ed25519 key pair follows. */
const SEED_BYTES = 32;

/** A source of random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/** A secret key in memory. The secret is a private field, so that no log or JSON shows it by accident. */
export class SecretKey implements Signer, Disposable {
  readonly keyNumber: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly #secret: Uint8Array;

  /** From 8 bytes and the 32 of the seed, both of which are copied. */
  constructor(keyNumber: Uint8Array, seed: Uint8Array) {
    const pair = createSigningPair(seed);
    this.keyNumber = keyNumber.slice();
    this.publicKey = pair.publicKey;
    this.#secret = pair.secretKey;
  }

  async sign(bytes: Uint8Array): Promise<Uint8Array> {
    return signDetached(bytes, this.#secret);
  }

  /** A copy of the seed, for the caller to keep and to wipe. */
  exportSeed(): Uint8Array {
    return this.#secret.slice(0, SEED_BYTES);
  }

  /** Overwrites the secret; what is signed afterwards verifies with no key. */
  wipe(): void {
    this.#secret.fill(0);
  }

  [Symbol.dispose](): void {
    this.wipe();
  }
}

/** A new key pair with a random key number, as `minisign -G` makes one. */
export function generateSecretKey(random: RandomBytes = randomBytes): SecretKey {
  const seed = random(SEED_BYTES);
  try {
    return new SecretKey(random(KEY_NUMBER_BYTES), seed);
  } finally {
    seed.fill(0);
  }
}

/**
 * The work factor of the keys that we encrypt: 128 MiB and half a second. Stock minisign takes 2^20, 1 GiB and some
 * seconds, which a small machine or a container may not have each time an operator signs; it opens our keys all the
 * same, because it reads the cost from the file. 2^17 is what OWASP recommends at least.
 */
const DEFAULT_WORK_FACTOR = 17;

/** How a secret key is encrypted. */
export interface EncodeSecretKeyOptions {
  /** Base-2 logarithm of scrypt's N, 10 to 20. */
  readonly workFactor?: number;
  readonly random?: RandomBytes;
}

const COMMENT = 'minisign encrypted secret key';
const SCRYPT = new TextEncoder().encode('Sc');
const NO_ENCRYPTION = new Uint8Array(2);
const CHECKSUM_ALGORITHM = new TextEncoder().encode('B2');

/**
 * The secret key file, which minisign opens too: encrypted with the passphrase, or in the clear where it is null.
 * Throws `passphrase-required` for an empty passphrase and `key-cost-too-high` for a work factor beyond 20.
 */
export async function encodeSecretKey(
  key: SecretKey,
  passphrase: string | null,
  options: EncodeSecretKeyOptions = {},
): Promise<Uint8Array> {
  const { workFactor = DEFAULT_WORK_FACTOR, random = randomBytes } = options;
  const bytes = new Uint8Array(SECRET_BLOCK_BYTES);
  const block = viewSecretBlock(bytes);
  const seed = key.exportSeed();
  try {
    block.algorithm.set(KEY_ALGORITHM);
    block.checksumAlgorithm.set(CHECKSUM_ALGORITHM);
    block.keyNumber.set(key.keyNumber);
    block.seed.set(seed);
    block.publicKey.set(key.publicKey);
    block.checksum.set(computeChecksum(block));
    if (passphrase !== null) {
      block.keyDerivation.set(SCRYPT);
      block.salt.set(random(block.salt.length));
      writeLimits(block, toScryptLimits(workFactor));
      await applyKeystream(block, passphrase);
    }
    return encodeKeyFile(COMMENT, bytes);
  } finally {
    seed.fill(0);
    bytes.fill(0);
  }
}

/**
 * Opens a secret key file of minisign or ours. Throws `secret-key-invalid`, `passphrase-required` where the key is
 * encrypted and no passphrase was given, `passphrase-wrong`, and `key-cost-too-high` before any memory is taken.
 */
export async function parseSecretKey(file: Uint8Array, passphrase: string | null = null): Promise<SecretKey> {
  const bytes = decodeKeyFile(file, SECRET_BLOCK_BYTES);
  if (bytes === null) throw new CoreError('secret-key-invalid');
  try {
    const block = viewSecretBlock(bytes);
    if (!equal(block.checksumAlgorithm, CHECKSUM_ALGORITHM)) throw new CoreError('secret-key-invalid');
    if (equal(block.keyDerivation, SCRYPT)) await decrypt(block, passphrase ?? '');
    else requireClear(block);
    return toSecretKey(block);
  } finally {
    bytes.fill(0);
  }
}

async function decrypt(block: SecretBlock, passphrase: string): Promise<void> {
  await applyKeystream(block, passphrase);
  if (!timingSafeEqual(computeChecksum(block), block.checksum)) throw new CoreError('passphrase-wrong');
}

function requireClear(block: SecretBlock): void {
  const clear = equal(block.keyDerivation, NO_ENCRYPTION);
  const intact = block.checksum.every((byte) => byte === 0) || equal(block.checksum, computeChecksum(block));
  if (!clear || !intact) throw new CoreError('secret-key-invalid');
}

/** Encrypts, or decrypts what is encrypted: the derived bytes are combined with the block by exclusive or. */
async function applyKeystream(block: SecretBlock, passphrase: string): Promise<void> {
  if (passphrase === '') throw new CoreError('passphrase-required');
  const cost = toScryptCost(readLimits(block));
  const secret = new TextEncoder().encode(passphrase);
  const keystream = await deriveWithScrypt(secret, block.salt, cost, block.encrypted.length);
  for (const [index, byte] of keystream.entries()) block.encrypted[index]! ^= byte;
  secret.fill(0);
  keystream.fill(0);
}

/** A stored public half that is not the seed's would make Ed25519 signatures give the secret away. */
function toSecretKey(block: SecretBlock): SecretKey {
  const key = new SecretKey(block.keyNumber, block.seed);
  if (equal(key.publicKey, block.publicKey)) return key;
  key.wipe();
  throw new CoreError('secret-key-invalid', { name: formatKeyId(block.keyNumber) });
}

function equal(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}

/** Length in bytes of the block of a secret key file. */
const SECRET_BLOCK_BYTES = 158;

/** The parts of the block of a secret key file, as views into it: writing one writes the block. */
interface SecretBlock {
  /** "Ed", 2 bytes. */
  readonly algorithm: Uint8Array;
  /** "Sc" for scrypt or two zero bytes for no encryption. */
  readonly keyDerivation: Uint8Array;
  /** "B2" for BLAKE2b-256. */
  readonly checksumAlgorithm: Uint8Array;
  /** 32 bytes. */
  readonly salt: Uint8Array;
  /** Two little-endian 64-bit numbers: operations and bytes of memory. */
  readonly limits: Uint8Array;
  /** All of what follows: what a passphrase encrypts, 104 bytes. */
  readonly encrypted: Uint8Array;
  readonly keyNumber: Uint8Array;
  readonly seed: Uint8Array;
  readonly publicKey: Uint8Array;
  /** BLAKE2b-256 over algorithm, key number, seed and public key; all zero in what `minisign -G -W` 0.11 makes. */
  readonly checksum: Uint8Array;
}

/** Names the parts of a block of 158 bytes. Source: minisign, "Secret key format". */
function viewSecretBlock(block: Uint8Array): SecretBlock {
  return {
    algorithm: block.subarray(0, 2),
    keyDerivation: block.subarray(2, 4),
    checksumAlgorithm: block.subarray(4, 6),
    salt: block.subarray(6, 38),
    limits: block.subarray(38, 54),
    encrypted: block.subarray(54, 158),
    keyNumber: block.subarray(54, 62),
    seed: block.subarray(62, 94),
    publicKey: block.subarray(94, 126),
    checksum: block.subarray(126, 158),
  };
}

/** The checksum that belongs to the block, once it is not encrypted. */
function computeChecksum(block: SecretBlock): Uint8Array {
  const input = concatenate([block.algorithm, block.keyNumber, block.seed, block.publicKey]);
  try {
    return blake2b(block.checksum.length, input);
  } finally {
    input.fill(0);
  }
}

/** Reads the two numbers of `limits`. */
function readLimits({ limits }: SecretBlock): ScryptLimits {
  const view = new DataView(limits.buffer, limits.byteOffset);
  return { operations: view.getBigUint64(0, true), memory: view.getBigUint64(8, true) };
}

/** Writes the two numbers of `limits`. */
function writeLimits({ limits }: SecretBlock, { operations, memory }: ScryptLimits): void {
  const view = new DataView(limits.buffer, limits.byteOffset);
  view.setBigUint64(0, operations, true);
  view.setBigUint64(8, memory, true);
}
