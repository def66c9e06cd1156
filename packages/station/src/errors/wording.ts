import { type ErrorDetails, formatExpectation, formatPlace } from '@scelle/core';

/** Where a mistake stands in scelle.toml, at the head of a message in English. */
export function placeEn(details: ErrorDetails): string {
  return formatPlace(details, { line: 'line', column: 'column', field: 'setting', byte: 'byte', separator: ': ' });
}

/** The same in French. */
export function placeFr(details: ErrorDetails): string {
  return formatPlace(details, { line: 'ligne', column: 'colonne', field: 'réglage', byte: 'octet', separator: ' : ' });
}

/** What would have been right, within a message in English. */
export function expectedEn(details: ErrorDetails): string {
  return formatExpectation('en', details.expected);
}

/** The same in French. */
export function expectedFr(details: ErrorDetails): string {
  return formatExpectation('fr', details.expected);
}
