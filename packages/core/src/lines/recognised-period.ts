import type { RecordRecogniser } from '../recogniser/record-recogniser.ts';

/** The earliest and the latest instant of so many rows, of which there is at least one. */
export function findPeriod(recogniser: RecordRecogniser, rows: number): { readonly from: string; readonly to: string } {
  const column = recogniser.columns.occurredAt;
  let earliest = 0;
  let latest = 0;
  for (let row = 1; row < rows; row += 1) {
    // Records are in the order of time mostly: one comparison is enough for them.
    if (isBefore(recogniser, latest, row)) latest = row;
    else if (isBefore(recogniser, row, earliest)) earliest = row;
  }
  return { from: recogniser.read(earliest, column), to: recogniser.read(latest, column) };
}

/** What `compareInstants` says of them, by their bytes. */
function isBefore(recogniser: RecordRecogniser, a: number, b: number): boolean {
  const { text } = recogniser.scanner;
  const column = recogniser.columns.occurredAt;
  const start = recogniser.start(a, column);
  const other = recogniser.start(b, column);
  // Without their "Z", which comes after ".".
  const length = recogniser.end(a, column) - start - 1;
  const otherLength = recogniser.end(b, column) - other - 1;
  for (let at = 0; at < Math.min(length, otherLength); at += 1) {
    if (text[start + at] !== text[other + at]) return text[start + at]! < text[other + at]!;
  }
  return length < otherLength;
}
