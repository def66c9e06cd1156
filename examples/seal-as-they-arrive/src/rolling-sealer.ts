import { join } from 'node:path';
import {
  type BatchHeader,
  type BatchKeys,
  type BatchWriter,
  createBatch,
  createPublishedFile,
  type PublishedFile,
  type ReadAttachment,
  type SealedBatch,
} from '@scelle/core';
import { type Position, readPosition, toFileName } from './position.ts';

/** What is the same for every batch of the stream. */
export interface StreamSettings {
  /** The folder of the batches. No other process may write this stream there. */
  readonly outbox: string;
  readonly header: Omit<BatchHeader, keyof Position>;
  readonly keys: BatchKeys;
  readonly readAttachment: ReadAttachment;
  /** A batch is sealed at this many records, or this long after its first one. */
  readonly maxRecords: number;
  readonly maxMilliseconds: number;
  /** Called once a batch is durable: only now may whoever sent these records be told that they are safe. */
  readonly onSealed: (fileName: string, batch: SealedBatch) => void;
}

/** The batch that records go into. Until it is published, it is a nameless partial file. */
interface OpenBatch {
  readonly fileName: string;
  readonly file: PublishedFile;
  readonly writer: BatchWriter;
  readonly startedAt: number;
  records: number;
  isSealing: boolean;
}

/** Seals records as they arrive, one batch after the other. Calls may overlap: they are carried out in order. */
export class RollingSealer implements AsyncDisposable {
  readonly #settings: StreamSettings;
  readonly #prefix: string;
  #position: Position;
  #batch: OpenBatch | null = null;
  #last: Promise<unknown> = Promise.resolve();

  /** Takes a stream up where the batches of its outbox end. */
  static async open(settings: StreamSettings): Promise<RollingSealer> {
    const { sender, recipient, stream } = settings.header;
    const prefix = `${sender}.${recipient}.${stream}`;
    return new RollingSealer(settings, prefix, await readPosition(settings.outbox, prefix));
  }

  private constructor(settings: StreamSettings, prefix: string, position: Position) {
    this.#settings = settings;
    this.#prefix = prefix;
    this.#position = position;
  }

  /**
   * Adds a line of JSON. Where it rejects, nothing was added: a `CoreError` tells why the record is refused, and what else is
   * thrown, why the batch before it could not be sealed.
   */
  add(line: Uint8Array): Promise<void> {
    return this.#inOrder(async () => {
      // The signer did not answer the last time: what waits for nothing but its signature takes no more.
      if (this.#batch?.isSealing) await this.#seal();
      this.#batch ??= await this.#startBatch();
      await this.#batch.writer.addLine(line);
      this.#batch.records += 1;
      // The record is in the batch: that the batch cannot be sealed yet, the next call tells, which tries again.
      if (this.#batch.records === this.#settings.maxRecords) await this.#seal().catch(() => undefined);
    });
  }

  /** Seals the batch if its time has come. To be called now and then, so that records do not wait for others. */
  sealIfDue(): Promise<void> {
    return this.#inOrder(async () => {
      const age = this.#batch ? Date.now() - this.#batch.startedAt : 0;
      if (this.#batch?.isSealing || age >= this.#settings.maxMilliseconds) await this.#seal();
    });
  }

  /** Seals what is left. */
  close(): Promise<void> {
    return this.#inOrder(() => this.#seal());
  }

  /** Removes what was not sealed: its records were never acknowledged, and will be sent again. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inOrder(async () => {
      await this.#batch?.writer[Symbol.asyncDispose]();
      await this.#batch?.file.abort();
    });
  }

  #inOrder<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #startBatch(): Promise<OpenBatch> {
    const { outbox, header, keys, readAttachment } = this.#settings;
    const fileName = toFileName(this.#prefix, this.#position.sequence);
    const file = await createPublishedFile(join(outbox, fileName));
    const writer = await createBatch(file, { ...header, ...this.#position }, keys, { readAttachment });
    return { fileName, file, writer, startedAt: Date.now(), records: 0, isSealing: false };
  }

  async #seal(): Promise<void> {
    // A batch whose only records were refused is no heartbeat that anyone asked for: it waits for a good one.
    if (this.#batch === null || this.#batch.records === 0) return;
    const { fileName, file, writer } = this.#batch;
    this.#batch.isSealing = true;
    const sealed = await writer.seal();
    await file.publish();
    this.#batch = null;
    this.#position = { sequence: this.#position.sequence + 1, previous: sealed.manifestDigest };
    this.#settings.onSealed(fileName, sealed);
  }
}
