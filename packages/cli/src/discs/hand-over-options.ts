import type { HandOver } from '@scelle/station';

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
