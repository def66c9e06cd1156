import type { DatabaseSync } from 'node:sqlite';
import type { Channel, StreamPicture, StreamPlace } from '@scelle/verify';
import type { ReceivedIdentity } from './received-batches.ts';

/** As many numbers as fit on a page. */
const MOST_PLACES = 60;

/** How many of them may follow the one in question. */
const MOST_AFTER = 20;

/** What is known of a stream around one of its numbers: what came, by which channel, and what is missing. */
export function pictureStream(
  database: DatabaseSync,
  { sender, stream, sequence }: Pick<ReceivedIdentity, 'sender' | 'stream' | 'sequence'>,
): StreamPicture {
  const newest = database
    .prepare('SELECT MAX(sequence) AS newest FROM received WHERE sender = ? AND stream = ?')
    .get(sender, stream);
  const last = Math.min(Math.max(sequence, Number(newest?.['newest'] ?? 0)), sequence + MOST_AFTER);
  const first = Math.max(1, last - MOST_PLACES + 1);
  const came = listCame(database, { sender, stream, first, last });
  const places = Array.from({ length: last - first + 1 }, (_, index): StreamPlace => {
    const number = first + index;
    return came.get(number) ?? { sequence: number, state: 'missing', channel: null };
  });
  return { places };
}

interface Span {
  readonly sender: string;
  readonly stream: string;
  readonly first: number;
  readonly last: number;
}

/** What came of each number: the batch that the number belongs to, or else the last one that claimed it. */
function listCame(database: DatabaseSync, { sender, stream, first, last }: Span): ReadonlyMap<number, StreamPlace> {
  const rows = database
    .prepare(
      `SELECT sequence, state, channel FROM received WHERE sender = ? AND stream = ? AND sequence BETWEEN ? AND ?
       ORDER BY holds_number, id`,
    )
    .all(sender, stream, first, last);
  return new Map(
    rows.map((row) => {
      const state = row['state'] as 'accepted' | 'held' | 'rejected';
      const sequence = Number(row['sequence']);
      return [sequence, { sequence, state, channel: row['channel'] as Channel }];
    }),
  );
}
