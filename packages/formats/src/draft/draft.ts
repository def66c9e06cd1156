import type { IpEvidence, Protocol, WorkCategory } from '@scelle/core';
import type { FileHash } from '../values/words.ts';

/** What an input says of a work; null where it says nothing. */
export interface WorkDraft {
  readonly title: string | null;
  readonly artist: string | null;
  readonly category: WorkCategory | null;
  readonly rightsHolder: string | null;
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
}

/** What an input says of a record, before defaults are filled in; null where it says nothing. */
export interface Draft {
  /** A UUID; null where the input has none. */
  readonly recordId: string | null;
  /** What the input calls the record, from which an id follows where it has no UUID. */
  readonly sourceId: string | null;
  readonly controller: string | null;
  readonly occurredAt: string | null;
  readonly ip: string | null;
  readonly port: number | null;
  readonly protocol: Protocol | null;
  readonly pseudonym: string | null;
  readonly works: readonly WorkDraft[];
  /** Works as a record holds them, in place of `works`; they are judged as they are. */
  readonly ownWorks: readonly object[] | null;
  readonly fileName: string | null;
  readonly fileSize: number | null;
  readonly hashes: readonly FileHash[];
  readonly isp: string | null;
  readonly segments: IpEvidence['segments'];
  readonly agent: string | null;
  readonly tool: IpEvidence['tool'] | null;
}

/** A work of which nothing is known. */
export const emptyWork: WorkDraft = { title: null, artist: null, category: null, rightsHolder: null, identifiers: [] };

/** A record of which nothing is known. */
export const emptyDraft: Draft = {
  recordId: null,
  sourceId: null,
  controller: null,
  occurredAt: null,
  ip: null,
  port: null,
  protocol: null,
  pseudonym: null,
  works: [],
  ownWorks: null,
  fileName: null,
  fileSize: null,
  hashes: [],
  isp: null,
  segments: [],
  agent: null,
  tool: null,
};
