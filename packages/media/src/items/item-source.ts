import type { ClosableSource } from '@scelle/core';
import type { Item } from '../set/description.ts';

/** A file of one of the parties to go onto discs, as it was examined. */
export interface ItemSource {
  readonly item: Item;
  /** Opens it anew. */
  open(): Promise<ClosableSource>;
  /** Files that every disc of the set carries: manifest and signatures of a batch, by their names. */
  readonly companions: ReadonlyMap<string, Uint8Array>;
  readonly parties: { readonly sender: string; readonly recipient: string };
}
