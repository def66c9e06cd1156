import type { Caller } from '@scelle/verify';
import { InterconnectError } from '../errors/interconnect-error.ts';
import type { Work } from './work.ts';

/** Throws `channel-suspended`, with the notice, where the recipient has suspended the channel with the caller. */
export function requireOpenChannel({ reception }: Work, { name }: Pick<Caller, 'name'>): void {
  const known = reception.findNotice(name);
  if (known?.state !== 'suspended') return;
  throw new InterconnectError('channel-suspended', { name }, { notice: known.signed });
}
