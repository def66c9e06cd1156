import { encodePublicKey, encodeSecretKey, formatKeyId, generateSecretKey, publicKeyBase64 } from '@scelle/core';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { toFingerprint } from '../keys/fingerprint.ts';
import { type KeygenOptions, nameKeyPairFiles, writeKeyPair } from '../keys/key-pair-files.ts';

/** `scelle keygen signing`: makes a minisign key pair. */
export async function keygenSigning(
  context: CommandContext,
  name: string,
  options: KeygenOptions,
): Promise<CommandResult> {
  const files = nameKeyPairFiles(options, name, { secret: 'key', public: 'pub' });
  const secretKey = generateSecretKey();
  const publicKey = { keyNumber: secretKey.keyNumber, key: secretKey.publicKey };
  try {
    await writeKeyPair(context, files, options, async (passphrase) => ({
      secret: await encodeSecretKey(secretKey, passphrase),
      public: encodePublicKey(publicKey),
    }));
  } finally {
    secretKey.wipe();
  }
  const text = publicKeyBase64(publicKey);
  const key = { keyId: formatKeyId(publicKey.keyNumber), publicKey: text, fingerprint: toFingerprint(text) };
  return { document: { ...files, ...key }, lines: context.texts.signingKeyMade({ ...files, ...key }) };
}
