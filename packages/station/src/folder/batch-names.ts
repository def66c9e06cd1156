/** The place of a batch in its stream. */
export interface BatchPlace {
  readonly sender: string;
  readonly recipient: string;
  readonly stream: string;
  readonly sequence: number;
}

/** Digits of a digest that tell apart files of one number. */
const DIGEST_DIGITS = 16;

/** The name by which people call a batch: `tmg.arcom.music.000042`. Source: docs/format.md § File name. */
export function formatBatchName({ sender, recipient, stream, sequence }: BatchPlace): string {
  return `${sender}.${recipient}.${stream}.${String(sequence).padStart(6, '0')}`;
}

/** Name of its file. */
export function batchFile(place: BatchPlace): string {
  return `${formatBatchName(place)}.scelle`;
}

/** Name of its file where several may claim one number. */
export function batchFileByDigest(place: BatchPlace, digest: string): string {
  return `${formatBatchName(place)}.${digest.slice(0, DIGEST_DIGITS)}.scelle`;
}
