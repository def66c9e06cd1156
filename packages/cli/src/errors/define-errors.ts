import type { ErrorCatalogue } from '@scelle/core';

/** A catalogue of errors, as `defineErrors` of `@scelle/core`, which takes longer to load than `--version` to answer. */
export function defineErrors<Code extends string>(entries: ErrorCatalogue<Code>): ErrorCatalogue<Code> {
  return entries;
}
