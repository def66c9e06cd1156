import type { ErrorDetails } from '../errors/scelle-error.ts';

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
