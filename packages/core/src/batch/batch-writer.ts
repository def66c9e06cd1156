import { CoreError } from '../errors/core-error.ts';
import { ScelleError } from '../errors/scelle-error.ts';
import { splitLines } from '../lines/line-ends.ts';
import type { LinesSummary } from '../lines/lines-summary.ts';
import type { ReadRun } from '../lines/read-lines.ts';
import { concatenate } from '../record/concatenate.ts';
import type { RecordFacts } from '../record/profile.ts';
import { encodeRecord, type RecordLine, readRecordLine } from '../record/record-line.ts';
import { AttachmentDesk } from './attachment-desk.ts';
import type { EndRun, RefuseLine, SealedBatch, WriterParts } from './batch-options.ts';
import { createManifest } from './create-manifest.ts';
import { type AcceptedRun, GroupBuilder } from './group-builder.ts';
import { limits } from './limits.ts';
import type { Manifest } from './manifest.ts';
import { BatchSummary } from './summary.ts';
import { writeTail } from './write-tail.ts';

const NEWLINE = 0x0a;
const noAttachments: ReadonlyMap<string, Uint8Array> = new Map();

/**
 * Adds records to a batch, one after the other, and seals it. A record that is refused leaves the batch as it was; a
 * failure to write ends it, and every later call throws `batch-failed` (after `addLines`: what went wrong). Calls may
 * overlap: they are carried out in order. Lines and attachments are kept, not copied: the caller leaves their bytes as
 * they are until the batch is sealed.
 * Made for `await using`, which ends the threads of a batch that is not sealed.
 */
export class BatchWriter implements AsyncDisposable {
  readonly #parts: WriterParts;
  readonly #agents: ReadonlySet<string>;
  readonly #groups = new GroupBuilder();
  readonly #desk: AttachmentDesk;
  readonly #summary = new BatchSummary();
  readonly #runs: Promise<void>[] = [];
  /** What every later call throws; null while the batch is open. */
  #end: { readonly error: unknown } | null = null;
  #last: Promise<unknown> = Promise.resolve();
  /** Calls that have not ended. */
  #waiting = 0;

