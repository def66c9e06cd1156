/** The codes of imports and of what works with imported evidence. */
export type ImportCode =
  // targets
  | 'database-url-invalid'
  | 'database-unreachable'
  | 'database-unsuitable'
  | 'database-busy'
  | 'database-full'
  | 'database-newer'
  | 'database-foreign'
  | 'database-altered'
  | 'database-damaged'
  | 'database-constraint'
  | 'database-failed'
  // imports
  | 'import-not-verified'
  | 'import-out-of-turn'
  | 'import-profile-unknown'
  | 'import-rejects-too-many'
  // evidence
  | 'evidence-unknown'
  | 'evidence-erased'
  | 'evidence-damaged'
  // retention
  | 'retention-not-set'
  | 'retention-elsewhere'
  | 'retention-folder-missing';
