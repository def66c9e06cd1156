/** The digest of the last batch that was confirmed without being in the ledger: what the next one follows. */
export const confirmedDigestTable = 'ALTER TABLE confirmed_streams ADD COLUMN digest TEXT;';

/** What a restored station remembers of its restoration, and whose last numbers were confirmed since. */
export const restorationTables = `
CREATE TABLE restorations (
  id INTEGER PRIMARY KEY,
  backup_made_at TEXT NOT NULL,
  restored_at TEXT NOT NULL
) STRICT;

CREATE TABLE confirmed_streams (
  restoration INTEGER NOT NULL REFERENCES restorations (id),
  recipient TEXT NOT NULL,
  stream TEXT NOT NULL,
  last INTEGER NOT NULL CHECK (last >= 0),
  confirmed_at TEXT NOT NULL,
  PRIMARY KEY (restoration, recipient, stream)
) STRICT, WITHOUT ROWID;
`;
