import type { Dialect } from './database.ts';

/**
 * What brings a database from one version of the schema to the next; the number of them is the newest version. Source:
 * docs/schema.md.
 */
export const migrations: readonly ((dialect: Dialect) => string)[] = [
  (dialect) => [batchTables(dialect), recordTables(dialect), partTables(dialect), views].join('\n'),
  identify,
];

/** Each database has an id, which the folder of its segments bears from its first use on. */
function identify({ integer, randomId }: Dialect): string {
  return `
ALTER TABLE scelle_schema ADD COLUMN id TEXT;
ALTER TABLE scelle_schema ADD COLUMN has_folder ${integer} NOT NULL DEFAULT 0;
UPDATE scelle_schema SET id = ${randomId};
`;
}

function batchTables({ bytes, integer, instant, day, uuid, table, keyedTable }: Dialect): string {
  return `
CREATE TABLE batches (
  id ${integer} PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  sender TEXT NOT NULL,
  recipient TEXT NOT NULL,
  stream TEXT NOT NULL,
  sequence ${integer} NOT NULL,
  batch_id ${uuid} NOT NULL,
  profile TEXT NOT NULL,
  channel TEXT NOT NULL,
  created_at ${instant} NOT NULL,
  received_at ${instant} NOT NULL,
  imported_at ${instant} NOT NULL,
  day ${day} NOT NULL,
  announced ${integer} NOT NULL,
  accepted ${integer} NOT NULL,
  rejected ${integer} NOT NULL,
  manifest TEXT NOT NULL,
  seal TEXT NOT NULL,
  content TEXT,
  content_salt ${bytes},
  content_hash ${bytes} NOT NULL,
  erased_at ${instant},
  erasure TEXT CHECK (erasure IN ('deleted', 'pseudonymised')),
  UNIQUE (sender, stream, sequence),
  CHECK ((erased_at IS NULL) = (erasure IS NULL))
) ${table};

CREATE INDEX batches_by_import ON batches (imported_at);

CREATE TABLE receipts (
  batch ${integer} NOT NULL REFERENCES batches (id),
  stage TEXT NOT NULL,
  document ${bytes} NOT NULL,
  signature ${bytes} NOT NULL,
  issued_at ${instant} NOT NULL,
  PRIMARY KEY (batch, stage)
) ${keyedTable};

CREATE TABLE absent_records (
  batch ${integer} NOT NULL REFERENCES batches (id),
  record_index ${integer} NOT NULL,
  leaf_hash ${bytes} NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (batch, record_index)
) ${keyedTable};
`;
}

function recordTables({ bytes, integer, instant, day, address, uuid, table }: Dialect): string {
  return `
CREATE TABLE records (
  id ${integer} PRIMARY KEY,
  batch ${integer} NOT NULL REFERENCES batches (id),
  record_index ${integer} NOT NULL,
  record_id ${uuid} NOT NULL UNIQUE,
  controller TEXT NOT NULL,
  occurred_at ${instant} NOT NULL,
  day ${day} NOT NULL,
  ip ${address},
  port ${integer},
  protocol TEXT NOT NULL,
  pseudonym TEXT,
  file_name TEXT,
  file_size ${integer},
  isp TEXT,
  agent TEXT,
  tool_name TEXT NOT NULL,
  tool_version TEXT NOT NULL,
  line TEXT,
  salt ${bytes},
  leaf_hash ${bytes} NOT NULL,
  UNIQUE (batch, record_index)
) ${table};

CREATE INDEX records_by_day ON records (day, controller);
CREATE INDEX records_by_provider ON records (isp, day);
CREATE INDEX records_by_address ON records (ip, port, occurred_at);
`;
}

function partTables({ bytes, integer, table, keyedTable }: Dialect): string {
  return `
CREATE TABLE works (
  id ${integer} PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  artist TEXT,
  category TEXT NOT NULL,
  rights_holder TEXT NOT NULL
) ${table};

CREATE INDEX works_by_title ON works (title);

CREATE TABLE work_identifiers (
  work ${integer} NOT NULL REFERENCES works (id),
  position ${integer} NOT NULL,
  scheme TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (work, position)
) ${keyedTable};

CREATE INDEX work_identifiers_by_value ON work_identifiers (scheme, value);

CREATE TABLE record_works (
  record ${integer} NOT NULL REFERENCES records (id),
  position ${integer} NOT NULL,
  work ${integer} NOT NULL REFERENCES works (id),
  PRIMARY KEY (record, position)
) ${keyedTable};

CREATE INDEX record_works_by_work ON record_works (work, record);

CREATE TABLE hashes (
  record ${integer} NOT NULL REFERENCES records (id),
  position ${integer} NOT NULL,
  algorithm TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (record, position)
) ${keyedTable};

CREATE INDEX hashes_by_value ON hashes (value);

CREATE TABLE segments (
  sha256 TEXT PRIMARY KEY,
  length ${integer} NOT NULL,
  content ${bytes}
) ${table};

CREATE TABLE record_segments (
  record ${integer} NOT NULL REFERENCES records (id),
  position ${integer} NOT NULL,
  file_offset ${integer} NOT NULL,
  length ${integer} NOT NULL,
  sha256 TEXT NOT NULL REFERENCES segments (sha256),
  PRIMARY KEY (record, position)
) ${keyedTable};

CREATE INDEX record_segments_by_segment ON record_segments (sha256);
`;
}

/** The views, which other programs read. */
export const viewNames: readonly string[] = ['daily_records', 'daily_works', 'daily_batches', 'daily_rejects'];

const views = `
CREATE VIEW daily_records AS
SELECT day, controller, protocol, isp, COUNT(*) AS records
FROM records GROUP BY day, controller, protocol, isp;

CREATE VIEW daily_works AS
SELECT r.day, w.id AS work, w.title, w.artist, w.category, COUNT(*) AS records
FROM record_works rw JOIN records r ON r.id = rw.record JOIN works w ON w.id = rw.work
GROUP BY r.day, w.id, w.title, w.artist, w.category;

CREATE VIEW daily_batches AS
SELECT day, sender, stream, COUNT(*) AS batches, SUM(announced) AS announced, SUM(accepted) AS accepted,
  SUM(rejected) AS rejected
FROM batches GROUP BY day, sender, stream;

CREATE VIEW daily_rejects AS
SELECT b.day, b.sender, b.stream, a.code, COUNT(*) AS records
FROM absent_records a JOIN batches b ON b.id = a.batch WHERE a.code <> 'erased'
GROUP BY b.day, b.sender, b.stream, a.code;
`;
