/**
 * What parties said of the channels between them, and which receipts a principal has handed on to its gateway. The name
 * of the party for which a gateway receives stands with that of the station.
 */
export const channelTables = `
CREATE TABLE notices (
  station TEXT NOT NULL,
  peer TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('network', 'media', 'file')),
  number INTEGER NOT NULL CHECK (number >= 1),
  state TEXT NOT NULL CHECK (state IN ('suspended', 'open')),
  document BLOB NOT NULL,
  signature BLOB NOT NULL,
  added_at TEXT NOT NULL,
  PRIMARY KEY (station, peer, channel, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE handed_on (
  gateway TEXT NOT NULL,
  digest TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('delivery', 'verification', 'import')),
  at TEXT NOT NULL,
  PRIMARY KEY (gateway, digest, stage)
) STRICT, WITHOUT ROWID;

ALTER TABLE own ADD COLUMN receives_for TEXT;
`;
