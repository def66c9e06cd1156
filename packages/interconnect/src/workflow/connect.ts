import type { CallingParty } from '../ports/outbox.ts';
import { type Connection, openConnection } from '../sender/connection.ts';

/** How long a run goes on, and how much it does at once. */
export interface RunOptions {
  /** Ends it: what is under way is stopped, and goes on from there the next time. */
  readonly signal?: AbortSignal;
  /** How many batches at once to one peer; default: 1. */
  readonly parallel?: number;
}

/** The way to another party, as this one knows it. Throws what `findRemote` and `loadIdentity` throw. */
export async function connectTo(
  party: CallingParty,
  name: string,
  { signal, parallel = 1 }: RunOptions = {},
): Promise<Connection> {
  const remote = await party.findRemote(name);
  return openConnection(remote, await party.loadIdentity(), { parallel, ...(signal && { signal }) });
}
