/** Bytes of a sector: what optical drives read, and what ISO 9660 aligns files to. Source: docs/media-format.md § Conventions. */
export const SECTOR_BYTES = 2_048;

/** The longest block, in bytes (64 KiB). */
export const MAX_BLOCK_BYTES = 65_536;

/** The longest file on a disc, in bytes (1 GiB). Every block length divides it. */
export const MAX_FILE_BYTES = 1_073_741_824;

/** Bytes of a run: the length over which a SHA-256 is kept (1 MiB). Every block length divides it. */
export const RUN_BYTES = 1_048_576;

/** Data blocks of a stripe within a disc. */
export const STRIPE_DATA = 40;
