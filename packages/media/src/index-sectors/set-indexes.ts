import { limits } from '../geometry/limits.ts';
import type { IndexSector } from './index-sector.ts';
import { SetIndex } from './set-index.ts';

/** The indexes of all sets that were met. */
export class SetIndexes {
  readonly #byKey = new Map<string, SetIndex>();
  /** Keys of sets that no longer count towards the limit. */
  readonly #settled = new Set<string>();
  #turnedAway = 0;

  get all(): readonly SetIndex[] {
    return [...this.#byKey.values()];
  }

  /** How many sectors were passed over because they belong to one set too many. */
  get turnedAway(): number {
    return this.#turnedAway;
  }

  /** Makes room for another set once nothing more is wanted of this one. */
  settle(setKey: string): void {
    this.#settled.add(setKey);
  }

  /** Takes a sector. Threat: a disc full of them; what no set has, or is more than any needs, is passed over. */
  add(sector: IndexSector): SetIndex | null {
    if (Math.max(sector.disc, sector.subject) > limits.discs) return null;
    const known = this.#byKey.get(sector.setKey);
    if (known === undefined && this.#byKey.size - this.#settled.size >= limits.sets) {
      this.#turnedAway += 1;
      return null;
    }
    const index = known ?? new SetIndex(sector.setKey);
    if (index.bytes > limits.indexBytes) return index;
    this.#byKey.set(sector.setKey, index);
    index.add(sector);
    return index;
  }
}
