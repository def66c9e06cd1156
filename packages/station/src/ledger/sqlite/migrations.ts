/** The first version of the ledger's tables, without those of cards. Times are instants, digests lower-case hex. */
const firstTables = `
CREATE TABLE own (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('collector', 'agent', 'authority', 'gateway')),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE sent (
  recipient TEXT NOT NULL,
  stream TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence >= 1),
  digest TEXT NOT NULL UNIQUE,
  batch_id TEXT NOT NULL,
  file TEXT NOT NULL,
  records INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  replaces_sequence INTEGER,
  state TEXT NOT NULL CHECK (state IN ('packed', 'sent', 'held', 'delivered', 'verified', 'imported', 'rejected')),
  channel TEXT CHECK (channel IN ('network', 'media', 'file')),
  packed_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  PRIMARY KEY (recipient, stream, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX sent_by_state ON sent (state);
CREATE INDEX sent_by_file ON sent (file);

CREATE TABLE received (
  id INTEGER PRIMARY KEY,
  -- Who sent it and its place are known only where the seal verified.
  sender TEXT,
  stream TEXT,
  sequence INTEGER,
  digest TEXT,
  previous TEXT,
  batch_id TEXT,
  records INTEGER,
  created_at TEXT,
  bytes INTEGER NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('network', 'media', 'file')),
  state TEXT NOT NULL CHECK (state IN ('accepted', 'held', 'rejected', 'quarantined')),
  level TEXT NOT NULL CHECK (level IN ('sealed', 'full')),
  -- Whether this batch is the one that its number in the stream belongs to.
  holds_number INTEGER NOT NULL CHECK (holds_number IN (0, 1)),
  codes TEXT NOT NULL,
  waits_for TEXT NOT NULL,
  first_seen_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  file TEXT,
  CHECK ((state = 'quarantined') = (sender IS NULL)),
  CHECK (state <> 'accepted' OR holds_number = 1)
) STRICT;

CREATE UNIQUE INDEX received_by_digest ON received (sender, stream, digest) WHERE sender IS NOT NULL;
CREATE UNIQUE INDEX received_by_number ON received (sender, stream, sequence) WHERE holds_number = 1;
CREATE INDEX received_accepted ON received (sender, stream, sequence) WHERE state = 'accepted';
CREATE INDEX received_by_state ON received (state, level);
CREATE INDEX received_by_manifest ON received (digest);

-- How many records of each controller a batch holds, and on which day it was created: what daily limits are held against.
CREATE TABLE received_controllers (
  received INTEGER NOT NULL REFERENCES received (id),
  controller TEXT NOT NULL,
  day TEXT NOT NULL,
  records INTEGER NOT NULL,
  PRIMARY KEY (received, controller)
) STRICT, WITHOUT ROWID;

CREATE INDEX received_controllers_by_day ON received_controllers (controller, day);

CREATE TABLE receipts (
  direction TEXT NOT NULL CHECK (direction IN ('issued', 'received')),
  party TEXT NOT NULL,
  digest TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('delivery', 'verification', 'import')),
  document BLOB NOT NULL,
  signature BLOB NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (direction, party, digest, stage)
) STRICT, WITHOUT ROWID;

CREATE TABLE custody (
  number INTEGER PRIMARY KEY,
  entry TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE custody_heads (
  number INTEGER PRIMARY KEY REFERENCES custody (number),
  document BLOB NOT NULL,
  signature BLOB NOT NULL
) STRICT;
`;

/** SHA-256 of the lines that a batch was packed from. It stays in the ledger: whoever knows it could guess a single record. */
const inputDigestTable = `
ALTER TABLE sent ADD COLUMN input_digest TEXT;
CREATE INDEX sent_by_input ON sent (input_digest) WHERE input_digest IS NOT NULL;
`;

/** The tables of cards and revocations. Own cards stand among those of the peers, under the name of this party. */
const cardTables = `
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

/** Every settings file that this station has worked with, from when on: the newest row is the one in force. */
const settingsTables = `
CREATE TABLE settings (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL,
  text TEXT NOT NULL,
  since TEXT NOT NULL
) STRICT;
`;

/**
 * What parties said of the channels between them, and which receipts a principal has handed on to its gateway. The name
 * of the party for which a gateway receives stands with that of the station.
 */
const channelTables = `
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

/** The digest of the last batch that was confirmed without being in the ledger: what the next one follows. */
const confirmedDigestTable = 'ALTER TABLE confirmed_streams ADD COLUMN digest TEXT;';

/** What a restored station remembers of its restoration, and whose last numbers were confirmed since. */
const restorationTables = `
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

/**
 * What became of batches after their verification: which were imported and what was erased of them, which sent ones were
 * purged, and the certificates of that.
 */
const importTables = `
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

/** Which media sets went and came, and which discs of them carried which batch or receipt. */
const discTables = `
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

/**
 * The decisions about batches for which there is no receipt, one a batch, and which other hosts have them: of a gateway
 * its principal, of a principal its gateways.
 */
const decisionTables = `
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

/** What brings a ledger from one version to the next; the number of them is the newest version. */
export const migrations: readonly string[] = [
  firstTables + cardTables + settingsTables,
  channelTables,
  restorationTables,
  importTables,
  discTables,
  confirmedDigestTable,
  inputDigestTable,
  decisionTables,
];
