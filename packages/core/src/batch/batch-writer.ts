import { CoreError } from '../errors/core-error.ts';
import type { AbortOptions } from '../io/abort.ts';
import { giveWay } from '../io/event-loop.ts';
import { concatenate, isOwnMemory } from '../io/own-memory.ts';
import type { ReadRun } from '../lines/read-lines.ts';
import { encodeRecord, type RecordLine, readRecordLine, viewRecord } from '../lines/record-line.ts';
import { findProfile } from '../record/ip-evidence.ts';
import { BatchContent } from './batch-content.ts';
import type { EndRun, RefuseLine, SealedBatch, WriterParts } from './batch-options.ts';
import { RecordRun } from './record-run.ts';
import { RecordQuota } from './summary.ts';

const NEWLINE = 0x0a;

/**
 * Adds records to a batch, one after the other, and seals it. A record that is refused leaves the batch as it was; a
 * failure to write ends it: it is thrown by this or a later call, and every call after that throws `batch-failed`, or
 * once more what went wrong. Calls may overlap: they are carried out in order. Lines and attachments are kept, not
 * copied: the caller leaves their bytes as they are until the batch is sealed. A signer that fails ends nothing: `seal` may
 * be called again.
 * Made for `await using`, which gives up a batch that is not sealed, and what threads do for it.
 */
export class BatchWriter implements AsyncDisposable {
  readonly #parts: WriterParts;
  readonly #quota: RecordQuota;
  readonly #content: BatchContent;
  /** Where single records wait for others, to be hashed and compressed in threads as runs are; null for own profiles. */
  readonly #collected: RecordRun | null;
  readonly #runs: Promise<void>[] = [];
  /** What every later call throws; null while the batch is open. */
  #end: { readonly error: unknown } | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #turn: Promise<void> | null = null;
  /** How many calls of `seal` have not ended. */
  #sealing = 0;

