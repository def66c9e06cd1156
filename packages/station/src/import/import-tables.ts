/**
 * What became of batches after their verification: which were imported and what was erased of them, which sent ones were
 * purged, and the certificates of that.
 */
export const importTables = `
CREATE TABLE imports (
  received INTEGER PRIMARY KEY REFERENCES received (id),
  target TEXT NOT NULL,
  accepted INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  imported_at TEXT NOT NULL,
  erased_at TEXT
) STRICT;

CREATE TABLE purged (
  digest TEXT PRIMARY KEY REFERENCES sent (digest),
  purged_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE certificates (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('retention', 'purge')),
  document BLOB NOT NULL,
  signature BLOB NOT NULL,
  issued_at TEXT NOT NULL
) STRICT;
`;
