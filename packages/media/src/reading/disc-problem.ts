/**
 * Something wrong with a disc that costs no evidence: a file beside it, its directory, a copy of its index
 * or of itself.
 */
export interface DiscProblem {
  readonly kind:
    | 'file-missing'
    | 'file-altered'
    | 'file-unexpected'
    | 'directory-damaged'
    | 'index-damaged'
    | 'copy-damaged';
  /** Path of the file on the disc, untrusted; of a copy the name of its medium; null where it is about no file. */
  readonly file: string | null;
}

/** How many problems of a disc are told. */
export const MOST_PROBLEMS = 100;
