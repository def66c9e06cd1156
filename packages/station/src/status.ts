import type { StreamState } from '@scelle/verify';
import { listReceived, type ReceivedBatch, toAuthenticBatches } from './ledger/received-batches.ts';
import { listSent, type SentBatch } from './ledger/sent-batches.ts';
import { listStreams } from './ledger/streams.ts';
import { isForAPerson } from './receiving/judge-batch.ts';
import type { Station } from './station.ts';

/** How things stand at a station. */
export interface StationStatus {
  readonly station: string;
  readonly role: string;
  /** Sent, by recipient and stream. */
  readonly sending: readonly SendingStream[];
  /** Received, by sender and stream. */
  readonly receiving: readonly ReceivingStream[];
  /** Files in quarantine that no person has seen yet. */
  readonly quarantined: readonly string[];
  /** Whether something waits for a person. */
  readonly needsPerson: boolean;
}

/** A stream to a recipient. */
export interface SendingStream {
  readonly recipient: string;
  readonly stream: string;
  readonly last: number;
  /** Without a delivery receipt, the oldest first. */
  readonly unacknowledged: readonly Pick<SentBatch, 'sequence' | 'state' | 'packedAt' | 'channel'>[];
  /** Rejected, and not replaced by a later batch. */
  readonly rejected: readonly number[];
}

/** A stream from a sender. */
export interface ReceivingStream extends StreamState {
  /** Accepted, and not opened yet. */
  readonly unopened: number;
  /** Waiting for a decision of a person. */
  readonly toJudge: readonly number[];
  readonly rejected: readonly number[];
}

/** Tells how things stand, from the ledger alone. */
export function readStatus({ database, name: station, role }: Station): StationStatus {
  const sending = listSending(database);
  const receiving = listReceiving(database);
  const quarantined = listReceived(database, 'quarantined')
    .filter(isForAPerson)
    .flatMap(({ file }) => file ?? []);
  const needsPerson =
    quarantined.length > 0 ||
    sending.some(({ rejected }) => rejected.length > 0) ||
    receiving.some(({ toJudge, missing }) => toJudge.length > 0 || missing.length > 0);
  return { station, role, sending, receiving, quarantined, needsPerson };
}

function listSending(database: Station['database']): SendingStream[] {
  const newest = database
    .prepare('SELECT recipient, stream, MAX(sequence) AS last FROM sent GROUP BY recipient, stream')
    .all() as unknown as Pick<SendingStream, 'recipient' | 'stream' | 'last'>[];
  const open = listSent(database, ['packed', 'sent', 'held']);
  const refused = listSent(database, ['rejected']);
  const isReplaced = database.prepare(
    'SELECT 1 FROM sent WHERE recipient = ? AND stream = ? AND replaces_sequence = ? LIMIT 1',
  );
  return newest.map(({ recipient, stream, last }) => {
    const isHere = (batch: SentBatch) => batch.recipient === recipient && batch.stream === stream;
    const unacknowledged = open
      .filter(isHere)
      .map(({ sequence, state, packedAt, channel }) => ({ sequence, state, packedAt, channel }));
    const rejected = refused
      .filter((batch) => isHere(batch) && isReplaced.get(recipient, stream, batch.sequence) === undefined)
      .map(({ sequence }) => sequence);
    return { recipient, stream, last, unacknowledged, rejected };
  });
}

function listReceiving(database: Station['database']): ReceivingStream[] {
  const [unopened, held, rejected] = [
    listReceived(database, 'accepted', 'sealed'),
    listReceived(database, 'held'),
    listReceived(database, 'rejected'),
  ].map(toAuthenticBatches);
  return listStreams(database).map((state) => {
    const isHere = ({ identity }: ReceivedBatch) =>
      identity?.sender === state.sender && identity.stream === state.stream;
    const numbers = (batches: typeof held = []) => batches.filter(isHere).map(({ identity }) => identity.sequence);
    return {
      ...state,
      unopened: numbers(unopened).length,
      toJudge: numbers([...(held ?? []), ...(rejected ?? [])].filter(isForAPerson)),
      rejected: numbers(rejected),
    };
  });
}
