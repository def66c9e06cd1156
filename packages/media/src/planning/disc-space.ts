import { ENTRY_BYTES } from '../coding/block-digests.ts';
import { RUN_BYTES, SECTOR_BYTES } from '../geometry/constants.ts';
import { layOutStripes } from '../geometry/stripes.ts';
import { PAYLOAD_BYTES } from '../index-sectors/index-sector.ts';

/** How many copies of the index a disc carries, and how often the head stands in each. Source: docs/media-format.md § A disc. */
export const INDEX_COPIES = 3;
export const HEADS_PER_COPY = 2;

/** What every disc of a set carries besides content and parity, and how it is divided. */
export interface SpaceFacts {
  readonly blockBytes: number;
  readonly parity: number;
  /** Discs of the set, spare ones included. */
  readonly discs: number;
  readonly items: number;
  readonly pieces: number;
  /** Texts, restorer and manifests: how many files, and how many sectors they take. */
  readonly companionFiles: number;
  readonly companionSectors: number;
}

/** Room for the volume descriptors, path tables and padding of the file system. */
const FILE_SYSTEM_SECTORS = 512;

/** The sectors that a disc with so many content blocks takes: never fewer than it does in the end. */
export function estimateSectors(facts: SpaceFacts, contentBlocks: number): number {
  const { parityBlocks } = layOutStripes(contentBlocks, facts.parity);
  const blocks = contentBlocks + parityBlocks;
  const areas = (blocks * facts.blockBytes) / SECTOR_BYTES;
  const description = 2_000 + 400 * facts.items + 320 * facts.pieces + 320 * facts.discs;
  const runs = Math.ceil((blocks * facts.blockBytes) / RUN_BYTES) + facts.pieces + 16;
  const head = toSectors(description, PAYLOAD_BYTES) + 1 + facts.discs * toSectors(32 * runs, PAYLOAD_BYTES);
  const table = toSectors(ENTRY_BYTES * blocks, PAYLOAD_BYTES);
  const files = facts.companionFiles + facts.pieces + 64;
  const bag = 2 + 2 * toSectors(256 * files, SECTOR_BYTES);
  const names = Math.ceil(0.5 * files) + 4 * facts.items;
  return (
    areas +
    INDEX_COPIES * (HEADS_PER_COPY * head + table) +
    toSectors(description, SECTOR_BYTES) +
    facts.companionSectors +
    bag +
    names +
    FILE_SYSTEM_SECTORS
  );
}

/** How many sectors so many bytes take. */
export function toSectors(bytes: number, sectorBytes: number = SECTOR_BYTES): number {
  return Math.ceil(bytes / sectorBytes);
}
