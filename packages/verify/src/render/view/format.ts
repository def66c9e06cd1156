import type { Language, Manifest } from '@scelle/core';

const sizeUnits = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A whole number with its thousands set apart. */
export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language).format(value);
}

/** A number of bytes in the decimal unit that suits it, and exactly. */
export function formatSize(bytes: number, language: Language): string {
  const exact = new Intl.NumberFormat(language, { style: 'unit', unit: 'byte', unitDisplay: 'long' }).format(bytes);
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), sizeUnits.length);
  if (power === 0) return exact;
  const unit = sizeUnits[power - 1]!;
  const rounded = new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 });
  return `${rounded.format(bytes / 1000 ** power)} (${exact})`;
}

/** An instant for people of any language, to the last digit. */
export function formatInstant(instant: string): string {
  return instant.replace('T', ' ').replace('Z', ' UTC');
}

/** A digest in groups of four, in lines of eight groups: to be read aloud over the telephone. */
export function groupDigest(digest: string): string[] {
  const lines = digest.match(/.{1,32}/g) ?? [];
  return lines.map((line) => line.match(/.{1,4}/g)!.join(' '));
}

/** The name of a batch, which is that of its file but for the extension. Source: docs/format.md § File name. */
export function formatBatchName({ sender, recipient, stream, sequence }: Manifest): string {
  return [sender, recipient, stream, String(sequence).padStart(6, '0')].join('.');
}

/** Something that a report states: a label and what stands beside it, in one line or several. */
export interface Fact {
  readonly label: string;
  readonly values: readonly string[];
  /** Whether it is to be compared character by character, such as a digest. */
  readonly exact: boolean;
}

/** A fact in words. */
export function fact(label: string, ...values: readonly string[]): Fact {
  return { label, values, exact: false };
}

/** A fact to be compared character by character. */
export function exactFact(label: string, ...values: readonly string[]): Fact {
  return { label, values, exact: true };
}
