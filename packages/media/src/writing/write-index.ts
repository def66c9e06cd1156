import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Signer, systemEnvironment, toInstant, VERSION } from '@scelle/core';
import { createUuidV7 } from '@scelle/core/internal';
import { encodeIndexSector, encodeSection, PAYLOAD_BYTES } from '../index-sectors/index-sector.ts';
import type { ItemSource } from '../items/examine-items.ts';
import { HEADS_PER_COPY, INDEX_COPIES } from '../planning/plan-set.ts';
import {
  encodeDescription,
  MEDIA_FORMAT,
  parseDescription,
  type SetDescription,
  setDocument,
  toSetKey,
} from '../set/description.ts';
import { attempt } from '../set/disc-folder.ts';
import type { LayoutFacts } from '../set/disc-layout.ts';
import type { DiscInWork } from './disc-in-work.ts';
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
export async function writeIndex({ folder, tables, layout }: DiscInWork, head: IndexHead): Promise<void> {
  const first = indexPath(1);
  const file = await folder.create(first);
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
