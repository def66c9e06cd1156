/** Every code of `@scelle/media`, beside those of `@scelle/core`; docs/errors.md explains them. */
export type MediaErrorCode =
  // writing
  | 'items-missing'
  | 'too-many-items'
  | 'item-not-sealed'
  | 'item-damaged'
  | 'item-twice'
  | 'parties-differ'
  | 'disc-too-small'
  | 'disc-too-large'
  | 'too-many-discs'
  | 'parity-out-of-range'
  | 'set-exists'
  | 'xorriso-missing'
  | 'xorriso-failed'
  // reading
  | 'medium-missing'
  | 'medium-unreadable'
  | 'medium-unsupported'
  | 'set-not-found'
  | 'set-invalid'
  | 'set-not-authentic'
  | 'set-for-others'
  | 'item-wrong'
  // re-supply
  | 'request-invalid'
  | 'request-unmet';
