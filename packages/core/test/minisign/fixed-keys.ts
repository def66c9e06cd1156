import { SecretKey } from '../../src/minisign/secret-key.ts';

/** The key of the examples: everything about it is fixed. Its id is written 0807060504030201. */
export const fixedKey = new SecretKey(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), new Uint8Array(32).fill(42));

/** Its public half. */
export const fixedPublicKey = { keyNumber: fixedKey.keyNumber, key: fixedKey.publicKey };

/** UTF-8 bytes. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The text of UTF-8 bytes. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
