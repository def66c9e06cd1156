import { open } from 'node:fs/promises';

const SECTOR_BYTES = 2_048;

/** Something that happens to the discs of a set, and sectors that it spoils of the image of one; none where it is lost. */
export interface DamageCase {
  readonly what: string;
  readonly spoil: (disc: number, sectors: number) => Iterable<number> | 'lost';
}

/** What happens to discs; those of a set have the numbers from 1 to `discs`. */
export function listDamageCases(discs: number, seed: number): readonly DamageCase[] {
  const numbers = Array.from({ length: discs }, (_, index) => index + 1);
  return [
    { what: 'nothing', spoil: () => [] },
    ...[0.01, 0.05, 0.1].map((share) => ({
      what: `${100 * share} % of the sectors of every disc`,
      spoil: (disc: number, sectors: number) => anySectors(sectors, share, seed + disc),
    })),
    ...[1_000, 6_000].map((length) => ({
      what: `a scratch over ${length} sectors of every disc`,
      spoil: (_: number, sectors: number) => sectorsFrom(Math.floor(sectors / 3), length),
    })),
    { what: 'the first 300 sectors of every disc', spoil: () => sectorsFrom(0, 300) },
    { what: 'the last 300 sectors of every disc', spoil: (_, sectors) => sectorsFrom(sectors - 300, 300) },
    ...numbers.map((lost) => ({
      what: `disc ${lost} is lost`,
      spoil: (disc: number) => (disc === lost ? 'lost' : []) as 'lost' | [],
    })),
    {
      what: 'disc 1 is lost, and 2 % of another',
      spoil: (disc, sectors) => (disc === 1 ? 'lost' : disc === 2 ? anySectors(sectors, 0.02, seed) : []),
    },
    { what: 'two discs are lost', spoil: (disc) => (disc <= 2 ? 'lost' : []) },
  ];
}

function* sectorsFrom(first: number, length: number): Generator<number> {
  for (let sector = first; sector < first + length; sector += 1) yield sector;
}

/** A share of the sectors, chosen by a small generator that follows from the seed. */
function* anySectors(sectors: number, share: number, seed: number): Generator<number> {
  let state = seed;
  for (let sector = 0; sector < sectors; sector += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    if (state / 2 ** 32 < share) yield sector;
  }
}

/** Makes sectors of an image unlike what they were; gives false where the disc is lost. */
export async function spoilImage(image: string, disc: number, { spoil }: DamageCase): Promise<boolean> {
  await using file = await open(image, 'r+');
  const spoilt = spoil(disc, Math.floor((await file.stat()).size / SECTOR_BYTES));
  if (spoilt === 'lost') return false;
  const noise = Buffer.alloc(SECTOR_BYTES, 0xee);
  for (const sector of spoilt) await file.write(noise, 0, SECTOR_BYTES, sector * SECTOR_BYTES);
  return true;
}
