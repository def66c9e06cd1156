import type { PaperHandOver, SetDescription } from '@scelle/media';
import type { DiscItem, DiscSet, HandOver } from '@scelle/station/internal';

/** The options by which a parcel of discs is entered in the custody log. */
export interface HandOverOptions {
  readonly sealNumber?: readonly string[];
  readonly serialNumber?: readonly string[];
  readonly courier?: string;
}

/** What the options say, and who it is that packs or opens. */
export function toHandOver({ sealNumber, serialNumber, courier }: HandOverOptions, person?: string): HandOver {
  return {
    ...(sealNumber !== undefined && { seals: sealNumber }),
    ...(serialNumber !== undefined && { serials: serialNumber }),
    ...(courier !== undefined && { courier }),
    ...(person !== undefined && { person }),
  };
}

/** What is printed of it on the slip. */
export function toPaperHandOver({ seals, person, courier }: HandOver): PaperHandOver {
  return {
    ...(seals !== undefined && { seals }),
    ...(person !== undefined && { packedBy: person }),
    ...(courier !== undefined && { courier }),
  };
}

/** A set as the ledger keeps it; `party` is the other one. */
export function toDiscSet(key: string, { id, label, discs }: SetDescription, party: string): DiscSet {
  return { key, id, party, label, discs: discs.length };
}

/** The batches and receipts of a set, each with the discs that carry it; signatures go with their receipts. */
export function listDiscItems({ items, pieces }: SetDescription): DiscItem[] {
  const discsOf = Map.groupBy(pieces, ({ item }) => item);
  return items.flatMap(({ kind, name, manifest, sha256 }, index) => {
    if (kind === 'receipt-signature') return [];
    const discs = (discsOf.get(index) ?? []).map(({ disc }) => disc);
    return [{ name, digest: manifest ?? sha256, discs: [...new Set(discs)] }];
  });
}
