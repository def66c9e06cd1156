import { memorySource, openFileSource, parseSignatureFile, parseTrustedComment, toSha256Hex } from '@scelle/core';
import { MediaError } from '../errors/media-error.ts';
import type { ItemKind } from '../set/description.ts';
import type { ItemSource } from './item-source.ts';
import { toNotSealed } from './not-sealed.ts';

/** A signed receipt, as the two files that it consists of. */
export interface ReceiptFiles {
  readonly document: string;
  readonly signature: string;
}

const RECEIPT_FORMAT = 'scelle.receipt/1';
const MAX_DOCUMENT_BYTES = 1_048_576;
const MAX_SIGNATURE_BYTES = 4_096;

/**
 * Examines a receipt that is to go onto discs: a document of the format `scelle.receipt/1` with a signature of that
 * word. Throws `item-not-sealed` and the `source-…` codes of core.
 */
export async function examineReceipt(
  { document, signature }: ReceiptFiles,
  parties: ItemSource['parties'],
): Promise<readonly ItemSource[]> {
  const documentBytes = await readWhole(document, MAX_DOCUMENT_BYTES);
  const signatureBytes = await readWhole(signature, MAX_SIGNATURE_BYTES);
  checkSigned(document, documentBytes, signatureBytes);
  const name = `receipt-${toSha256Hex(documentBytes).slice(0, 16)}.json`;
  return [
    toSource('receipt', name, documentBytes, parties),
    toSource('receipt-signature', `${name}.minisig`, signatureBytes, parties),
  ];
}

async function readWhole(file: string, limit: number): Promise<Uint8Array> {
  await using source = await openFileSource(file);
  if (source.size === 0 || source.size > limit) throw new MediaError('item-not-sealed', { file, found: source.size });
  return source.read(0, source.size);
}

function checkSigned(file: string, document: Uint8Array, signature: Uint8Array): void {
  if (readFormat(document) !== RECEIPT_FORMAT) throw new MediaError('item-not-sealed', { file, found: 'format' });
  try {
    const { format } = parseTrustedComment(parseSignatureFile(signature).trustedComment);
    if (format !== RECEIPT_FORMAT) throw new MediaError('item-not-sealed', { file, found: format });
  } catch (error) {
    throw toNotSealed(error, file);
  }
}

/** The first key of the document, where that is its format. */
function readFormat(document: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(document));
    const [first] = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    return first?.[0] === 'format' ? first[1] : undefined;
  } catch {
    return undefined;
  }
}

function toSource(kind: ItemKind, name: string, bytes: Uint8Array, parties: ItemSource['parties']): ItemSource {
  return {
    item: { kind, name, bytes: bytes.length, sha256: toSha256Hex(bytes), manifest: null },
    async open() {
      const close = async (): Promise<void> => undefined;
      return { ...memorySource(bytes), close, [Symbol.asyncDispose]: close };
    },
    companions: new Map(),
    parties,
  };
}
