import { toSystemCode } from '@scelle/core';
import { CliError } from '../errors/cli-error.ts';

/** What the system says where a port cannot be had. */
const portCodes: readonly string[] = ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND'];

/** The error to throw where listening failed: `port-unavailable`; anything else is kept. */
export function toListenError(error: unknown, port: number): unknown {
  const found = toSystemCode(error) ?? '';
  return portCodes.includes(found)
    ? new CliError('port-unavailable', { found, expected: port }, { cause: error })
    : error;
}
