import { type ContentStatement, contentStatementSchema, readStrictJson } from '@scelle/core';
import { CliError } from '../errors/cli-error.ts';
import { readSmallFile } from '../files/read-small-file.ts';

const MAX_STATEMENT_BYTES = 1_048_576;

/** The statement that `--content` names. Throws `content-statement-invalid` and the codes of `readSmallFile`. */
export async function loadStatement(file: string): Promise<ContentStatement> {
  const bytes = await readSmallFile(file, MAX_STATEMENT_BYTES);
  const result = contentStatementSchema.safeParse(readJson(bytes));
  if (result.success) return result.data;
  const field = result.error.issues[0]?.path.join('.');
  throw new CliError('content-statement-invalid', { file, ...(field && { field }) }, { cause: result.error });
}

/** The value, or undefined where it is not JSON. */
function readJson(bytes: Uint8Array): unknown {
  try {
    return readStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
