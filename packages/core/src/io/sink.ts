/** Where a batch is written: positions may be written in any order, because the first header is written last. */
export interface Sink {
  /** Writes all of `bytes` at `position`, counted from the start of the batch. */
  write(position: number, bytes: Uint8Array): Promise<void>;
}
