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

const BATCH_NAME = /^([a-z0-9-]+)\.([a-z0-9-]+)\.([a-z0-9-]+)\.([0-9]{6,16})$/;

/** The place that a name of `formatBatchName` tells; null for another text. */
export function parseBatchName(name: string): BatchPlace | null {
  const [, sender, recipient, stream, digits] = BATCH_NAME.exec(name) ?? [];
  if (sender === undefined || recipient === undefined || stream === undefined) return null;
  const place = { sender, recipient, stream, sequence: Number(digits) };
  return formatBatchName(place) === name ? place : null;
}

/** Name of its file. */
export function batchFile(place: BatchPlace): string {
  return `${formatBatchName(place)}.scelle`;
}

/** Name of its file where several may claim one number. */
export function batchFileByDigest(place: BatchPlace, digest: string): string {
  return `${formatBatchName(place)}.${digest.slice(0, DIGEST_DIGITS)}.scelle`;
}
