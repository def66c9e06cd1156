import { closeSync, openSync, readSync } from 'node:fs';
import { CliError } from '../errors/cli-error.ts';
import { toFileError } from '../files/read-small-file.ts';

const PIECE_BYTES = 1 << 18;
/** An entry is far shorter; a longer line is none, and is not collected without end. */
const MAX_LINE_BYTES = 1 << 20;
const NEWLINE = 0x0a;

/**
 * The lines of an exported custody log, without their newlines, one at a time. What is not UTF-8 becomes another text,
 * which no hash agrees with. Throws `file-missing`, `file-unreadable`, `file-too-large`
 * where a line has no end.
 */
export function* readCustodyExport(path: string): Generator<string, void> {
  const descriptor = attempt(path, () => openSync(path, 'r'));
  try {
    yield* linesOf(path, () => attempt(path, () => readPiece(descriptor)));
  } finally {
    closeSync(descriptor);
  }
}

function* linesOf(file: string, readNext: () => Buffer): Generator<string, void> {
  let rest = Buffer.alloc(0);
  for (let piece = readNext(); piece.length > 0; piece = readNext()) {
    rest = Buffer.concat([rest, piece]);
    let start = 0;
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE, start)) {
      yield rest.toString('utf8', start, end);
      start = end + 1;
    }
    rest = rest.subarray(start);
    if (rest.length > MAX_LINE_BYTES) throw new CliError('file-too-large', { file, limit: MAX_LINE_BYTES });
  }
  if (rest.length > 0) yield rest.toString('utf8');
}

function readPiece(descriptor: number): Buffer {
  const memory = Buffer.alloc(PIECE_BYTES);
  return memory.subarray(0, readSync(descriptor, memory));
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toFileError(error, path);
  }
}
