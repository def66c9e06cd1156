/** The limits of docs/media-format.md § Limits, checked before memory is taken. */
export const limits = {
  /** Discs of a set, spare ones included. */
  discs: 200,
  spareDiscs: 50,
  /** Batches and receipts of a set, and the pieces into which they are cut. */
  items: 10_000,
  pieces: 20_000,
  /** Blocks of the content of one disc, and of its parity. */
  blocks: 4_194_304,
  /** Bytes of the set description (16 MiB), and of its signature (4 KiB). */
  descriptionBytes: 16_777_216,
  signatureBytes: 4_096,
  /** Parity blocks of a stripe, for 40 data blocks. */
  stripeParity: 80,
  /** Files of a folder that are looked at. */
  files: 20_000,
  /** Sets that are told apart at once, and bytes of the index of each that are held (96 MiB). */
  sets: 8,
  indexBytes: 100_663_296,
} as const;
