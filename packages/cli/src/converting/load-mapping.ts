import { FormatsError, type Mapping, ownMapping, parseMapping } from '@scelle/formats';
import { readSmallFile } from '../files/read-small-file.ts';

const MAX_MAPPING_BYTES = 1_048_576;

/** The mapping in the file, or our own without one. Throws `mapping-invalid` and the codes of `readSmallFile`. */
export async function loadMapping(file: string | undefined): Promise<Mapping> {
  if (file === undefined) return ownMapping;
  const bytes = await readSmallFile(file, MAX_MAPPING_BYTES);
  try {
    return parseMapping(bytes);
  } catch (error) {
    throw withInput(error, file);
  }
}

/** The same error, with the input in its message. */
export function withInput(error: unknown, file: string): unknown {
  return error instanceof FormatsError
    ? new FormatsError(error.code, { ...error.details, file }, { cause: error })
    : error;
}
