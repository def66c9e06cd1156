import { createHash } from 'node:crypto';
import type { Encryption } from '../age/encrypt.ts';
import { payloadPosition } from '../container/write-container.ts';
import type { Sink } from '../io/sink.ts';
import { compressFrame } from '../zstd/compress-frame.ts';

/** What the manifest says of a payload. */
export interface PayloadSummary {
  /** Length of the age file. */
  readonly bytes: number;
  /** Its SHA-256, hex. */
  readonly sha256: string;
  /** Length of the inner tar. */
  readonly contentBytes: number;
}

/**
 * Writes the payload in one pass: each run of tar blocks becomes a frame of its own, encrypted, digested and written
 * in order. One frame is compressed while the one before is written; no more than two are in memory. A failure counts
 * where its promise is awaited, which may be later than it happens; after one, every call fails.
 */
export class PayloadWriter {
  readonly #sink: Sink;
  readonly #encryption: Encryption;
  readonly #digest = createHash('sha256');
  #bytes = 0;
  #contentBytes = 0;
  #written: Promise<void>;

  constructor(sink: Sink, encryption: Encryption) {
    this.#sink = sink;
    this.#encryption = encryption;
    this.#written = this.#write(encryption.header);
    this.#written.catch(() => undefined);
  }

  /** Takes the next run of tar blocks. Resolves when there is room for another. */
  async addFrame(tarBlocks: Uint8Array): Promise<void> {
    const compressed = compressFrame(tarBlocks);
    compressed.catch(() => undefined);
    const before = this.#written;
    this.#written = before.then(async () => this.#write(this.#encryption.push(await compressed)));
    this.#written.catch(() => undefined);
    this.#contentBytes += tarBlocks.length;
    await before;
  }

  /** Writes the end of the age file. */
  async finish(): Promise<PayloadSummary> {
    await this.#written;
    await this.#write(this.#encryption.finish());
    return { bytes: this.#bytes, sha256: this.#digest.digest('hex'), contentBytes: this.#contentBytes };
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    this.#digest.update(bytes);
    const position = payloadPosition + this.#bytes;
    this.#bytes += bytes.length;
    await this.#sink.write(position, bytes);
  }
}
