import { open, rm, unlink } from 'node:fs/promises';
import { createPublishedFile, type PublishedFile } from '@scelle/core';
import { findStalePartials, readFully } from '@scelle/core/internal';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext } from './context.ts';
import { toSystemCode } from './terminal.ts';

/**
 * The bytes of a file or pipe of at most `limit` bytes, such as a key, a passphrase or a statement.
 * Throws `file-missing`, `file-unreadable` or `file-too-large`.
 */
export async function readSmallFile(path: string, limit: number): Promise<Uint8Array> {
  return readAtMost(path, limit, limit);
}

/** The bytes of a file of at most `most` bytes; messages name `limit`. */
async function readAtMost(path: string, most: number, limit: number): Promise<Uint8Array> {
  try {
    await using handle = await open(path, 'r');
    const bytes = new Uint8Array(most + 1);
    const length = await readFully(handle, null, bytes);
    if (length > most) throw new CliError('file-too-large', { file: path, limit });
    const content = bytes.slice(0, length);
    // It may have been a secret.
    bytes.fill(0);
    return content;
  } catch (error) {
    throw toFileError(error, path);
  }
}

/**
 * The bytes of a signed document, or of a signature, that may have come by mail: without a byte order mark, the CR of line
 * ends, blanks at line ends and blank lines at either end, none of which a document of ours has. What comes out is what
 * was signed, or its signature will not hold. Throws what `readSmallFile` throws.
 */
export async function readMailedFile(path: string, limit: number): Promise<Uint8Array> {
  // A CR on each line, and a mark.
  const bytes = await readAtMost(path, limit * 2 + MARK.length, limit);
  const text = Buffer.from(bytes).toString('latin1');
  // A document without any line end is none of ours: it is judged as it is.
  const restored = text.includes('\n') ? new Uint8Array(Buffer.from(restoreLines(text), 'latin1')) : bytes;
  if (restored.length > limit) throw new CliError('file-too-large', { file: path, limit });
  return restored;
}

/** A UTF-8 byte order mark, byte by byte. */
const MARK = '\u00ef\u00bb\u00bf';

function restoreLines(text: string): string {
  const lines = (text.startsWith(MARK) ? text.slice(MARK.length) : text).split(/\r?\n/);
  const plain = lines.map((line) => (line.startsWith('trusted comment: ') ? line : trimLine(line)));
  const first = plain.findIndex((line) => line !== '');
  const last = plain.findLastIndex((line) => line !== '');
  return `${plain.slice(Math.max(0, first), last + 1).join('\n')}\n`;
}

/** The line without spaces and tabs at its end; bytes beyond ASCII are parts of characters, and stay. */
function trimLine(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ' || line[end - 1] === '\t') end -= 1;
  return line.slice(0, end);
}

/** The error to throw where a file cannot be read; what the system did not report is kept. */
export function toFileError(error: unknown, file: string): unknown {
  const code = toSystemCode(error);
  if (code === null) return error;
  if (code === 'ENOENT') return new CliError('file-missing', { file }, { cause: error });
  return new CliError('file-unreadable', { file, found: code }, { cause: error });
}

/**
 * Removes what ended processes left unfinished in a folder, and says so; what another host left is only reported.
 * A folder that does not exist is for the writer to complain about.
 */
export async function clearStalePartials(folder: string, { terminal, shared }: CommandContext): Promise<void> {
  const stale = await findStalePartials(folder).catch(() => []);
  for (const { path, owner } of stale) {
    // A tool that the ended process had started may still be making a file there.
    if (owner === 'gone') await rm(path, { recursive: true, force: true, maxRetries: 5 });
    terminal.notice(owner === 'gone' ? shared.staleRemoved(path) : shared.staleElsewhere(path));
  }
}

/** A file that is written and only waits for its name. */
export interface WaitingFile {
  readonly path: string;
  readonly file: PublishedFile;
}

/** Gives several new files their names in order: all of them, or none. Throws what `publish` throws. */
export async function publishTogether(files: readonly WaitingFile[]): Promise<void> {
  const published: string[] = [];
  try {
    for (const { path, file } of files) {
      await file.publish();
      published.push(path);
    }
  } catch (error) {
    for (const path of published) await unlink(path).catch(() => undefined);
    throw error;
  }
}

/** A new file, mode 0600, that grows at its end. */
export class AppendedFile implements WaitingFile {
  readonly path: string;
  readonly file: PublishedFile;
  #length = 0;

  private constructor(path: string, file: PublishedFile) {
    this.path = path;
    this.file = file;
  }

  static async create(path: string): Promise<AppendedFile> {
    return new AppendedFile(path, await createPublishedFile(path));
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.file.write(this.#length, bytes);
    this.#length += bytes.length;
  }
}
