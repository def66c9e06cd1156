import { ipEvidence, ipEvidenceTest } from './ip-evidence.ts';
import type { Profile } from './profile.ts';

/** The profile of that name: a built-in one, or else one of `own`; null if there is none. */
export function findProfile(name: string, own: readonly Profile[] = []): Profile | null {
  return [ipEvidence, ipEvidenceTest, ...own].find((profile) => profile.name === name) ?? null;
}
