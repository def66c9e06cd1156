import { StationError } from '../errors/station-error.ts';
import { listOutgoing, type OutgoingBatch } from '../sending/pending.ts';
import { type Settings, sendingRules } from '../settings/settings.ts';
import type { Station } from '../station.ts';

/** Which batches are to go onto discs. */
export interface DiscChoice {
  /** To whom; without it to anybody. */
  readonly recipient?: string;
  /** Also those that left on discs before, and of which no receipt came back. */
  readonly again?: boolean;
}

/** The batches of the outbox that wait to leave on discs. */
export interface WaitingBatches {
  readonly ready: readonly OutgoingBatch[];
  /** Those that lack a co-signature. */
  readonly unsigned: readonly OutgoingBatch[];
}

/** The batches that wait to leave on discs, in the order of their streams. */
export async function listForDiscs(
  station: Station,
  settings: Settings,
  { recipient, again = false }: DiscChoice,
): Promise<WaitingBatches> {
  const outgoing = (await listOutgoing(station, settings)).filter(
    ({ batch }) =>
      (recipient === undefined || batch.recipient === recipient) && (again || !isOnItsWay(batch.state, batch.channel)),
  );
  return {
    ready: outgoing.filter(({ missing }) => missing.length === 0),
    unsigned: outgoing.filter(({ missing }) => missing.length > 0),
  };
}

/** Discs take days to arrive; what went over the network and was not acknowledged may never have arrived. */
function isOnItsWay(state: string, channel: string | null): boolean {
  return state === 'sent' && channel === 'media';
}

/** Throws `media-not-allowed` where the policy lets nothing leave on discs for that peer. */
export function requireMediaAllowed(settings: Settings, recipient: string): void {
  if (sendingRules(settings, recipient).channels.includes('media')) return;
  throw new StationError('media-not-allowed', { name: recipient });
}
