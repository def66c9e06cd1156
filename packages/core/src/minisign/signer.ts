/**
 * Whoever can sign: a secret key in memory, or a key management service, a PKCS#11 token or a YubiKey behind the same
 * three members.
 */
export interface Signer {
  /** The 8 bytes by which minisign names the key pair. */
  readonly keyNumber: Uint8Array;
  /** The Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** The raw Ed25519 signature, 64 bytes, over exactly `bytes`. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}
