import { InterconnectError } from '../errors/interconnect-error.ts';
import type { Log } from './log.ts';

/** Tells of what was refused to a peer, or failed here; nothing that an error says but its code. */
export function logFailure(log: Log, peer: string, error: unknown): void {
  if (error instanceof InterconnectError) log({ event: 'refused', peer, result: error.code });
  else log({ event: 'failed', peer, result: kindOf(error) });
}

/** Only the kind: what an error says may be about a file. */
export function kindOf(error: unknown): string {
  const isCoded = error instanceof Error && 'code' in error && typeof error.code === 'string';
  if (isCoded) return String(error.code);
  return error instanceof Error ? error.name : typeof error;
}
