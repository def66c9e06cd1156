import type { ErrorDetails } from './define-errors.ts';
import { formatExpectation } from './expectations.ts';

/** The words for the parts of a place, in one language. */
export interface PlaceWords {
  readonly line: string;
  readonly column: string;
  readonly field: string;
  readonly byte: string;
  readonly separator: string;
}

/** "batch.scelle, manifest.json, line 3, field source.ip: ", as far as the details name it. */
export function formatPlace(details: ErrorDetails, words: PlaceWords): string {
  const parts = [
    details.file,
    details.member,
    details.line === undefined ? undefined : `${words.line} ${details.line}`,
    details.column === undefined ? undefined : `${words.column} ${details.column}`,
    details.field === undefined ? undefined : `${words.field} ${details.field}`,
    details.at === undefined ? undefined : `${words.byte} ${details.at}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : `${parts.join(', ')}${words.separator}`;
}

/** Where something was found, at the head of a message in English. */
export function placeEn(details: ErrorDetails): string {
  return formatPlace(details, { line: 'line', column: 'column', field: 'field', byte: 'byte', separator: ': ' });
}

/** The same in French. */
export function placeFr(details: ErrorDetails): string {
  return formatPlace(details, { line: 'ligne', column: 'colonne', field: 'champ', byte: 'octet', separator: ' : ' });
}

/** What would have been right, within a message in English. */
export function expectedEn(details: ErrorDetails): string {
  return formatExpectation('en', details.expected);
}

/** The same in French. */
export function expectedFr(details: ErrorDetails): string {
  return formatExpectation('fr', details.expected);
}
