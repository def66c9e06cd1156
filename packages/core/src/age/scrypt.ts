import { scrypt } from 'node:crypto';
import { encodeUnpaddedBase64 } from '../canonical/encoding.ts';
import { CoreError } from '../errors/core-error.ts';
import { parseStanzaArgument, unwrapFileKey, wrapFileKey } from './header.ts';
import type { FileKeyUnwrapper, FileKeyWrapper } from './keys.ts';

/** Base-two logarithm of the scrypt cost of new files: 256 MiB and about a second. It is age's own default. */
const DEFAULT_WORK_FACTOR = 18;

/** Largest logarithm that is accepted on reading, as in age: 4 GiB. */
const MAX_WORK_FACTOR = 22;

const TYPE = 'scrypt';
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const BLOCK_SIZE = 8;
const LABEL = Buffer.from('age-encryption.org/v1/scrypt');
const WORK_FACTOR = /^[1-9][0-9]*$/;

/** Encrypts to a passphrase, as the only recipient of a file (age.md § scrypt recipient stanza). */
export function createPassphraseWrapper(passphrase: string, workFactor: number = DEFAULT_WORK_FACTOR): FileKeyWrapper {
  return {
    type: TYPE,
    async wrap(fileKey, random) {
      const salt = random(SALT_BYTES);
      const key = await deriveWrapKey(passphrase, salt, workFactor);
      return {
        type: TYPE,
        args: [encodeUnpaddedBase64(salt), String(workFactor)],
        body: wrapFileKey(fileKey, key),
      };
    },
  };
}

/**
 * Decrypts with a passphrase. `unwrap` throws `age-stanza-invalid` for a malformed stanza,
 * `age-work-factor-too-high` before it spends memory, and `passphrase-wrong`.
 */
export function createPassphraseUnwrapper(passphrase: string): FileKeyUnwrapper {
  return {
    async unwrap(stanza) {
      if (stanza.type !== TYPE) return null;
      const salt = parseStanzaArgument(stanza, { args: 2, bytes: SALT_BYTES });
      const digits = stanza.args[1] ?? '';
      if (!WORK_FACTOR.test(digits)) throw new CoreError('age-stanza-invalid', { name: TYPE });
      const key = await deriveWrapKey(passphrase, salt, Number(digits));
      const fileKey = unwrapFileKey(stanza.body, key);
      if (fileKey === null) throw new CoreError('passphrase-wrong');
      return fileKey;
    },
  };
}

function deriveWrapKey(passphrase: string, salt: Uint8Array, workFactor: number): Promise<Uint8Array> {
  const tooHigh = { found: workFactor, limit: MAX_WORK_FACTOR };
  if (workFactor > MAX_WORK_FACTOR) throw new CoreError('age-work-factor-too-high', tooHigh);
  const cost = 2 ** workFactor;
  // OpenSSL counts a little more than the table, 128 · N · r, against the limit.
  const options = { N: cost, r: BLOCK_SIZE, p: 1, maxmem: 128 * BLOCK_SIZE * (cost + 16) };
  return new Promise((resolve, reject) => {
    scrypt(passphrase, Buffer.concat([LABEL, salt]), KEY_BYTES, options, (cause, key) => {
      // With parameters that are valid and bounded, only memory can be lacking.
      if (cause) reject(new CoreError('age-work-factor-too-high', tooHigh, { cause }));
      else resolve(key);
    });
  });
}
