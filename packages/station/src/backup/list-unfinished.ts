import type { DatabaseSync } from 'node:sqlite';
import { listReceived } from '../ledger/received-batches.ts';
import { listSent } from '../ledger/sent-batches.ts';
import { isForAPerson } from '../receiving/judge-batch.ts';

/**
 * The files, folder and name, of the batches that somebody still needs: what was sent until it is imported there, what
 * came until it is imported here, and what waits for its turn or for a person.
 */
export function listUnfinished(database: DatabaseSync): readonly string[] {
  const sent = listSent(database, ['packed', 'sent', 'held', 'delivered', 'verified']).map(
    ({ file }) => `outbox/${file}`,
  );
  const imported = listImported(database);
  const received = [
    ...listReceived(database, 'accepted').filter(({ identity }) => !imported.has(identity?.digest ?? '')),
    ...listReceived(database, 'held'),
    ...[...listReceived(database, 'rejected'), ...listReceived(database, 'quarantined')].filter(isForAPerson),
  ];
  return [...sent, ...received.flatMap(({ file }) => file ?? [])];
}

function listImported(database: DatabaseSync): ReadonlySet<string> {
  const rows = database.prepare("SELECT digest FROM receipts WHERE direction = 'issued' AND stage = 'import'").all();
  return new Set(rows.map((row) => String(row['digest'])));
}
