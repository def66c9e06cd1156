import { FormatsError } from '../errors/formats-error.ts';

/**
 * The text of a stream of bytes, piece by piece, without a byte order mark. Throws `input-not-text`: what is not in the
 * encoding would come out as other characters, and nobody would be told.
 */
export async function* decodeText(
  source: AsyncIterable<Uint8Array>,
  encoding: 'utf-8' | 'windows-1252' = 'utf-8',
): AsyncGenerator<string, void> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (bytes?: Uint8Array) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (error) {
      throw toTextError(error, encoding);
    }
  };
  for await (const bytes of source) yield decode(bytes);
  yield decode();
}

function toTextError(cause: unknown, expected: string): FormatsError {
  return new FormatsError('input-not-text', { expected }, { cause });
}
