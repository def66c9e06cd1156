import type { RecordSchema } from '../canonical/record-schema.ts';

/** What a batch needs to know of a record, whatever its profile. */
export interface RecordFacts {
  /** Names the record; a UUID in the built-in profiles. Not empty; it stands in the line as it is, without escapes. */
  readonly recordId: string;
  /** On whose behalf the record was collected: a name, `[a-z0-9][a-z0-9-]{0,31}`. */
  readonly controller: string;
  /** When the facts occurred: an instant, such as `2026-01-31T23:59:59Z`. Source: docs/format.md § Canonical JSON. */
  readonly occurredAt: string;
  /** Pseudonymous reference of the sworn agent, of at most 128 characters. */
  readonly agent: string | null;
  /** The attachments that the record refers to, by digest and length in bytes. */
  readonly segments: readonly { readonly sha256: string; readonly length: number }[];
}

/** Where a thread finds a profile. */
export interface ProfileModule {
  /** `file:` URL of an ES module: `import.meta.url` where the profile is defined. */
  readonly url: string;
  /** Name of the export that is the profile. */
  readonly name: string;
}

/**
 * What the records of a batch look like. To define your own, give a closed schema whose key order is the canonical one
 * and which changes nothing on the way (no defaults, no transforms), and the facts of a record that it has accepted. The
 * schema has to refuse what would give other facts than `RecordFacts` tells: such a record cannot be sealed
 * (`record-facts-invalid`).
 */
export interface Profile<Content extends object = object> {
  /** Name and version, such as `ip-evidence/1`; stands in the manifest. */
  readonly name: string;
  /** Whether its records are made up. A policy for real records refuses such a profile. */
  readonly test: boolean;
  readonly schema: RecordSchema<Content>;
  facts(record: Content): RecordFacts;
  /**
   * Where threads find a profile of your own, since functions cannot be sent to them: the export must be this profile. Without
   * it, records are examined in the thread of the caller, in slices between which the event loop has its turn.
   */
  readonly module?: ProfileModule;
}
