import { drawFile, type SharedFile } from './files.ts';
import { Prng } from './prng.ts';
import { CONTROLLERS, type Controller, drawWork } from './works.ts';

/** What a collector looks for: works of one society, and a file in which they are shared. */
export interface Target {
  /** The society's name. */
  readonly controller: string;
  /** The value of `works` in a record, as JSON. */
  readonly works: string;
  readonly file: SharedFile;
}

/** The works and files of one seed. */
export interface Catalogue {
  /** Draws a target, popular ones far more often than others. */
  draw(prng: Prng): Target;
}

/** The files in which the same works are shared. */
type Entry = readonly Target[];

/** The catalogue of each society holds 2^OCTAVES − 1 entries. */
const OCTAVES = 11;

/** Share of the entries that hold two works, such as a single with its second title. */
const PAIRS = 0.02;

/** Creates the catalogue of a seed. Entries are made when they are first drawn, the same whatever the order. */
export function createCatalogue(seed: string): Catalogue {
  const shelves = CONTROLLERS.map(({ value, weight }) => {
    const entries = new Map<number, Entry>();
    return { value: { controller: value, entries }, weight };
  });
  return {
    draw(prng) {
      const { controller, entries } = prng.pickWeighted(shelves);
      const rank = drawRank(prng);
      let entry = entries.get(rank);
      if (entry === undefined) {
        entry = createEntry(controller, new Prng(`${seed}/${controller.name}/${rank}`));
        entries.set(rank, entry);
      }
      return prng.pick(entry);
    },
  };
}

/**
 * A rank from 1, by Zipf's law in steps: every octave (1, 2–3, 4–7, …) is equally likely, so that an entry of rank r
 * comes about 1/r as often as the first. Only integers are involved, which every machine rounds alike.
 */
function drawRank(prng: Prng): number {
  const first = 2 ** prng.between(0, OCTAVES - 1);
  return prng.between(first, 2 * first - 1);
}

function createEntry(controller: Controller, prng: Prng): Entry {
  const works = Array.from({ length: prng.chance(PAIRS) ? 2 : 1 }, () => drawWork(controller, prng));
  const json = JSON.stringify(works);
  const files = Array.from({ length: prng.between(1, 3) }, () => drawFile(works[0]!, prng));
  return files.map((file) => ({ controller: controller.name, works: json, file }));
}
