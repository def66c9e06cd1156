import { sodium } from '../sodium.ts';
import type { ScryptLimits } from './scrypt.ts';

/** Length in bytes of the block of a secret key file. */
export const SECRET_BLOCK_BYTES = 158;

/** The parts of the block of a secret key file, as views into it: writing one writes the block. */
export interface SecretBlock {
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
export function viewSecretBlock(block: Uint8Array): SecretBlock {
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
export function computeChecksum(block: SecretBlock): Uint8Array {
  const input = Uint8Array.of(...block.algorithm, ...block.keyNumber, ...block.seed, ...block.publicKey);
  try {
    return sodium.crypto_generichash(block.checksum.length, input, null);
  } finally {
    input.fill(0);
  }
}

/** Reads the two numbers of `limits`. */
export function readLimits({ limits }: SecretBlock): ScryptLimits {
  const view = new DataView(limits.buffer, limits.byteOffset);
  return { operations: view.getBigUint64(0, true), memory: view.getBigUint64(8, true) };
}

/** Writes the two numbers of `limits`. */
export function writeLimits({ limits }: SecretBlock, { operations, memory }: ScryptLimits): void {
  const view = new DataView(limits.buffer, limits.byteOffset);
  view.setBigUint64(0, operations, true);
  view.setBigUint64(8, memory, true);
}
