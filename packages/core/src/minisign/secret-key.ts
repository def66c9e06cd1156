import { randomBytes } from 'node:crypto';
import { createSigningPair, signDetached } from '../sodium/functions.ts';
import { KEY_NUMBER_BYTES } from './key-file.ts';
import type { Signer } from './sign.ts';

/** Length in bytes of the seed from which an Ed25519 key pair follows. */
const SEED_BYTES = 32;

/** A source of random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/** A secret key in memory. The secret is a private field, so that no log or JSON shows it by accident. */
export class SecretKey implements Signer {
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
