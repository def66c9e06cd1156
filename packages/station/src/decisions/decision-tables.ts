/**
 * The decisions about batches for which there is no receipt, one a batch, and which other hosts have them: of a gateway
 * its principal, of a principal its gateways.
 */
export const decisionTables = `
CREATE TABLE decisions (
  direction TEXT NOT NULL CHECK (direction IN ('issued', 'received')),
  party TEXT NOT NULL,
  digest TEXT NOT NULL,
  document BLOB NOT NULL,
  signature BLOB NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (direction, party, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE decisions_handed_on (
  host TEXT NOT NULL,
  digest TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (host, digest)
) STRICT, WITHOUT ROWID;
`;