  /** Use `createBatch`. */
  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#agents = new Set(parts.agents);
    this.#desk = new AttachmentDesk(parts.readAttachment);
  }

  /** Keeps an attachment for the records that follow, and gives its SHA-256 in hex. Throws `attachment-too-large`, `attachment-empty`. */
  addAttachment(bytes: Uint8Array): string {
    this.#checkOpen();
    return this.#desk.put(bytes);
  }

  /**
   * Adds a record, given as an object whose keys may be in any order. Throws the `record-…` codes, those of attachments
   * (`attachment-not-found`, `attachment-wrong-length`, `attachment-wrong-digest`, `attachment-too-large`,
   * `segment-length-conflict`), those of limits (`too-many-records`, `too-many-attachments`, `too-many-controllers`),
   * and `batch-sealed` or `batch-failed`.
   */
  async addRecord(record: object): Promise<void> {
    await this.addRecordLine(encodeRecord(this.#parts.profile, record));
  }

  /** Adds a line of JSON Lines input. Throws what `readRecordLine` and `addRecord` throw. */
  async addLine(line: Uint8Array): Promise<void> {
    await this.addRecordLine(readRecordLine(this.#parts.profile, line));
  }

  /**
   * Adds a run of whole lines of JSON Lines input, as `splitRuns` gives them, whose memory is lent for good. Several runs
   * are read side by side; they are added in their order. `refuse` is called for each line that is refused, with its
   * position in the run, and waits for no other call; `end` once for each run. What they throw, and what else goes wrong,
   * ends the batch; it is thrown by a later call, at the latest by `seal`. Throws `batch-sealed` or `batch-failed`.
   */
  async addLines(input: Uint8Array, refuse: RefuseLine, end?: EndRun): Promise<void> {
    this.#checkOpen();
    const read = this.#parts.workers.readLines(this.#parts.profile, endLastLine(input));
    read.catch(() => undefined);
    const added = this.#inOrder(() => this.#addRun(read, refuse, end));
    added.catch(() => undefined);
    this.#runs.push(added);
    if (this.#runs.length > this.#parts.workers.concurrency) await this.#runs.shift();
  }

  /** Adds a record that was read already. Throws what `addRecord` throws. */
  async addRecordLine(line: RecordLine): Promise<void> {
    if (this.#waiting > 0 || !this.#addAtOnce(line)) await this.#inOrder(() => this.#add(line));
  }

  /**
   * Writes what is left, the manifest, and the seal. Throws `attachment-unreferenced`, after which the batch is still
   * open, `batch-sealed` or `batch-failed`, and what sink and signer throw.
   */
  seal(): Promise<SealedBatch> {
    return this.#inOrder(() => this.#seal());
  }

  /** Gives up what is not sealed, once the calls under way have ended, and ends the threads. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inOrder(async () => {
      this.#end ??= { error: new CoreError('batch-failed') };
      await this.#parts.workers[Symbol.asyncDispose]();
    });
  }

  /** Callers need not wait for one record before they add the next. */
  #inOrder<T>(task: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const result = this.#last.then(task).finally(() => {
      this.#waiting -= 1;
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Whatever fails must be told by a later call: nobody may be waiting for this one. */
  async #addRun(read: Promise<ReadRun>, refuse: RefuseLine, end: EndRun | undefined): Promise<void> {
    this.#checkOpen();
    try {
      const run = await read;
      const added = run.accepted === null ? 0 : await this.#addAccepted(run.accepted);
      const isWhole = added === run.accepted?.ends.length;
      const lines = isWhole ? added : await this.#addOneByOne(run.input, added, refuse);
      end?.(lines);
    } catch (error) {
      this.#end = { error };
      throw error;
    }
  }

  /** Adds the lines of a run of which the first `added` were added already. Gives the number of lines. */
  async #addOneByOne(input: Uint8Array, added: number, refuse: RefuseLine): Promise<number> {
    let position = 0;
    for (const line of splitLines(input)) {
      try {
        const record = readRecordLine(this.#parts.profile, line);
        if (position < added) this.#summary.add(record.facts);
        else await this.#add(record);
      } catch (error) {
        if (this.#end !== null || !(error instanceof ScelleError)) throw error;
        await refuse(error, line, position);
      }
      position += 1;
    }
    return position;
  }

  /** Adds lines up to where one would be refused, and gives their number. Only of a whole run the totals are counted. */
  async #addAccepted(run: AcceptedRun): Promise<number> {
    const { summary } = run;
    if (!this.#admitsAll(summary)) return 0;
    for (let from = 0; from < summary.records; ) {
      const added = await this.#addPart(run, from);
      if (added === null) return from;
      from += added;
    }
    this.#summary.merge(summary);
    return summary.records;
  }

  /** Adds as many lines as belong to one group; null where something about their attachments would be refused. */
  async #addPart(run: AcceptedRun, from: number): Promise<number | null> {
    try {
      const part = this.#groups.findPart(run, from);
      const attachments = await this.#desk.readAll(part.added);
      this.#groups.addPart(run, part, attachments);
      this.#desk.release(part.references);
      if (part.end < run.ends.length) await this.#writeGroup();
      return part.end - from;
    } catch (error) {
      if (this.#end !== null || !(error instanceof CoreError)) throw error;
      return null;
    }
  }

  #admitsAll({ records, agents, controllers }: LinesSummary): boolean {
    return (
      this.#summary.records + records <= limits.records &&
      [...agents.keys()].every((agent) => this.#agents.has(agent)) &&
      this.#summary.admitsAll(controllers.keys())
    );
  }

  async #add(line: RecordLine): Promise<void> {
    if (this.#addAtOnce(line)) return;
    const { bytes, facts } = line;
    const added = new Map<string, Uint8Array>();
    for (const [digest, length] of this.#groups.findNewAttachments(facts.segments)) {
      added.set(digest, await this.#desk.read(digest, length));
    }
    if (!this.#groups.admits(bytes, added)) await this.#writeGroup();
    this.#groups.add(bytes, added);
    this.#desk.release(facts.segments);
    this.#summary.add(facts);
  }

  /** Adds a record for which nothing must be read or written before, as is true of most; otherwise it says no. */
  #addAtOnce({ bytes, facts }: RecordLine): boolean {
    this.#checkOpen();
    this.#checkAdmissible(facts);
    if (facts.segments.length > 0 || !this.#groups.admits(bytes, noAttachments)) return false;
    this.#groups.add(bytes, noAttachments);
    this.#summary.add(facts);
    return true;
  }

  #checkOpen(): void {
    if (this.#end !== null) throw this.#end.error;
  }

  #checkAdmissible({ agent, controller }: RecordFacts): void {
    if (this.#summary.records === limits.records) throw new CoreError('too-many-records', { limit: limits.records });
    if (agent !== null && !this.#agents.has(agent)) throw new CoreError('record-agent-unlisted');
    if (!this.#summary.admits(controller)) throw new CoreError('too-many-controllers', { limit: limits.controllers });
  }

  async #writeGroup(): Promise<void> {
    const group = this.#groups.take();
    await this.#orFail(() => this.#parts.payload.addGroup(group));
    for (const memory of group.memory) this.#desk.giveBack(memory);
  }

  /** What is written cannot be taken back, and a batch that lacks a part of it would be a lie. */
  async #orFail<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      this.#end = { error: new CoreError('batch-failed') };
      throw error;
    }
  }

  async #seal(): Promise<SealedBatch> {
    this.#checkOpen();
    if (this.#desk.waiting > 0) throw new CoreError('attachment-unreferenced', { found: this.#desk.waiting });
    if (this.#groups.records > 0) await this.#writeGroup();
    const sealed = await this.#orFail(async () => writeTail(this.#parts, await this.#finishPayload()));
    this.#end = { error: new CoreError('batch-sealed') };
    await this.#parts.workers[Symbol.asyncDispose]();
    return sealed;
  }

  async #finishPayload(): Promise<Manifest> {
    const { head, payload } = this.#parts;
    const { bytes, sha256, contentBytes, merkleRoot } = await payload.finish();
    return createManifest(head, {
      period: this.#summary.period,
      records: { count: this.#summary.records, merkleRoot },
      controllers: this.#summary.controllers,
      attachments: this.#groups.attachments,
      content: { bytes: contentBytes },
      payload: { bytes, sha256 },
    });
  }
}

/** A last line without its newline would belong to no run, and be lost. */
function endLastLine(input: Uint8Array): Uint8Array {
  return input.length === 0 || input.at(-1) === NEWLINE ? input : concatenate([input, Uint8Array.of(NEWLINE)]);
}
