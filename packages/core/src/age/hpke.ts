import { createHmac } from 'node:crypto';
import { NONCE_BYTES } from './aead.ts';

/** Key and nonce of the first and only message of an HPKE context. */
export interface HpkeContext {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
}

const KEY_BYTES = 32;
const VERSION = Buffer.from('HPKE-v1');
const MODE_BASE = Buffer.of(0x00);
const EMPTY = new Uint8Array(0);

/** "HPKE", KEM 0x647a (MLKEM768-X25519, that is X-Wing), KDF 1 (HKDF-SHA256), AEAD 3 (ChaCha20Poly1305). */
const SUITE = Buffer.concat([Buffer.from('HPKE'), Buffer.of(0x64, 0x7a, 0x00, 0x01, 0x00, 0x03)]);

/** The key schedule of HPKE in base mode, for the suite that age uses (RFC 9180 § 5.1). */
export function deriveHpkeContext(sharedSecret: Uint8Array, info: string): HpkeContext {
  const context = Buffer.concat([
    MODE_BASE,
    extract(EMPTY, 'psk_id_hash', EMPTY),
    extract(EMPTY, 'info_hash', Buffer.from(info)),
  ]);
  const secret = extract(sharedSecret, 'secret', EMPTY);
  return { key: expand(secret, 'key', context, KEY_BYTES), nonce: expand(secret, 'base_nonce', context, NONCE_BYTES) };
}

/** LabeledExtract (RFC 9180 § 4, RFC 5869 § 2.2). */
function extract(salt: Uint8Array, label: string, input: Uint8Array): Uint8Array {
  return createHmac('sha256', salt).update(VERSION).update(SUITE).update(label).update(input).digest();
}

/** LabeledExpand for at most 32 bytes, which HKDF-Expand gives with a single HMAC (RFC 9180 § 4, RFC 5869 § 2.3). */
function expand(secret: Uint8Array, label: string, info: Uint8Array, length: number): Uint8Array {
  const output = createHmac('sha256', secret)
    .update(Buffer.of(length >> 8, length & 0xff))
    .update(VERSION)
    .update(SUITE)
    .update(label)
    .update(info)
    .update(Buffer.of(1))
    .digest();
  return output.subarray(0, length);
}
