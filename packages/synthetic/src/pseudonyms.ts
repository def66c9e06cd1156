import type { Prng } from './prng.ts';

const BEGINNINGS = [
  'chouette',
  'Éole',
  'grand-père',
  'Loïc',
  'Maëlle',
  'noctambule',
  'pirouette',
  'renard',
  'Zébulon',
  'ñandú',
  'Þórr',
  '夜猫',
];

const ENDINGS = ['', '_du_13', '59', ' 🎧', '🦊', '-sur-mer', '.exe', ' ⚡️', '_fr', "'n'co"];

/** Draws a pseudonym as people choose them: with accents, other scripts and emoji. */
export function pseudonym(prng: Prng): string {
  return `${prng.pick(BEGINNINGS)}${prng.pick(ENDINGS)}${prng.chance(0.5) ? prng.between(1, 999) : ''}`;
}
