import { CoreError, encodeRecord, type Profile } from '@scelle/core';
import type { Defaults, Mapping } from '../mapping/mapping.ts';
import type { Note, Notes } from '../notes/note.ts';
import { deriveRecordId } from '../values/fields.ts';
import { toRecordText } from '../values/texts.ts';
import type { Draft, WorkDraft } from './draft.ts';

/** What became of one record of the input. */
export interface Converted {
  /** Number of the record in its input, from 1. */
  readonly number: number;
  /** The line of the input in which it begins, from 1; null where it was taken out of a mail. */
  readonly inputLine: number | null;
  /** The canonical line of the record, without its newline; null where it was refused. */
  readonly line: Uint8Array | null;
  readonly notes: readonly Note[];
  /** What is taken back; such a record is refused. */
  readonly withdrawal?: Withdrawal;
}

/** Why an input takes a record back. */
export type WithdrawalReason = 'notice-retracted' | 'case-closed';

/** A record that an input takes back. */
export interface Withdrawal {
  readonly reason: WithdrawalReason;
  /** What the input calls its case; null where it has no name. */
  readonly sourceId: string | null;
  /** The id that the same notice gives a record without being taken back; null where it gives none. */
  readonly recordId: string | null;
}

/** What a conversion is made with. */
export interface ConvertOptions {
  readonly mapping: Mapping;
  /** The profile by which records are judged. */
  readonly profile: Profile;
  /** Ends the conversion with its reason. */
  readonly signal?: AbortSignal;
}

/** Where a record stands in its input. */
export type Place = Pick<Converted, 'number' | 'inputLine'>;

/**
 * Completes a draft, and has it judged by the profile. One that takes its record back is refused for that reason alone,
 * and says which record it would have been.
 */
export function finishDraft(
  place: Place,
  draft: Draft,
  notes: Notes,
  options: ConvertOptions,
  withdrawal: WithdrawalReason | null = null,
): Converted {
  const record = notes.refused ? null : completeDraft(draft, notes, options.mapping);
  const line = record === null ? null : tryEncode(record, notes, options.profile);
  if (withdrawal === null) return { ...place, line, notes: notes.all };
  notes.refuse(withdrawal, withdrawal === 'case-closed' ? 'Case/Status' : 'Type/@Retraction');
  const recordId = line === null ? null : record!.recordId;
  return {
    ...place,
    line: null,
    notes: notes.all,
    withdrawal: { reason: withdrawal, sourceId: draft.sourceId, recordId },
  };
}

function tryEncode(record: object, notes: Notes, profile: Profile): Uint8Array | null {
  try {
    return encodeRecord(profile, record).bytes;
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    const { field = '', expected } = error.details;
    notes.refuse(error.code, field, typeof expected === 'string' ? expected : undefined);
    return null;
  }
}

/** A record that is still to be judged. */
interface CompleteDraft {
  readonly recordId: string;
}

/**
 * The record that a draft amounts to, with defaults where it says nothing; null where something is missing that has no
 * default. It is still to be judged by its profile.
 */
function completeDraft(draft: Draft, notes: Notes, mapping: Mapping): CompleteDraft | null {
  const content = new Completion(draft, notes, mapping).complete();
  if (notes.refused) return null;
  if (draft.recordId === null) notes.guess('id-derived', 'recordId');
  return { recordId: draft.recordId ?? deriveRecordId([draft.sourceId, content]), ...content };
}

/** Fills in one draft. */
class Completion {
  readonly #draft: Draft;
  readonly #notes: Notes;
  readonly #defaults: Defaults;
  readonly #sha1IsInfoHash: boolean;

  constructor(draft: Draft, notes: Notes, { defaults, sha1IsInfoHash }: Mapping) {
    this.#draft = draft;
    this.#notes = notes;
    this.#defaults = defaults;
    this.#sha1IsInfoHash = sha1IsInfoHash;
  }

  complete(): object {
    const draft = this.#draft;
    const protocol = this.#require(draft.protocol, 'protocol');
    return {
      controller: this.#require(draft.controller, 'controller'),
      occurredAt: this.#require(draft.occurredAt, 'occurredAt'),
      source: { ip: this.#require(draft.ip, 'source.ip'), port: draft.port },
      protocol,
      pseudonym: this.#clean(draft.pseudonym, 256, 'pseudonym'),
      works: draft.ownWorks ?? draft.works.map((work, index) => this.#completeWork(work, index)),
      file: {
        name: this.#clean(draft.fileName, 1_024, 'file.name'),
        size: draft.fileSize,
        hashes: this.#sha1IsInfoHash && protocol === 'bittorrent' ? this.#takeAsInfoHashes() : draft.hashes,
      },
      isp: this.#clean(this.#prefer(draft.isp, 'isp'), 256, 'isp'),
      segments: draft.segments,
      agent: this.#prefer(draft.agent, 'agent'),
      tool: this.#require(draft.tool, 'tool'),
    };
  }

  #completeWork(work: WorkDraft, index: number): object {
    const field = (name: string) => `works[${index}].${name}`;
    const title = work.title ?? this.#draft.fileName;
    if (work.title === null && title !== null) this.#notes.guess('title-from-file', field('title'));
    const category = work.category ?? this.#fallBack('category', field('category'));
    const rightsHolder = work.rightsHolder ?? this.#fallBack('rightsHolder', field('rightsHolder'));
    if (title === null) this.#notes.refuse('value-missing', field('title'));
    return {
      title: this.#clean(title, 512, field('title')),
      artist: this.#clean(work.artist, 512, field('artist')),
      category,
      identifiers: work.identifiers,
      rightsHolder: this.#clean(rightsHolder, 256, field('rightsHolder')),
    };
  }

  #clean(text: string | null, maxLength: number, field: string): string | null {
    return text === null ? null : toRecordText(text, maxLength, field, this.#notes);
  }

  /** A value that a record must have. */
  #require<Value>(value: Value | null, field: string): Value | Defaults[keyof Defaults] | null {
    return value ?? (field in this.#defaults ? this.#fallBack(field as keyof Defaults, field) : this.#miss(field));
  }

  /** A value that a record need not have. */
  #prefer(value: string | null, field: 'isp' | 'agent'): string | null {
    return value === null && field in this.#defaults ? this.#fallBack(field, field) : value;
  }

  #fallBack<Key extends keyof Defaults>(key: Key, field: string): NonNullable<Defaults[Key]> | null {
    const value = this.#defaults[key];
    if (value === undefined) return this.#miss(field);
    this.#notes.guess('default-used', field);
    return value;
  }

  #miss(field: string): null {
    this.#notes.refuse('value-missing', field);
    return null;
  }

  /** What many tools call the SHA-1 of a torrent is its info hash. */
  #takeAsInfoHashes(): Draft['hashes'] {
    return this.#draft.hashes.map((hash, index) => {
      if (hash.algorithm !== 'sha1') return hash;
      this.#notes.guess('sha1-as-btih', `file.hashes[${index}]`);
      return { algorithm: 'btih', value: hash.value };
    });
  }
}
