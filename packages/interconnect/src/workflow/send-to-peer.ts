import { InterconnectError } from '../errors/interconnect-error.ts';
import type { ChannelDecision } from '../ports/documents.ts';
import type { KeptDecision, KeptReceipt, Outbox, OutgoingBatch } from '../ports/outbox.ts';
import { fetchNotice } from '../sender/ask.ts';
import type { Connection } from '../sender/connection.ts';
import { sendBatch, type TransferProgress } from '../sender/send-batch.ts';
import type { RunOptions } from './connect.ts';
import { type DescribedError, isGeneral, requireDescribed } from './failures.ts';
import { askForDecision } from './keep-answers.ts';

/** What became of a batch that was to be sent. */
export interface SendingResult {
  readonly name: string;
  readonly recipient: string;
  /**
   * What the recipient's receipt says, or its decision, see `decision`; or *unsigned*: co-signatures are missing; *barred*:
   * the settings let it go by other channels only; *suspended*: the channel is; *failed*, see `error`; *left*: not tried
   * after a failure.
   */
  readonly outcome: 'accepted' | 'held' | 'rejected' | 'unsigned' | 'barred' | 'suspended' | 'failed' | 'left';
  /** Bytes that went over the network. */
  readonly bytes: number;
  /** Why it was rejected, or what it waits for. */
  readonly codes: readonly string[];
  readonly error?: DescribedError;
  /** What the recipient decided about a batch that it refused. */
  readonly decision?: Pick<KeptDecision, 'stream' | 'sequence' | 'decidedBy'>;
}

/** What sending to one peer came to. */
export interface PeerResult {
  readonly peer: string;
  /** In the order of their numbers. */
  readonly batches: readonly SendingResult[];
  /** The notice by which the channel is suspended. */
  readonly suspension: ChannelDecision | null;
  /** Why the peer could not be asked at all. */
  readonly error?: DescribedError;
}

/** What is told while it is sent. None of them is waited for, and none may throw. */
export interface OutboxEvents {
  /** A batch is announced. */
  readonly sending?: (batch: Pick<OutgoingBatch, 'name' | 'recipient'>) => void;
  /** Some bytes of it have left. */
  readonly progress?: (batch: Pick<OutgoingBatch, 'name' | 'recipient'>, progress: TransferProgress) => void;
  /** What became of a batch. */
  readonly sent?: (result: SendingResult) => void;
  /** A new receipt of a batch that was sent before. */
  readonly receipt?: (receipt: KeptReceipt) => void;
}

/** How it is sent, and what is told of it. */
export interface OutboxRun extends RunOptions {
  readonly on?: OutboxEvents;
}

/** Codes by which nothing more is to be had from this peer, beside those of `isGeneral`. */
const finalCodes: readonly string[] = [
  'notice-conflict',
  'notice-not-for-me',
  'notice-signature',
  'notice-unknown-key',
  'transfer-given-up',
];

/**
 * Sends batches to one peer, several at a time if told so, in the order of their numbers; fewer where it takes no more at
 * once. It stops where the next one would fail, too, or where the channel is suspended. Throws defects alone.
 */
