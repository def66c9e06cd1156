import { createUuidV7, type Signer, signDocument, systemEnvironment, toInstant, VERSION } from '@scelle/core';
import type { ItemSource } from '../items/item-source.ts';
import {
  encodeDescription,
  MEDIA_FORMAT,
  MEDIA_ROLE,
  parseDescription,
  type SetDescription,
} from '../set/description.ts';
import type { LayoutFacts } from '../set/disc-layout.ts';
import { toSetKey } from '../set/set-key.ts';
import type { DiscInWork } from './disc-in-work.ts';
import type { IndexHead } from './write-index.ts';
import type { WriteMediaOptions } from './write-options.ts';

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
  const time = toInstant(environment.now());
  const document: SetDescription = {
    format: MEDIA_FORMAT,
    id: createUuidV7(environment),
    label: label ?? null,
    createdAt: time,
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
  const description = encodeDescription(document);
  // What no reader would accept must not show only at the recipient's.
  parseDescription(description);
  const statement = { format: MEDIA_FORMAT, role: MEDIA_ROLE, signer: parties.sender, time };
  const signature = await signDocument(signer, description, statement);
  const runs = discs.map(({ tables }) => tables.runs);
  return { setKey: toSetKey(description), document, description, signature, runs };
}