  /**
   * Use `createBatch`.
   * @internal
   */
  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#quota = new RecordQuota(parts.agents);
    this.#content = new BatchContent(parts, this.#quota);
    this.#collected = findProfile(parts.profile.name) === parts.profile ? new RecordRun() : null;
  }

  /** Keeps an attachment for the records that follow, and gives its SHA-256 in hex. Throws `attachment-too-large`, `attachment-empty`. */
  addAttachment(bytes: Uint8Array): string {
    this.#checkTaking();
    return this.#content.putAttachment(bytes);
  }

  /**
   * Adds a record, given as an object whose keys may be in any order. Throws the `record-…` codes, those of attachments
   * (`attachment-not-found`, `attachment-wrong-length`, `attachment-wrong-digest`, `attachment-too-large`,
   * `segment-length-conflict`), those of limits (`too-many-records`, `too-many-attachments`, `too-many-controllers`),
   * and `batch-sealed` or `batch-failed`.
   */
  async addRecord(record: object): Promise<void> {
    const wait = this.#inTurn(this.#collect(record) ? null : this.#add(encodeRecord(this.#parts.profile, record)));
    if (wait !== null) await wait;
  }

  /** Adds a line of JSON Lines input. Throws what `readRecordLine` and `addRecord` throw. */
  async addLine(line: Uint8Array): Promise<void> {
    const wait = this.#inTurn(this.#add(readRecordLine(this.#parts.profile, line)));
    if (wait !== null) await wait;
  }

  /** Adds a record that was read already. Throws what `addRecord` throws. */
  async addRecordLine(line: RecordLine): Promise<void> {
    const wait = this.#inTurn(this.#add(line));
    if (wait !== null) await wait;
  }

  /**
   * Adds a run of whole lines of JSON Lines input, as `splitRuns` gives them, whose memory is lent for good. Several runs
   * are read side by side; they are added in their order. `refuse` is called for each line that is refused, with its
   * position in the run, and waits for no other call; `end` once for each run. What they throw, and what else goes wrong,
   * ends the batch; it is thrown by a later call, at the latest by `seal`. Throws `batch-sealed` or `batch-failed`.
   */
  async addLines(input: Uint8Array, refuse: RefuseLine, end?: EndRun): Promise<void> {
    this.#checkTaking();
    const add = async (run: ReadRun) => {
      const lines = await this.#content.addRun(run, refuse);
      end?.(lines);
    };
    await Promise.all([this.#addCollected(), this.#addRun(toOwnRun(input), add)]);
  }

  /**
   * Writes what is left, the manifest, and the seal. Throws `attachment-unreferenced`, after which the batch is still
   * open, `batch-sealed` or `batch-failed`, and what sink and signer throw. Where only the signature failed, because a key
   * management service did not answer, say, or answered wrongly (`signer-mismatch`), nothing is lost: `seal` may be called
   * again, then or hours later, with nothing added meanwhile; so it is where `signal` has ended the wait for the signer, whose
   * reason is thrown then. Default: the signal of `createBatch`.
   */
  async seal({ signal = this.#parts.signal }: AbortOptions = {}): Promise<SealedBatch> {
    this.#sealing += 1;
    // What goes wrong with them ends the batch, which is then not sealed.
    this.#addCollected().catch(() => undefined);
    return this.#inOrder(async () => {
      try {
        this.#checkOpen();
        signal?.throwIfAborted();
        return await this.#orFail(() => this.#seal(signal));
      } finally {
        this.#sealing -= 1;
      }
    });
  }

  /** Gives up what is not sealed, once the calls under way have ended, and what threads do for it. Then nothing more is written. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inOrder(async () => {
      // One that waits for its signature is given up, too.
      this.#end ??= { error: new CoreError('batch-failed') };
      await this.#parts.workers[Symbol.asyncDispose]();
      await this.#parts.payload.waitUntilIdle();
    });
  }

  /** What to wait for: room for more, and a turn of the event loop, which a plain loop of awaited calls would not let in. */
  #inTurn(backpressure: Promise<void> | null): Promise<void> | null {
    if (backpressure !== null) return backpressure.then(() => this.#giveWay() ?? undefined);
    return this.#giveWay();
  }

  /** All calls wait for the same turn: a caller need not wait for one before it makes the next. */
  #giveWay(): Promise<void> | null {
    this.#turn ??=
      giveWay()?.then(() => {
        this.#turn = null;
      }) ?? null;
    return this.#turn;
  }

  /** Adds a record, as most are, without more ado: it is recognised, and there is room for it among those that are collected. */
  #collect(record: object): boolean {
    if (this.#collected === null) return false;
    const line = viewRecord(this.#parts.profile, record);
    // Asked now: code of the caller, such as a getter of the record, may have begun to seal.
    if (line === null || this.#sealing > 0 || line.facts.segments.length > 0 || !this.#collected.hasRoomFor(line.bytes))
      return false;
    this.#checkTaking();
    this.#quota.reserve(line.facts);
    this.#collected.add(line.bytes);
    return true;
  }

  /** Adds a record to those that are collected, or alone; gives what to wait for, null where there is room for more. */
  #add(line: RecordLine): Promise<void> | null {
    const { bytes, facts } = line;
    // While the batch is being sealed, only in its turn does a record learn whether it came too late.
    if (this.#collected === null || this.#sealing > 0 || facts.segments.length > 0) return this.#addAlone(line);
    this.#checkTaking();
    this.#quota.reserve(facts);
    const backpressure = this.#collected.hasRoomFor(bytes) ? null : this.#addCollected();
    this.#collected.add(bytes);
    return backpressure;
  }

  async #addAlone(line: RecordLine): Promise<void> {
    const add = () => {
      this.#checkTaking();
      return this.#orFail(() => this.#content.add(line));
    };
    await Promise.all([this.#addCollected(), this.#inOrder(async () => add())]);
  }

  /** Adds the records that were collected; the promise is for room for more. */
  async #addCollected(): Promise<void> {
    if (this.#collected === null || this.#collected.isEmpty) return;
    await this.#addRun(this.#collected.take(), (run) => this.#content.addReserved(run));
  }

  /** Reads a run while those before it are added. What fails must be told by a later call: nobody may wait for this. */
  async #addRun(input: Uint8Array, add: (run: ReadRun) => Promise<void>): Promise<void> {
    const { workers, profile } = this.#parts;
    const read = workers.readLines(profile, input);
    read.catch(() => undefined);
    const added = this.#inOrder(() => this.#orEnd(async () => add(await read)));
    added.catch(() => undefined);
    // While the batch is being sealed, only in its turn does a run learn whether it came too late.
    if (this.#sealing > 0) return added;
    this.#runs.push(added);
    if (this.#runs.length > workers.concurrency) await this.#runs.shift();
  }

  /** Callers need not wait for one record before they add the next. */
  #inOrder<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }

  #checkOpen(): void {
    this.#parts.signal?.throwIfAborted();
    if (this.#end !== null) throw this.#end.error;
  }

  /** What waits for nothing but its signature takes nothing more. */
  #checkTaking(): void {
    this.#checkOpen();
    if (this.#content.isComplete) throw new CoreError('batch-sealed');
  }

  async #orEnd(task: () => Promise<void>): Promise<void> {
    this.#checkTaking();
    try {
      await task();
    } catch (error) {
      this.#end = { error };
      throw error;
    }
  }

  async #orFail<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      if (this.#content.hasFailed) this.#end = { error: new CoreError('batch-failed') };
      throw error;
    }
  }

  async #seal(signal: AbortSignal | undefined): Promise<SealedBatch> {
    const sealed = await this.#content.seal(signal && { signal });
    this.#end = { error: new CoreError('batch-sealed') };
    await this.#parts.workers[Symbol.asyncDispose]();
    return sealed;
  }
}

/**
 * The run as it may be lent to a thread: in memory of our own, since a caller's may hold the next run too; and with a
 * newline at the end, without which the last line would belong to no run, and be lost.
 */
function toOwnRun(input: Uint8Array): Uint8Array {
  if (input.length > 0 && input.at(-1) !== NEWLINE) return concatenate([input, Uint8Array.of(NEWLINE)]);
  return isOwnMemory(input) ? input : concatenate([input]);
}
