import type { BatchCraft } from '@scelle/testkit';

/** A signing key of keys.json that is trusted. */
interface GivenKey {
  readonly key: string;
  readonly role: string;
  readonly name: string | null;
  readonly validFrom?: string;
  readonly validUntil?: string;
}

/** Under which conditions a vector is verified; keys and identities by their names in keys.json. */
export interface Given {
  readonly keys: readonly GivenKey[];
  readonly requiredRoles: readonly { readonly role: string; readonly threshold: number }[];
  readonly recipient: string | null;
  readonly allowedRecipients: readonly string[] | null;
  readonly profiles: readonly string[];
  readonly clockSkewSeconds: number;
  readonly maxFactAgeDays: number | null;
  readonly level: 'sealed' | 'full';
  readonly identity: string;
  readonly now: string;
}

/** What a verifier must come to: the first step that fails and its code; both null where none does. */
interface Expected {
  readonly verdict: 'accepted' | 'held' | 'rejected';
  readonly step: string | null;
  readonly code: string | null;
}

/** A vector before it is made. */
export interface VectorCase {
  /** Name of the file in `batches/`, without `.scelle`. */
  readonly name: string;
  readonly description: string;
  readonly batch: BatchCraft | (() => Promise<Uint8Array>);
  /** Where the conditions differ from the usual ones. */
  readonly given?: Partial<Given>;
  readonly expected: Expected;
}

/** The usual conditions: arcom receives from tmg, an hour after the batch was made. */
export const usual: Given = {
  keys: [
    { key: 'tmg', role: 'sender', name: 'tmg' },
    { key: 'other', role: 'sender', name: 'other' },
    { key: 'agent', role: 'agent', name: 'agent' },
  ],
  requiredRoles: [],
  recipient: 'arcom',
  allowedRecipients: ['arcom-classical', 'arcom-hybrid'],
  profiles: ['ip-evidence-test/1'],
  clockSkewSeconds: 300,
  maxFactAgeDays: 183,
  level: 'full',
  identity: 'arcom-classical',
  now: '2026-11-03T07:00:00Z',
};

/** A batch that is accepted. */
export function accepted(
  name: string,
  description: string,
  batch: VectorCase['batch'],
  given: Partial<Given> = {},
): VectorCase {
  return { name, description, batch, given, expected: { verdict: 'accepted', step: null, code: null } };
}

/** Gives a maker of cases that are rejected at one step. The file is named after the step. */
export function rejectedAt(step: string) {
  return (
    name: string,
    code: string,
    description: string,
    batch: VectorCase['batch'],
    given: Partial<Given> = {},
  ): VectorCase => ({
    name: `${step}-${name}`,
    description,
    batch,
    given,
    expected: { verdict: 'rejected', step, code },
  });
}
