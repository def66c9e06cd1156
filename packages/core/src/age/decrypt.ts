import { CoreError } from '../errors/core-error.ts';
import { type AbortOptions, orAborted } from '../io/abort.ts';
import { giveWay } from '../io/event-loop.ts';
import { type CreateAead, createSystemAead } from './aead.ts';
import {
  derivePayloadKey,
  FILE_KEY_BYTES,
  type Prologue,
  PrologueCollector,
  parseHeader,
  type Stanza,
  verifyHeaderMac,
} from './header.ts';
import type { FileKeyUnwrapper, Identity } from './keys.ts';
import { PayloadDecryption } from './stream.ts';

/** How a file is decrypted. */
export interface DecryptOptions<Unwrapper extends FileKeyUnwrapper = Identity> extends AbortOptions {
  /** Sees the stanzas before any secret key is used, and throws to refuse them. */
  readonly inspectHeader?: (stanzas: readonly Stanza[]) => void;
  /** Is told which identity opened the file, after the MAC of the header was verified. */
  readonly onUnwrapped?: (identity: Unwrapper) => void;
  /** Default: `createSystemAead`. */
  readonly createAead?: CreateAead;
}

/**
 * The plaintext of a binary age file, in chunks of up to 64 KiB, each authenticated before it is given. The whole is
 * authentic only when the iteration has ended without an error. Each piece of `source` may be of any length.
 *
 * Throws `age-header-invalid`, `age-header-too-large`, `age-header-truncated`, `age-too-many-stanzas`,
 * `age-scrypt-mixed`, `age-stanza-invalid`, `age-no-identity`, `age-mac-invalid`, `age-chunk-invalid`,
 * `age-final-chunk-empty`, `age-truncated`, `age-trailing-data`, whatever `inspectHeader` or an identity throws, and the
 * reason of the signal.
 */
export async function* decrypt<Unwrapper extends FileKeyUnwrapper = Identity>(
  source: AsyncIterable<Uint8Array>,
  identities: readonly Unwrapper[],
  options: DecryptOptions<Unwrapper> = {},
): AsyncGenerator<Uint8Array> {
  const { createAead = createSystemAead } = options;
  const collector = new PrologueCollector();
  let payload: PayloadDecryption | undefined;
  for await (const piece of source) {
    if (payload !== undefined) {
      yield* inTurns(payload.push(piece));
      continue;
    }
    const prologue = collector.push(piece);
    if (prologue === null) continue;
    payload = new PayloadDecryption(createAead(await openPrologue(prologue, identities, options)));
    yield* inTurns(payload.push(prologue.rest));
  }
  if (payload === undefined) return collector.refuseEnd();
  yield* payload.finish();
}

/** The event loop has its turn between chunks: a source in memory waits for nothing. */
async function* inTurns(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    yield chunk;
    const turn = giveWay();
    if (turn !== null) await turn;
  }
}

/** The payload key, from a header that names one of the identities and whose MAC agrees. */
async function openPrologue<Unwrapper extends FileKeyUnwrapper>(
  { header, nonce }: Prologue,
  identities: readonly Unwrapper[],
  { inspectHeader, onUnwrapped, signal }: DecryptOptions<Unwrapper>,
): Promise<Uint8Array> {
  const { stanzas, mac, authenticated } = parseHeader(header);
  inspectHeader?.(stanzas);
  const { fileKey, identity } = await unwrapFirst(stanzas, identities, signal);
  if (fileKey.length !== FILE_KEY_BYTES) throw new CoreError('age-stanza-invalid');
  verifyHeaderMac(fileKey, authenticated, mac);
  onUnwrapped?.(identity);
  const payloadKey = derivePayloadKey(fileKey, nonce);
  fileKey.fill(0);
  return payloadKey;
}

async function unwrapFirst<Unwrapper extends FileKeyUnwrapper>(
  stanzas: readonly Stanza[],
  identities: readonly Unwrapper[],
  signal: AbortSignal | undefined,
): Promise<{ fileKey: Uint8Array; identity: Unwrapper }> {
  for (const stanza of stanzas) {
    for (const identity of identities) {
      const fileKey = await orAborted(() => identity.unwrap(stanza, signal && { signal }), signal);
      if (fileKey !== null) return { fileKey, identity };
    }
  }
  throw new CoreError('age-no-identity');
}
