import { CoreError } from '../errors/core-error.ts';
import { type CreateAead, createSystemAead } from './aead.ts';
import {
  derivePayloadKey,
  encodeHeader,
  FILE_KEY_BYTES,
  PAYLOAD_NONCE_BYTES,
  parseHeader,
  type Stanza,
} from './header.ts';
import { type FileKeyWrapper, type RandomSource, systemRandom } from './keys.ts';
import { encryptedPayloadBytes, PayloadEncryption } from './stream.ts';

/** How a file is encrypted. */
export interface EncryptionOptions {
  /** Default: `systemRandom`. */
  readonly random?: RandomSource;
  /** Default: `createSystemAead`. */
  readonly createAead?: CreateAead;
}

/** A file in the making: `header`, what each `push` returns, and what `finish` returns are its bytes in order. */
export interface Encryption {
  /** The text header and the nonce of the payload. */
  readonly header: Uint8Array;
  /** Takes plaintext of any length; returns the chunks that became complete, often none. */
  push(plaintext: Uint8Array): Uint8Array;
  /** Returns the final chunk. Nothing may be pushed afterwards. */
  finish(): Uint8Array;
}

/**
 * Begins a file for the recipients, whose stanzas stand in their order. Throws `age-recipients-missing`,
 * `age-recipients-mixed` (a classical recipient would undo what the hybrid ones are for; age.md § The MLKEM768-X25519
 * hybrid post-quantum recipient type), `age-recipient-invalid`, `age-too-many-stanzas` or `age-header-too-large`.
 */
export async function createEncryption(
  recipients: readonly FileKeyWrapper[],
  { random = systemRandom, createAead = createSystemAead }: EncryptionOptions = {},
): Promise<Encryption> {
  if (recipients.length === 0) throw new CoreError('age-recipients-missing');
  if (recipients.some(({ type }) => type !== recipients[0]?.type)) throw new CoreError('age-recipients-mixed');
  const fileKey = random(FILE_KEY_BYTES);
  const nonce = random(PAYLOAD_NONCE_BYTES);
  const textHeader = encodeHeader(await wrapFor(recipients, fileKey, random), fileKey);
  // Our own reader judges it: too many recipients, or a malformed stanza of a foreign wrapper.
  parseHeader(textHeader);
  const payload = new PayloadEncryption(createAead(derivePayloadKey(fileKey, nonce)));
  fileKey.fill(0);
  return {
    header: new Uint8Array(Buffer.concat([textHeader, nonce])),
    push: (plaintext) => payload.push(plaintext),
    finish: () => payload.finish(),
  };
}

/** Exact length of the file: `headerBytes` is the length of `Encryption.header`. */
export function encryptedSize(plaintextBytes: number, headerBytes: number): number {
  return headerBytes + encryptedPayloadBytes(plaintextBytes);
}

async function wrapFor(
  recipients: readonly FileKeyWrapper[],
  fileKey: Uint8Array,
  random: RandomSource,
): Promise<Stanza[]> {
  const stanzas: Stanza[] = [];
  for (const recipient of recipients) stanzas.push(await recipient.wrap(fileKey, random));
  return stanzas;
}
