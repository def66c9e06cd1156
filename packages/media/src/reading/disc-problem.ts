/** Something wrong with a disc that costs no evidence: a file beside it, its directory, a copy of its index. */
export interface DiscProblem {
  readonly kind: 'file-missing' | 'file-altered' | 'file-unexpected' | 'directory-damaged' | 'index-damaged';
  /** Path of the file on the disc, untrusted; null where it is about no file. */
  readonly file: string | null;
}

/** How many problems of a disc are told. */
export const MOST_PROBLEMS = 100;
