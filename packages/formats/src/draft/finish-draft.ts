import { CoreError, encodeRecord, type Profile } from '@scelle/core';
import type { Mapping } from '../mapping/mapping.ts';
import type { Note, Notes } from '../notes/note.ts';
import { completeDraft } from './complete-draft.ts';
import type { Draft } from './draft.ts';

/** What became of one record of the input. */
export interface Converted {
  /** Number of the record in its input, from 1. */
  readonly number: number;
  /** The canonical line of the record, without its newline; null where it was refused. */
  readonly line: Uint8Array | null;
  readonly notes: readonly Note[];
}

/** What a conversion is made with. */
export interface ConvertOptions {
  readonly mapping: Mapping;
  /** The profile by which records are judged. */
  readonly profile: Profile;
}

/** Completes a draft, and has it judged by the profile. */
export function finishDraft(number: number, draft: Draft, notes: Notes, options: ConvertOptions): Converted {
  const record = notes.refused ? null : completeDraft(draft, notes, options.mapping);
  const line = record === null ? null : tryEncode(record, notes, options.profile);
  return { number, line, notes: notes.all };
}

function tryEncode(record: object, notes: Notes, profile: Profile): Uint8Array | null {
  try {
    return encodeRecord(profile, record).bytes;
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    notes.refuse(error.code, error.details.field ?? '');
    return null;
  }
}
