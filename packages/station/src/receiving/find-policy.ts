import { createReceivingPolicy } from '../settings/receiving-policy.ts';
import type { Settings } from '../settings/settings.ts';
import type { Station } from '../station.ts';
import type { FindPolicy } from './policy-finder.ts';

/** No party has this name, so that nobody's key seals for it. */
const NOBODY = '';

/** The policies of a station, from its settings and from the cards of its peers as they are at that moment. */
export function createPolicyFinder({ database, receivesFor: own }: Station, settings: Settings): FindPolicy {
  return (sender) => createReceivingPolicy(database, settings, { own, sender: sender ?? NOBODY });
}
