import { encodeIdentityFile, encryptIdentityFile, generateIdentity } from '@scelle/core';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { toFingerprint } from '../keys/fingerprint.ts';
import { type KeygenOptions, nameKeyPairFiles, writeKeyPair } from '../keys/key-pair-files.ts';

/** Options of `scelle keygen opening`. */
export interface KeygenOpeningOptions extends KeygenOptions {
  readonly pq?: boolean;
}

/** `scelle keygen opening`: makes an age identity and its recipient. */
export async function keygenOpening(
  context: CommandContext,
  name: string,
  options: KeygenOpeningOptions,
): Promise<CommandResult> {
  const files = nameKeyPairFiles(options, name, { secret: 'identity', public: 'recipient' });
  const identity = generateIdentity({ postQuantum: options.pq === true });
  await writeKeyPair(context, files, options, async (passphrase) => {
    const plain = encodeIdentityFile(identity, new Date());
    const secret = passphrase === null ? plain : await encryptIdentityFile(plain, passphrase);
    if (secret !== plain) plain.fill(0);
    return { secret, public: new TextEncoder().encode(`${identity.recipient}\n`) };
  });
  const key = { recipient: identity.recipient, fingerprint: toFingerprint(identity.recipient) };
  return { document: { ...files, ...key }, lines: context.texts.openingKeyMade({ ...files, ...key }) };
}
