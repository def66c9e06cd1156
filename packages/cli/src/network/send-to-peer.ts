import { type Connection, fetchNotice, InterconnectError, sendBatch } from '@scelle/interconnect';
import { markSent, type OutgoingBatch, StationError } from '@scelle/station';
import {
  addNotice,
  type Decision,
  findSuspension,
  type Notice,
  openOutgoing,
  sendingRules,
} from '@scelle/station/internal';
import type { SignedDocument } from '@scelle/verify/internal';
import { type DescribedError, isDescribedError } from '../errors/cli-error.ts';
import type { CommandContext } from '../kernel/context.ts';
import type { Desk } from '../kernel/station.ts';
import { createTransferMeter } from './connect.ts';
import { isGeneral } from './failures.ts';
import { askForDecision, keepReceipt } from './keep-answers.ts';

/** What became of a batch that was to be sent. */
export interface SendingResult {
  readonly name: string;
  readonly recipient: string;
  /**
   * What the recipient's receipt says, or its decision, see `decision`; or *unsigned*: co-signatures are missing; *barred*: the settings let it go by
   * other channels only; *suspended*: the channel is; *failed*, see `error`; *left*: not tried after a failure.
   */
  readonly outcome: 'accepted' | 'held' | 'rejected' | 'unsigned' | 'barred' | 'suspended' | 'failed' | 'left';
  /** Bytes that went over the network. */
  readonly bytes: number;
  /** Why it was rejected, or what it waits for. */
  readonly codes: readonly string[];
  readonly error?: DescribedError;
  /** What the recipient decided about a batch that it refused. */
  readonly decision?: Pick<Decision, 'stream' | 'sequence' | 'decidedBy'>;
}

/** What sending to one peer came to. */
export interface PeerResult {
  readonly peer: string;
  readonly batches: readonly SendingResult[];
  /** The notice by which the channel is suspended. */
  readonly suspension: Notice | null;
  /** Why the peer could not be asked at all. */
  readonly error?: DescribedError;
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
 * once. It stops where the next one would fail, too, or where the channel is suspended. Throws what this machine's failures lead to.
 */
export async function sendToPeer(
  context: CommandContext,
  desk: Desk,
  connection: Connection,
  batches: readonly OutgoingBatch[],
  parallel: number,
): Promise<PeerResult> {
  const { name: peer } = connection.remote;
  let suspension: Notice | null = null;
  let isOver = false;
  try {
    suspension = await checkChannel(desk, connection);
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
      if (isOneTooMany) aside.push(next);
      else if (result.error === undefined) takeUp();
    }
    workers -= 1;
  }

  /** There may be room for one more now. */
  function takeUp(): void {
    const again = aside.shift();
    if (again !== undefined) waiting.unshift(again);
  }

  async function sendNext(outgoing: OutgoingBatch): Promise<SendingResult> {
    const obstacle = findObstacle(desk, outgoing) ?? (suspension ? 'suspended' : isOver ? 'left' : null);
    if (obstacle !== null) return untried(outgoing, obstacle);
    try {
      return await sendOne(context, desk, connection, outgoing);
    } catch (error) {
      // The notice of a refusal may be none that can be believed.
      return await judgeFailure(outgoing, error).catch((unbelieved) => fail(outgoing, unbelieved));
    }
  }

  async function judgeFailure(outgoing: OutgoingBatch, error: unknown): Promise<SendingResult> {
    const notice = await keepNoticeOf(desk, error, peer);
    if (notice === null) return fail(outgoing, error);
    suspension = notice;
    return untried(outgoing, 'suspended');
  }

  function fail(outgoing: OutgoingBatch, error: unknown): SendingResult {
    const described = requireDescribed(error);
    isOver ||= isGeneral(described) || finalCodes.includes(described.code);
    return { ...untried(outgoing, 'failed'), error: described };
  }

  await Promise.all(Array.from({ length: parallel }, work));
  return { peer, batches: results, suspension };
}

/** A batch that was not tried. */
export function untried({ batch }: OutgoingBatch, outcome: SendingResult['outcome']): SendingResult {
  return { name: nameOf(batch), recipient: batch.recipient, outcome, bytes: 0, codes: [] };
}

function findObstacle({ settings }: Desk, { missing, batch }: OutgoingBatch): 'unsigned' | 'barred' | null {
  if (missing.length > 0) return 'unsigned';
  return sendingRules(settings, batch.recipient).channels.includes('network') ? null : 'barred';
}

async function sendOne(
  context: CommandContext,
  desk: Desk,
  connection: Connection,
  outgoing: OutgoingBatch,
): Promise<SendingResult> {
  const { batch } = outgoing;
  const name = nameOf(batch);
  await using source = await openOutgoing(outgoing);
  const { recipient } = batch;
  try {
    const { receipts, bytes } = await sendBatch(connection, source, {
      acceptReceipt: (signed) => keepReceipt(desk, signed),
      beforeUpload: () => markSent(desk.station, [batch], { channel: 'network', carrier: recipient }),
      signal: context.interruption.signal,
      onProgress: createTransferMeter(context, name),
    });
    // A receiver may add the receipts of other batches.
    const { outcome, codes = [] } = receipts.find(
      ({ stage, manifest }) => stage === 'delivery' && manifest === batch.digest,
    )!;
    return { name, recipient, outcome, bytes, codes };
  } catch (error) {
    const decision = await askForDecision(desk, connection, source, error);
    if (decision === null) throw error;
    const { stream, sequence, codes, decidedBy } = decision;
    return { name, recipient, outcome: 'rejected', bytes: 0, codes, decision: { stream, sequence, decidedBy } };
  }
}

function nameOf({ file }: OutgoingBatch['batch']): string {
  return file.replace(/\.scelle$/, '');
}

/** What is none of ours is a defect, which ends the command. */
function requireDescribed(error: unknown): DescribedError {
  if (isDescribedError(error)) return error;
  throw error;
}

/**
 * Asks the recipient what it last said of the channel, keeps it once it is verified, and gives the notice by which the
 * channel is suspended; null where it is open. What is not signed changes nothing. Throws what `fetchNotice` and
 * `addNotice` throw.
 */
async function checkChannel(desk: Desk, connection: Connection): Promise<Notice | null> {
  const signed = await fetchNotice(connection);
  if (signed !== null) await keepNotice(desk, signed);
  return findSuspension(desk.station, connection.remote.name);
}

/** Keeps the notice that came with a refusal, and gives it; null where the error is another one. */
async function keepNoticeOf(desk: Desk, error: unknown, peer: string): Promise<Notice | null> {
  if (!(error instanceof InterconnectError) || error.code !== 'channel-suspended' || error.notice === null) return null;
  await keepNotice(desk, error.notice);
  return findSuspension(desk.station, peer);
}

/** An older notice than the known one is what a restored receiver, or a liar, has. */
async function keepNotice({ station, settings }: Desk, signed: SignedDocument): Promise<void> {
  try {
    await addNotice(station, signed, settings);
  } catch (error) {
    const isOld = error instanceof StationError && error.code === 'notice-outdated';
    if (!isOld) throw error;
  }
}
