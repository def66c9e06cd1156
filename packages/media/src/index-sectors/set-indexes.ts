import { limits } from '../geometry/limits.ts';
import type { IndexSector } from './index-sector.ts';
import { SetIndex } from './set-index.ts';

/** The indexes of all sets that were met. */
export class SetIndexes {
  readonly #byKey = new Map<string, SetIndex>();

  get all(): readonly SetIndex[] {
    return [...this.#byKey.values()];
  }

  /** Takes a sector. Threat: a disc full of them; what no set has, or is more than any needs, is passed over. */
  add(sector: IndexSector): SetIndex | null {
    if (Math.max(sector.disc, sector.subject) > limits.discs) return null;
    const known = this.#byKey.get(sector.setKey);
    if (known === undefined && this.#byKey.size >= limits.sets) return null;
    const index = known ?? new SetIndex(sector.setKey);
    if (index.bytes > limits.indexBytes) return index;
    this.#byKey.set(sector.setKey, index);
    index.add(sector);
    return index;
  }
}