export async function sendToPeer(
  outbox: Outbox,
  connection: Connection,
  batches: readonly OutgoingBatch[],
  run: OutboxRun,
): Promise<PeerResult> {
  const { parallel = 1, on = {} } = run;
  const { name: peer } = connection.remote;
  let suspension: ChannelDecision | null = null;
  let isOver = false;
  try {
    suspension = await checkChannel(outbox, connection);
  } catch (error) {
    return { peer, batches: batches.map((each) => untried(each, 'left')), suspension, error: requireDescribed(error) };
  }
  const waiting = [...batches.entries()];
  const results: SendingResult[] = [];
  /** Refused although nothing else of ours was under way: earlier uploads are unfinished, and may be the next ones here. */
  const aside: (typeof waiting)[number][] = [];
  let workers = 0;

  async function work(): Promise<void> {
    workers += 1;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, batch] = next;
      const result = await sendNext(batch);
      const isOneTooMany = result.error?.code === 'uploads-too-many';
      if (isOneTooMany && workers > 1) {
        waiting.unshift(next);
        waiting.sort(([a], [b]) => a - b);
        break;
      }
      results[index] = result;
      if (isOneTooMany) {
        aside.push(next);
        continue;
      }
      on.sent?.(result);
      if (result.error === undefined) takeUp();
    }
    workers -= 1;
  }

  /** There may be room for one more now. */
  function takeUp(): void {
    const again = aside.shift();
    if (again !== undefined) waiting.unshift(again);
  }

  async function sendNext(batch: OutgoingBatch): Promise<SendingResult> {
    const obstacle = batch.obstacle ?? (suspension ? 'suspended' : isOver ? 'left' : null);
    if (obstacle !== null) return untried(batch, obstacle);
    try {
      return await sendOne(outbox, connection, batch, run);
    } catch (error) {
      // The notice of a refusal may be none that can be believed.
      return await judgeFailure(batch, error).catch((unbelieved) => fail(batch, unbelieved));
    }
  }

  async function judgeFailure(batch: OutgoingBatch, error: unknown): Promise<SendingResult> {
    const notice = await keepNoticeOf(outbox, error, peer);
    if (notice === null) return fail(batch, error);
    suspension = notice;
    return untried(batch, 'suspended');
  }

  function fail(batch: OutgoingBatch, error: unknown): SendingResult {
    const described = requireDescribed(error);
    isOver ||= isGeneral(described) || finalCodes.includes(described.code);
    return { ...untried(batch, 'failed'), error: described };
  }

  await Promise.all(Array.from({ length: parallel }, work));
  for (const [index] of aside) on.sent?.(results[index]!);
  return { peer, batches: results, suspension };
}

/** A batch that was not tried. */
export function untried({ name, recipient }: OutgoingBatch, outcome: SendingResult['outcome']): SendingResult {
  return { name, recipient, outcome, bytes: 0, codes: [] };
}

async function sendOne(
  outbox: Outbox,
  connection: Connection,
  batch: OutgoingBatch,
  { signal, on = {} }: OutboxRun,
): Promise<SendingResult> {
  const { name, recipient } = batch;
  await using source = await batch.open();
  on.sending?.(batch);
  try {
    const { receipts, bytes } = await sendBatch(connection, source, {
      acceptReceipt: (signed) => outbox.keepReceipt(signed),
      beforeUpload: () => batch.markSent(),
      onProgress: (progress) => on.progress?.(batch, progress),
      ...(signal && { signal }),
    });
    // A receiver may add the receipts of other batches.
    const { outcome, codes = [] } = receipts.find(
      ({ stage, manifest }) => stage === 'delivery' && manifest === batch.manifest,
    )!;
    return { name, recipient, outcome, bytes, codes };
  } catch (error) {
    const decided = await askForDecision(outbox, connection, source, error);
    if (decided === null) throw error;
    const { stream, sequence, codes, decidedBy } = decided;
    return { name, recipient, outcome: 'rejected', bytes: 0, codes, decision: { stream, sequence, decidedBy } };
  }
}

/**
 * Asks the recipient what it last said of the channel, keeps it once it is verified, and gives the notice by which the
 * channel is suspended; null where it is open. What is not signed changes nothing. Throws what `fetchNotice` and
 * `keepNotice` throw.
 */
async function checkChannel(outbox: Outbox, connection: Connection): Promise<ChannelDecision | null> {
  const signed = await fetchNotice(connection);
  if (signed !== null) await outbox.keepNotice(signed);
  return outbox.findSuspension(connection.remote.name);
}

/** Keeps the notice that came with a refusal, and gives it; null where the error is another one. */
async function keepNoticeOf(outbox: Outbox, error: unknown, peer: string): Promise<ChannelDecision | null> {
  if (!(error instanceof InterconnectError) || error.code !== 'channel-suspended' || error.notice === null) return null;
  await outbox.keepNotice(error.notice);
  return outbox.findSuspension(peer);
}
