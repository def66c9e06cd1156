/** Usage: fill-ledger.ts LEDGER BATCHES. Enters batches that came and wait to be opened, and as many that were sent. */
import { DatabaseSync } from 'node:sqlite';

const [ledger = '', batches = ''] = process.argv.slice(2);
const AT = '2026-11-03T06:00:00Z';
const numbers = `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${Number(batches)})`;

const database = new DatabaseSync(ledger);
database.exec('BEGIN');
database.exec(`${numbers} INSERT INTO received (sender, stream, sequence, digest, records, created_at, bytes, channel,
  state, level, holds_number, codes, waits_for, first_seen_at, changed_at)
  SELECT 'tmg', 'stream-' || (n % 20), (n + 19) / 20, printf('%064x', n), 1, '${AT}', 1, 'network',
    'accepted', 'sealed', 1, '[]', '[]', '${AT}', '${AT}' FROM numbers`);
database.exec(`${numbers} INSERT INTO sent (recipient, stream, sequence, digest, batch_id, file, records, bytes,
  created_at, state, packed_at, changed_at)
  SELECT 'tmg', 'stream-' || (n % 20), (n + 19) / 20, printf('%064x', n), '', '', 1, 1,
    '${AT}', 'packed', '${AT}', '${AT}' FROM numbers`);
database.exec('COMMIT');
database.close();
