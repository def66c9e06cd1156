import type { ErrorDetails } from '@scelle/core';

/** The file, at the head of a message in English. */
export function placeEn({ file }: ErrorDetails): string {
  return file === undefined ? '' : `${file}: `;
}

/** The same in French. */
export function placeFr({ file }: ErrorDetails): string {
  return file === undefined ? '' : `${file} : `;
}
