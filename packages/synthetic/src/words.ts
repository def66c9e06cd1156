import type { Prng } from './prng.ts';

/**
 * Words from which titles and names of nobody's works are made. The places and families are invented, and every
 * title or band holds one of them, so that no real work is named.
 */
const PLACES = [
  'Brumelune',
  'Valombrine',
  'Églantaire',
  'Kerdouar',
  'Griscastel',
  'Montferrolle',
  'Noirtaillis',
  'Œilvigne',
  'Pontorme',
  'Vermeillance',
  'Fontgrièche',
  'Ombrecourt',
];
const SUBJECTS = [
  'Valse',
  'Été',
  'Lanternes',
  'Phare',
  'Minuit',
  'Amants',
  'Fièvre',
  'Écho',
  'Le Dernier Train',
  'Hirondelles',
  'Cœur',
  'Forêt',
  'Un Dimanche',
  'Gare',
  'Façades',
  'Silence',
  'Trois Noëls',
];
const GIVEN_NAMES = [
  'Maëlle',
  'Aurélien',
  'Zoé',
  'Léandre',
  'Inès',
  'Théo',
  'Noé',
  'Éloïse',
  'Gaspard',
  'Chloé',
  'Anaïs',
];
const FAMILY_NAMES = [
  'Tréverac',
  'Lombregris',
  'Ouanelle',
  'Vauquert',
  'Dubrécy',
  'Kermorlo',
  'Saintebré',
  'Écharpille',
];
const BANDS = ['Les Girouettes', 'Orchestre', 'Fanfare', 'DJ', 'Chœur', 'Les Naufragés'];
const HOUSES = ['Disques', 'Éditions', 'Studios', 'Films', 'Musiques'];

/** Draws a title, such as “Valse à Brumelune”. */
export function title(prng: Prng): string {
  const volume = prng.chance(0.2) ? ` ${prng.between(2, 9)}` : '';
  return `${prng.pick(SUBJECTS)} à ${prng.pick(PLACES)}${volume}`;
}

/** Draws an artist: a person, a person and a band, or a band. */
export function artist(prng: Prng): string {
  const band = `${prng.pick(BANDS)} ${prng.pick(PLACES)}`;
  if (prng.chance(0.25)) return band;
  const person = `${prng.pick(GIVEN_NAMES)} ${prng.pick(FAMILY_NAMES)}`;
  return prng.chance(0.1) ? `${person} & ${band}` : person;
}

/** Draws the name of a rights holder. */
export function rightsHolder(prng: Prng): string {
  return `${prng.pick(HOUSES)} ${prng.pick(PLACES)}`;
}
