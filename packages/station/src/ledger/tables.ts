/** The first version of the ledger's tables, without those of cards. Times are instants, digests lower-case hex. */
export const firstTables = `
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
export const inputDigestTable = `
ALTER TABLE sent ADD COLUMN input_digest TEXT;
CREATE INDEX sent_by_input ON sent (input_digest) WHERE input_digest IS NOT NULL;
`;
