/** More files than these are named by a pattern. */
const MOST_NAMED = 4;

/** The command that writes batches to discs; the files lie in one folder. */
export function formatDiscCommand(files: readonly string[], key: string): string {
  const [first = ''] = files;
  const folder = first.slice(0, first.lastIndexOf('/') + 1);
  const named = files.length > MOST_NAMED ? `${folder}*.scelle` : files.join(' ');
  return `scelle media write ${named} --key ${key} --disc dvd --spare-discs 1 --iso --out parcel`;
}
