import { findProfile, ipEvidence, ipEvidenceTest, type Profile } from '@scelle/core';
import { CliError } from '../errors/cli-error.ts';

/** The profile of that name, or the usual one. Throws `profile-unknown`. */
export function requireProfile(name: string = ipEvidence.name): Profile {
  const profile = findProfile(name);
  if (profile !== null) return profile;
  const expected = [ipEvidence, ipEvidenceTest].map((known) => known.name).join(', ');
  throw new CliError('profile-unknown', { found: name.slice(0, 80), expected });
}
