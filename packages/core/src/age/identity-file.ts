import { CoreError } from '../errors/core-error.ts';
import { decodeArmor, encodeArmor, isArmored } from './armor.ts';
import { decrypt } from './decrypt.ts';
import { createEncryption } from './encrypt.ts';
import { VERSION_LINE } from './header.ts';
import { parseIdentity } from './identity.ts';
import type { Identities, IdentityText, RandomSource } from './keys.ts';
import { createPassphraseUnwrapper, createPassphraseWrapper } from './scrypt.ts';

/** Largest identity file that is read, in bytes. */
const MAX_IDENTITY_FILE_BYTES = 1_048_576;

/** How an identity file is encrypted. */
export interface EncryptIdentityFileOptions {
  /** Base-two logarithm of the scrypt cost. Default: 18, as in age. */
  readonly workFactor?: number;
  readonly random?: RandomSource;
}

/** An identity file as `age-keygen` writes it. */
export function encodeIdentityFile(identity: IdentityText, created: Date): Uint8Array {
  const instant = created.toISOString().replace(/\.\d{3}Z$/, 'Z');
  const lines = [`# created: ${instant}`, `# public key: ${identity.recipient}`, identity.secret];
  return new Uint8Array(Buffer.from(`${lines.join('\n')}\n`));
}

/** The file under a passphrase, armored, as `age --encrypt --passphrase --armor` writes it. */
export async function encryptIdentityFile(
  bytes: Uint8Array,
  passphrase: string,
  options: EncryptIdentityFileOptions = {},
): Promise<Uint8Array> {
  const encryption = await createEncryption([createPassphraseWrapper(passphrase, options.workFactor)], options);
  return encodeArmor(Buffer.concat([encryption.header, encryption.push(bytes), encryption.finish()]));
}

/**
 * The identities of a file, at least one: plain, or under a passphrase, binary or armored. Throws
 * `identity-file-too-large`, `identity-file-invalid`, `age-identity-invalid` with the line, `passphrase-required`,
 * `passphrase-wrong`, and the codes of `decrypt` and of armor.
 */
export async function parseIdentityFile(bytes: Uint8Array, passphrase?: string): Promise<Identities> {
  const [first, ...others] = findIdentities(await decryptIdentityFile(bytes, passphrase)).map(({ secret, line }) =>
    parseIdentity(secret, { line }),
  );
  if (first === undefined) throw new CoreError('identity-file-invalid');
  return [first, ...others];
}

/** The same identities as text, as splitting needs them. Throws what `parseIdentityFile` throws. */
export async function readIdentityTexts(bytes: Uint8Array, passphrase?: string): Promise<IdentityText[]> {
  const lines = findIdentities(await decryptIdentityFile(bytes, passphrase));
  if (lines.length === 0) throw new CoreError('identity-file-invalid');
  return lines.map(({ secret, line }) => ({ secret, recipient: parseIdentity(secret, { line }).recipient }));
}

/** The plain bytes of an identity file, or of a share file, which is protected in the same way. */
export async function decryptIdentityFile(bytes: Uint8Array, passphrase?: string): Promise<Uint8Array> {
  if (bytes.length > MAX_IDENTITY_FILE_BYTES) {
    throw new CoreError('identity-file-too-large', { limit: MAX_IDENTITY_FILE_BYTES });
  }
  if (!isIdentityFileEncrypted(bytes)) return bytes;
  if (passphrase === undefined) throw new CoreError('passphrase-required');
  const source = isArmored(bytes) ? decodeArmor(toSource(bytes)) : toSource(bytes);
  const plaintext: Uint8Array[] = [];
  for await (const chunk of decrypt(source, [createPassphraseUnwrapper(passphrase)])) plaintext.push(chunk);
  return Buffer.concat(plaintext);
}

/** Whether a passphrase is needed for the file, of an identity or of a share. */
export function isIdentityFileEncrypted(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes).toString('latin1', 0, VERSION_LINE.length);
  return start === VERSION_LINE || isArmored(bytes);
}

/** A UTF-8 byte order mark, with which some editors begin a file. */
const MARK = '\u00ef\u00bb\u00bf';

/** One identity a line; empty lines, lines that begin with `#`, a byte order mark and blanks at line ends are left out. */
function findIdentities(bytes: Uint8Array): readonly { readonly secret: string; readonly line: number }[] {
  const text = Buffer.from(bytes).toString('latin1');
  const lines = (text.startsWith(MARK) ? text.slice(MARK.length) : text).split(/\r?\n/);
  return lines
    .map((line, index) => ({ secret: line.trimEnd(), line: index + 1 }))
    .filter(({ secret }) => secret !== '' && !secret.startsWith('#'));
}

async function* toSource(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
