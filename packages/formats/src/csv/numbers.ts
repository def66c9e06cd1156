import type { CsvLayout } from '../mapping/mapping.ts';
import type { Notes } from '../notes/note.ts';

type NumberLayout = Pick<CsvLayout, 'thousands' | 'decimal' | 'units'>;

/** Factors of units by their prefix. */
const powers: Readonly<Record<string, bigint>> = { '': 0n, k: 1n, m: 2n, g: 3n, t: 4n };

/** Nobody writes a size in more. Threat: a pattern that is tried at every place of a long cell. */
const MAX_SIZE_LENGTH = 64;

const SIZE =
  /^(?<whole>[^A-Za-z]*?)(?<fraction>[.,]\d+)?\s*(?:(?<prefix>[kKMGT]?)(?<binary>i?)(?<unit>[oB]|octets?|bytes?)?)$/;

/**
 * A size in bytes: a number, or one with a unit. A prefix with `i` is a power of 1024; what one without is, the mapping
 * decides. Half a byte without a unit refuses the record; with one, whoever wrote it had rounded, and it is noted.
 */
export function toSize(cell: string, field: string, notes: Notes, layout: NumberLayout): number | null {
  const groups = cell.length > MAX_SIZE_LENGTH ? undefined : SIZE.exec(cell.trim())?.groups;
  if (groups === undefined) return notes.refuseValue(field, 'size');
  const [prefix, binary] = [groups['prefix']!.toLowerCase(), groups['binary'] === 'i'];
  const whole = joinThousands(groups['whole']!, layout);
  const fraction = readFraction(groups['fraction'], layout);
  const isKnown = prefix === '' ? !binary : binary || layout.units !== null;
  if (!/^\d{1,16}$/.test(whole) || fraction === null || !isKnown) return notes.refuseValue(field, 'size');
  const unit = binary || layout.units === 'binary' ? 1_024n : 1_000n;
  const scale = 10n ** BigInt(fraction.length);
  const scaled = BigInt(whole + fraction) * unit ** powers[prefix]!;
  const isWhole = scaled % scale === 0n;
  const size = Number((scaled + scale / 2n) / scale);
  if (!Number.isSafeInteger(size) || (prefix === '' && !isWhole)) return notes.refuseValue(field, 'size');
  if (prefix !== '') notes.guess('size-from-unit', field);
  return size;
}

/** The digits behind the decimal separator, none where there is none; null where it is not the one of the table. */
function readFraction(fraction: string | undefined, { decimal }: NumberLayout): string | null {
  if (fraction === undefined) return '';
  return fraction.startsWith(decimal) ? fraction.slice(1) : null;
}

/** The digits of a number whose groups of three are separated as the mapping says; the text itself where they are not. */
export function joinThousands(text: string, { thousands }: Pick<CsvLayout, 'thousands'>): string {
  if (thousands === null) return text;
  const plain = thousands === ' ' ? text.replaceAll(/[\u00a0\u202f\u2009]/g, ' ') : text;
  const [first, ...groups] = plain.split(thousands);
  const isGrouped = /^\d{1,3}$/.test(first!) && groups.every((group) => /^\d{3}$/.test(group));
  return groups.length > 0 && isGrouped ? first + groups.join('') : text;
}
