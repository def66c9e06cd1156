/**
 * Reed–Solomon over GF(2^8), systematic: so many data shards, followed by so many parity shards, from any of which, as
 * many as there are data shards, the data follow. Source: docs/media-format.md § The code.
 */
export interface ErasureCode {
  /**
   * Fills the parity shards. `shards` holds all shards one after the other, each of the same length; together at most
   * 255.
   */
  encode(shards: Uint8Array, data: number, parity: number): void;
  /**
   * Fills the data shards that are not `present`; parity shards that are missing stay as they are. False where fewer
   * shards are present than there are data shards.
   */
  reconstruct(shards: Uint8Array, data: number, parity: number, present: readonly boolean[]): boolean;
}
