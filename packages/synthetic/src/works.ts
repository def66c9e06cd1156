import type { IpEvidence } from '@scelle/core';
import type { Prng, Weighted } from './prng.ts';
import { artist, rightsHolder, title } from './words.ts';

/** One work of a record, as `ip-evidence/1` has it. */
export type Work = IpEvidence['works'][number];
type Category = Work['category'];
type Identifier = Work['identifiers'][number];

/** One society: what it protects, how its works are numbered, and its share of the observations. */
export interface Controller {
  readonly name: string;
  readonly categories: readonly Weighted<Category>[];
  readonly identify: (prng: Prng) => Identifier;
}

/** The societies on whose behalf observations are made, weighted by how many observations each has. */
export const CONTROLLERS: readonly Weighted<Controller>[] = [
  { weight: 40, value: { name: 'sacem', categories: [{ value: 'music', weight: 1 }], identify: iswc } },
  { weight: 24, value: { name: 'scpp', categories: [{ value: 'music', weight: 1 }], identify: isrc } },
  { weight: 10, value: { name: 'sppf', categories: [{ value: 'music', weight: 1 }], identify: isrc } },
  {
    weight: 26,
    value: {
      name: 'alpa',
      categories: [
        { value: 'film', weight: 3 },
        { value: 'series', weight: 2 },
      ],
      identify: eidr,
    },
  },
];

/** Draws an invented work of the society. */
export function drawWork(controller: Controller, prng: Prng): Work {
  const category = prng.pickWeighted(controller.categories);
  return {
    title: title(prng),
    artist: category === 'music' ? artist(prng) : null,
    category,
    identifiers: prng.chance(0.75) ? [controller.identify(prng)] : [],
    rightsHolder: rightsHolder(prng),
  };
}

/** A work number in the form of ISO 15707. */
function iswc(prng: Prng): Identifier {
  const [first, second, third] = [prng.between(100, 999), prng.between(100, 999), prng.between(100, 999)];
  return { scheme: 'iswc', value: `T-${first}.${second}.${third}-${prng.between(0, 9)}` };
}

/** A recording number in the form of ISO 3901, under the country code ZZ that no registrant has. */
function isrc(prng: Prng): Identifier {
  return { scheme: 'isrc', value: `ZZSCL${prng.between(10, 26)}${prng.between(10_000, 99_999)}` };
}

/** A film number in the form of ISO 26324 as EIDR uses it. */
function eidr(prng: Prng): Identifier {
  const groups = Array.from({ length: 5 }, () => prng.hex(4).toUpperCase());
  return { scheme: 'eidr', value: `10.5240/${groups.join('-')}-${prng.pick(['C', 'K', 'Q', 'X', '7'])}` };
}
