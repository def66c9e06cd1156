import {
  type BatchSource,
  type ClosableSource,
  type Container,
  type Manifest,
  openFileSource,
  parseManifest,
  readContainer,
  ScelleError,
} from '@scelle/core';
import {
  BATCH_FORMAT,
  manifestMember,
  parseJsonFile,
  parseSignatureFile,
  parseTrustedComment,
  sealMember,
  toCoSignatureMember,
  toSha256Hex,
} from '@scelle/core/internal';
import { type CodingThreads, digestBatch } from '../coding/coding-threads.ts';
import { MediaError } from '../errors/media-error.ts';
import type { Item, ItemKind } from '../format/description.ts';
import { limits } from '../format/geometry.ts';

/** A file of one of the parties to go onto discs, as it was examined. */
export interface ItemSource {
  readonly item: Item;
  /** Opens it anew. */
  open(): Promise<ClosableSource>;
  /** Files that every disc of the set carries: manifest and signatures of a batch, by their names. */
  readonly companions: ReadonlyMap<string, Uint8Array>;
  readonly parties: { readonly sender: string; readonly recipient: string };
}

/** What is to go onto a set. */
export interface SetContents {
  /** Paths of sealed batches. */
  readonly batches: readonly string[];
  /** Signed receipts; they travel from the sender of the set to its recipient. */
  readonly receipts?: readonly ReceiptFiles[];
  /** Who sends the set to whom; needed where there is no batch to tell it. */
  readonly parties?: ItemSource['parties'];
}

/**
 * Examines everything that is to go onto a set, and refuses what is no sealed batch or signed receipt.
 * Throws `items-missing`, `too-many-items`, `item-not-sealed`, `item-damaged`, `item-twice`, `parties-differ`.
 */
export async function examineItems(
  { batches, receipts = [], parties }: SetContents,
  threads: CodingThreads,
  onItem: (done: number, total: number) => void,
): Promise<readonly ItemSource[]> {
  const total = batches.length + 2 * receipts.length;
  if (total === 0) throw new MediaError('items-missing');
  if (total > limits.items) throw new MediaError('too-many-items', { found: total, limit: limits.items });
  const found: ItemSource[] = [];
  for (const file of batches) {
    onItem(found.length, total);
    const source = await examineBatch(file, threads);
    checkParties(file, source.parties, parties ?? found[0]?.parties ?? source.parties);
    checkOnce(file, source, found);
    found.push(source);
  }
  const agreed = parties ?? found[0]?.parties;
  for (const receipt of receipts) {
    if (agreed === undefined) throw new MediaError('items-missing');
    const sources = await examineReceipt(receipt, agreed);
    checkOnce(receipt.document, sources[0]!, found);
    for (const source of sources) found.push(source);
  }
  return found;
}

function checkParties(file: string, found: ItemSource['parties'], expected: ItemSource['parties']): void {
  const [mine, theirs] = [found, expected].map(({ sender, recipient }) => `${sender} to ${recipient}`);
  if (mine !== theirs) throw new MediaError('parties-differ', { file, found: mine!, expected: theirs! });
}

function checkOnce(file: string, { item }: ItemSource, others: readonly ItemSource[]): void {
  const name = others.find((other) => other.item.name === item.name)?.item.name;
  if (name !== undefined) throw new MediaError('item-twice', { file, name });
}

/**
 * Examines a batch that is to go onto discs: it must be a sealed one, whole, whose payload is the one that its manifest
 * names. Whether the seal is trusted is for its recipient to judge. Throws `item-not-sealed`, `item-damaged`, and the
 * `source-…` codes of core.
 */
async function examineBatch(file: string, threads: CodingThreads): Promise<ItemSource> {
  await using source = await openFileSource(file);
  const { container, manifest } = await readSealed(source, file);
  const { whole, payload } = await digestBatch(threads, file, source.size, container.payload);
  if (payload !== manifest.payload.sha256) throw new MediaError('item-damaged', { file });
  return {
    item: {
      kind: 'batch',
      name: nameBatchFile(manifest),
      bytes: source.size,
      sha256: whole,
      manifest: toSha256Hex(container.manifest),
    },
    open: () => openFileSource(file),
    companions: new Map([
      [manifestMember, container.manifest],
      [sealMember, container.seal],
      ...container.coSignatures.map((signer) => [toCoSignatureMember(signer), signer.bytes] as const),
    ]),
    parties: manifest,
  };
}

/** The name of a batch file. Source: docs/format.md § Manifest. */
function nameBatchFile({ sender, recipient, stream, sequence }: Manifest): string {
  return `${sender}.${recipient}.${stream}.${String(sequence).padStart(6, '0')}.scelle`;
}

async function readSealed(source: BatchSource, file: string): Promise<{ container: Container; manifest: Manifest }> {
  try {
    const container = await readContainer(source);
    for (const { bytes } of [{ bytes: container.seal }, ...container.coSignatures]) {
      const { format } = parseTrustedComment(parseSignatureFile(bytes).trustedComment);
      if (format !== BATCH_FORMAT) throw new MediaError('item-not-sealed', { file, found: format });
    }
    return { container, manifest: parseManifest(container.manifest) };
  } catch (error) {
    throw toNotSealed(error, file);
  }
}

/** A signed receipt, as the two files that it consists of. */
export interface ReceiptFiles {
  readonly document: string;
  readonly signature: string;
}

const RECEIPT_FORMAT = 'scelle.receipt/1';

/**
 * Examines a receipt that is to go onto discs: a document of the format `scelle.receipt/1` with a signature of that
 * word. Throws `item-not-sealed` and the `source-…` codes of core.
 */
async function examineReceipt(
  { document, signature }: ReceiptFiles,
  parties: ItemSource['parties'],
): Promise<readonly ItemSource[]> {
  const documentBytes = await readWhole(document, limits.receiptBytes);
  const signatureBytes = await readWhole(signature, limits.signatureBytes);
  checkSigned(document, documentBytes, signatureBytes);
  const name = `receipt-${toSha256Hex(documentBytes).slice(0, 16)}.json`;
  return [
    toSource(document, 'receipt', name, documentBytes, parties),
    toSource(signature, 'receipt-signature', `${name}.minisig`, signatureBytes, parties),
  ];
}

async function readWhole(file: string, limit: number): Promise<Uint8Array> {
  await using source = await openFileSource(file);
  if (source.size === 0 || source.size > limit) throw new MediaError('item-not-sealed', { file, found: source.size });
  return await source.read(0, source.size);
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
  const value = parseJsonFile(document);
  const [first] = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return first?.[0] === 'format' ? first[1] : undefined;
}

/** Its bytes are read anew when they are wanted: ten thousand receipts do not fit into memory. */
function toSource(
  file: string,
  kind: ItemKind,
  name: string,
  bytes: Uint8Array,
  parties: ItemSource['parties'],
): ItemSource {
  return {
    item: { kind, name, bytes: bytes.length, sha256: toSha256Hex(bytes), manifest: null },
    open: () => openFileSource(file),
    companions: new Map(),
    parties,
  };
}

/**
 * The error to throw where a file could not be parsed as what it should be. A file that cannot be read is another matter,
 * and so is what was not foreseen.
 */
function toNotSealed(error: unknown, file: string): unknown {
  if (!ScelleError.is(error) || error instanceof MediaError || error.code === 'source-unreadable') return error;
  return new MediaError('item-not-sealed', { file, found: error.code }, { cause: error });
}
