/** Where a batch is written: positions may be written in any order, because the first header is written last. */
export interface Sink {
  /**
   * Writes all of `bytes` at `position`, counted from the start of the batch. The bytes are lent until the promise is
   * settled: a sink that keeps them must copy them.
   */
  write(position: number, bytes: Uint8Array): Promise<void>;
}
