import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Signer, systemEnvironment, toInstant, VERSION } from '@scelle/core';
import { createUuidV7 } from '@scelle/core/internal';
import {
  discIdentifier,
  encodeDescription,
  MEDIA_FORMAT,
  parseDescription,
  type SetDescription,
  setDocument,
  toSetKey,
} from '../format/description.ts';
import type { LayoutFacts } from '../format/disc-layout.ts';
import { HEADS_PER_COPY, INDEX_COPIES } from '../format/geometry.ts';
import { encodeIndexSector, encodeSection, PAYLOAD_BYTES } from '../format/section.ts';
import { attempt, type DiscFile } from '../medium/disc-folder.ts';
import { type DiscInWork, tableFile } from './disc-in-work.ts';
import type { ItemSource } from './examine-items.ts';
import type { WriteMediaOptions } from './write-options.ts';

/** What the index of every disc begins and ends with. */
interface IndexHead {
  readonly setKey: string;
  readonly description: Uint8Array;
  readonly signature: Uint8Array;
  /** The table of runs of each disc of the set, in their order. */
  readonly runs: readonly Uint8Array[];
}

/** Path of a copy of the index, counted from 1. */
export function indexPath(copy: number): string {
  return `index/${copy}.bin`;
}

/**
 * Writes the copies of a disc's index: the head, the table of the disc's own blocks, the head again.
 * Source: docs/media-format.md § A disc.
 */
async function writeIndex({ folder, tables, layout }: DiscInWork, head: IndexHead): Promise<void> {
  const first = indexPath(1);
  await using file = await folder.create(first);
  for (let times = 0; times < HEADS_PER_COPY; times += 1) {
    for (const section of encodeHead(head, layout.number)) await file.append(section);
    if (times > 0) continue;
    const count = Math.ceil(tables.blocksBytes / PAYLOAD_BYTES);
    for (let index = 0; index < count; index += 1) {
      const at = index * PAYLOAD_BYTES;
      const payload = await tables.readBlocks(at, Math.min(PAYLOAD_BYTES, tables.blocksBytes - at));
      const name = { setKey: head.setKey, kind: 'blocks', subject: layout.number } as const;
      await file.append(encodeIndexSector({ ...name, disc: layout.number, index, count, payload }));
    }
  }
  const noted = await file.finish();
  for (let copy = 2; copy <= INDEX_COPIES; copy += 1) {
    const path = indexPath(copy);
    await attempt(path, () => copyFile(join(folder.path, first), join(folder.path, path)));
    folder.note(path, noted);
  }
}

/** The sectors of the head as they lie on a disc. */
function encodeHead({ setKey, description, signature, runs }: IndexHead, disc: number): Uint8Array[] {
  return [
    encodeSection({ setKey, kind: 'description', subject: 0 }, disc, description),
    encodeSection({ setKey, kind: 'signature', subject: 0 }, disc, signature),
    ...runs.map((table, index) => encodeSection({ setKey, kind: 'runs', subject: index + 1 }, disc, table)),
  ];
}

/** What the index of every disc begins with, and the description as it was encoded in it. */
export interface SignedHead extends IndexHead {
  readonly document: SetDescription;
}

/** Describes and signs a set whose discs have their content and parity. Source: docs/media-format.md § Set description. */
export async function describeSet(
  sources: readonly ItemSource[],
  plan: LayoutFacts,
  discs: readonly DiscInWork[],
  signer: Signer,
  { environment = systemEnvironment, label }: WriteMediaOptions,
): Promise<SignedHead> {
  const { parties } = sources[0]!;
  const document: SetDescription = {
    format: MEDIA_FORMAT,
    id: createUuidV7(environment),
    label: label ?? null,
    createdAt: toInstant(environment.now()),
    sender: parties.sender,
    recipient: parties.recipient,
    blockBytes: plan.blockBytes,
    stripe: plan.stripe,
    discs: plan.discs.map(({ number, kind, contentBlocks }, index) => ({
      number,
      kind,
      contentBlocks,
      ...discs[index]!.tables.digests(),
    })),
    items: sources.map(({ item }) => item),
    pieces: plan.pieces,
    producer: `scelle/${VERSION}`,
  };
  // What no reader would accept must not show only at the recipient's.
  parseDescription(encodeDescription(document));
  const { document: description, signature } = await setDocument.sign(document, signer);
  const runs = discs.map(({ tables }) => tables.runs);
  return { setKey: toSetKey(description), document, description, signature, runs };
}

/** Folder of a bag's payload. Source: RFC 8493 § 2.1.2. */
const PAYLOAD = 'data/';

/** Makes the folder of a disc a BagIt bag, whose payload is `data/`. Written last. Source: RFC 8493. */
async function writeBag({ folder, layout }: DiscInWork, description: SetDescription): Promise<void> {
  const payload = [...folder.files].filter(([path]) => path.startsWith(PAYLOAD));
  const text = (lines: readonly string[]) => new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
  await folder.add('bagit.txt', text(['BagIt-Version: 1.0', 'Tag-File-Character-Encoding: UTF-8']));
  await folder.add('bag-info.txt', text(describeBag(description, layout.number, payload)));
  await folder.add('manifest-sha256.txt', text(payload.map(toManifestLine)));
  const tags = [...folder.files].filter(([path]) => !path.startsWith(PAYLOAD));
  await folder.add('tagmanifest-sha256.txt', text(tags.map(toManifestLine)));
}

function describeBag(
  description: SetDescription,
  number: number,
  payload: readonly (readonly [string, DiscFile])[],
): string[] {
  const { id, label, sender, createdAt, discs } = description;
  const bytes = payload.reduce((sum, [, file]) => sum + file.bytes, 0);
  return [
    `Source-Organization: ${sender}`,
    `Bagging-Date: ${createdAt.slice(0, 10)}`,
    `External-Identifier: ${discIdentifier(description, number)}`,
    ...(label === null ? [] : [`External-Description: ${label}`]),
    `Bag-Group-Identifier: ${id}`,
    `Bag-Count: ${number} of ${discs.length}`,
    `Payload-Oxum: ${bytes}.${payload.length}`,
  ];
}

function toManifestLine([path, { sha256 }]: readonly [string, DiscFile]): string {
  return `${sha256}  ${path}`;
}

/** Completes a disc that has its content and parity: its index, texts, description and bag. */
export async function finishDisc(
  disc: DiscInWork,
  head: SignedHead,
  companions: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  await writeIndex(disc, head);
  for (const [path, bytes] of companions) await disc.folder.add(path, bytes);
  await disc.folder.add('set.json', head.description);
  await disc.folder.add('set.json.minisig', head.signature);
  await writeBag(disc, head.document);
  await rm(join(disc.folder.path, '..', tableFile(disc.layout.number)));
}
