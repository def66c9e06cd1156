/** Which media sets went and came, and which discs of them carried which batch or receipt. */
export const discTables = `
CREATE TABLE disc_sets (
  direction TEXT NOT NULL CHECK (direction IN ('sent', 'received')),
  set_key TEXT NOT NULL,
  id TEXT NOT NULL,
  party TEXT NOT NULL,
  label TEXT,
  discs INTEGER NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (direction, set_key)
) STRICT, WITHOUT ROWID;

-- A batch has the digest of its manifest, a receipt that of its document. Numbers of discs are separated by spaces.
CREATE TABLE disc_items (
  direction TEXT NOT NULL,
  set_key TEXT NOT NULL,
  digest TEXT NOT NULL,
  name TEXT NOT NULL,
  discs TEXT NOT NULL,
  PRIMARY KEY (direction, set_key, digest),
  FOREIGN KEY (direction, set_key) REFERENCES disc_sets (direction, set_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX disc_items_by_digest ON disc_items (digest);
`;
