import type { Caller, Reception } from '@scelle/verify';
import { InterconnectError } from '../errors/interconnect-error.ts';
import type { Work } from './work.ts';

/** Whether a party may hand over at this moment. */
export function mayHandOver(reception: Reception, peer: string): boolean {
  return (reception.isAdmitted?.(peer) ?? true) && reception.findNotice(peer)?.state !== 'suspended';
}

/** Throws `certificate-unknown` where the peer counts as a stranger by now, and otherwise as `requireOpenChannel` does. */
export function requirePeer(work: Work, peer: string): void {
  if (work.reception.isAdmitted?.(peer) === false) throw new InterconnectError('certificate-unknown');
  requireOpenChannel(work, { name: peer });
}

/** Throws `channel-suspended`, with the notice, where the recipient has suspended the channel with the caller. */
export function requireOpenChannel({ reception }: Work, { name }: Pick<Caller, 'name'>): void {
  const known = reception.findNotice(name);
  if (known?.state !== 'suspended') return;
  throw new InterconnectError('channel-suspended', { name }, { notice: known.signed });
}
