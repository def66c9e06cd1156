/** The tables of cards and revocations. Own cards stand among those of the peers, under the name of this party. */
export const cardTables = `
CREATE TABLE cards (
  party TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  document BLOB NOT NULL,
  signatures BLOB NOT NULL,
  digest TEXT NOT NULL UNIQUE,
  confirmed_at TEXT NOT NULL,
  PRIMARY KEY (party, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE revocations (
  party TEXT NOT NULL,
  public_key TEXT NOT NULL,
  from_time TEXT NOT NULL,
  reason TEXT NOT NULL,
  revoked_at TEXT NOT NULL,
  PRIMARY KEY (party, public_key)
) STRICT, WITHOUT ROWID;
`;
