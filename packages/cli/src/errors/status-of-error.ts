import { type ExitStatus, statusOfCode } from '../exit-status.ts';
import { CliError } from './cli-error.ts';
import { statusOfCliCode } from './codes.ts';
import type { DescribedError } from './described-error.ts';

/** The exit status to which an error leads, whichever package throws it. */
export function statusOfError(error: DescribedError): ExitStatus {
  return error instanceof CliError ? statusOfCliCode(error.code) : statusOfCode(error.code);
}
