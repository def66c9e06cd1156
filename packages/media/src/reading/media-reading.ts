import { type PublicKey, ScelleError } from '@scelle/core';
import { checkIntegers, type SignedDocument } from '@scelle/core/internal';
import type { CodingThreads } from '../coding/coding-threads.ts';
import { MediaError } from '../errors/media-error.ts';
import { type SetDescription, setDocument } from '../format/description.ts';
import { limits } from '../format/geometry.ts';
import { type SetIndex, SetIndexes } from '../format/set-index.ts';
import type { Medium } from '../medium/medium.ts';
import type { OnMediaProgress } from '../progress.ts';
import type { SearchOptions } from './find-index.ts';
import { MediumReader } from './medium-reader.ts';
import type { ReadingSet } from './reading-set.ts';

/** A drive takes seconds for each. */
const MOST_RETRIES = 1_000;

/** How media are read. */
export interface ReadingOptions extends SetTrust {
  /** How often an unreadable sector is tried again. Default: 2. */
  readonly retries?: number;
  /** Threads that hash and repair; 0 for none beside this one. Default: one for each processor. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnMediaProgress;
  /** Called for each medium from which nothing was taken, and for each set on one that was not. */
  readonly onPassedOver?: (passedOver: PassedOver) => void;
}

/** What was given and not taken: no answer about the sets that were says anything of it. */
export interface PassedOver {
  /** As the medium was named. */
  readonly medium: string;
  /** `set-not-found`, `too-many-sets`, or why a set on it is not one to be taken. */
  readonly reason: ScelleError;
}

/** Reads one medium after the other, and keeps the sets that they belong to apart. */
export class MediaReading {
  readonly indexes: SetIndexes = new SetIndexes();
  readonly #sets = new Map<string, ReadingSet>();
  /** Why sets were not taken. */
  readonly #refused = new Map<string, ScelleError>();
  readonly #threads: CodingThreads;
  readonly #options: ReadingOptions;
  readonly #create: (index: SetIndex, description: SetDescription) => Promise<ReadingSet>;

  /** Throws `option-invalid`. */
  constructor(
    threads: CodingThreads,
    options: ReadingOptions,
    create: (index: SetIndex, description: SetDescription) => Promise<ReadingSet>,
  ) {
    const { retries = 0 } = options;
    checkIntegers({ retries }, { retries: [0, MOST_RETRIES] });
    this.#threads = threads;
    this.#options = options;
    this.#create = create;
  }

  /** The sets that were found so far, in the order in which they were made, which their ids (UUIDv7) tell. */
  get sets(): readonly ReadingSet[] {
    return [...this.#sets.values()].sort((a, b) => (a.description.id < b.description.id ? -1 : 1));
  }

  /** Reads a medium. Gives the sets of which there was something on it. Throws `medium-unreadable`. */
  async add(medium: Medium): Promise<readonly ReadingSet[]> {
    const { retries, signal, onProgress, onPassedOver } = this.#options;
    const search: SearchOptions = {
      ...(retries !== undefined && { retries }),
      ...(signal !== undefined && { signal }),
      onBytes: (done, total) => onProgress?.({ phase: 'read', done, total, unit: 'bytes' }),
    };
    const before = this.indexes.turnedAway;
    const reasons: ScelleError[] = [];
    const reader = new MediumReader(medium, {
      ...search,
      indexes: this.indexes,
      threads: this.#threads,
      openSet: async (index) => {
        const set = await this.open(index);
        const refusal = set === null ? this.#refused.get(index.setKey) : undefined;
        if (refusal !== undefined) reasons.push(refusal);
        return set;
      },
    });
    const sets = await reader.read();
    if (this.indexes.turnedAway > before) reasons.push(tooManySets());
    if (sets.length === 0 && reasons.length === 0) reasons.push(new MediaError('set-not-found'));
    for (const reason of reasons) onPassedOver?.({ medium: medium.name, reason });
    return sets;
  }

  /** The set of an index, once its description is known; null where it is not, or the set is not one to be taken. */
  async open(index: SetIndex): Promise<ReadingSet | null> {
    const known = this.#sets.get(index.setKey);
    if (known !== undefined) return known;
    const description = this.#describe(index);
    if (description === null) return null;
    const set = await this.#create(index, description);
    this.#sets.set(index.setKey, set);
    return set;
  }

  /** Whether the description of an index is known, and breaks the rules: nothing will ever mend that. */
  isInvalid({ setKey }: SetIndex): boolean {
    const code = this.#refused.get(setKey)?.code;
    return code !== undefined && code !== 'set-not-authentic' && code !== 'set-for-others';
  }

  /** Throws `set-not-found`, or why no set that was found was taken. */
  requireAny(): void {
    if (this.#sets.size > 0) return;
    const [refused] = this.#refused.values();
    throw refused ?? (this.indexes.turnedAway > 0 ? tooManySets() : new MediaError('set-not-found'));
  }

  #describe(index: SetIndex): SetDescription | null {
    try {
      const { description } = index;
      if (description !== null) checkTrust(index, description, this.#options);
      return description;
    } catch (error) {
      if (!ScelleError.is(error)) throw error;
      this.#refused.set(index.setKey, error);
      return null;
    }
  }
}

function tooManySets(): MediaError {
  return new MediaError('too-many-sets', { limit: limits.sets });
}

/** The key of a party that may send sets. */
export interface TrustedSender {
  readonly name: string;
  readonly publicKey: PublicKey;
}

/** Which sets are taken. */
export interface SetTrust {
  /** Keys with which the description must be signed; where there are none, the signature is not checked. */
  readonly senders?: readonly TrustedSender[];
  /** The party to which the set must be addressed; any where left out. */
  readonly recipient?: string;
}

/** Throws `set-not-authentic` or `set-for-others` where a set is not one to be taken. */
function checkTrust(index: SetIndex, description: SetDescription, { senders = [], recipient }: SetTrust): void {
  if (senders.length > 0 && !isSignedByAny(index, description, senders)) {
    throw new MediaError('set-not-authentic', { name: description.sender });
  }
  if (recipient !== undefined && recipient !== description.recipient) {
    throw new MediaError('set-for-others', { found: description.recipient, expected: recipient });
  }
}

/** Whether any of the signatures that were found is a right one, which counts from then on. */
function isSignedByAny(index: SetIndex, description: SetDescription, senders: readonly TrustedSender[]): boolean {
  const { descriptionBytes, signatures } = index;
  if (descriptionBytes === null) return false;
  const keys = senders.filter(({ name }) => name === description.sender);
  const signature = signatures.find((each) => isSigned({ document: descriptionBytes, signature: each }, keys));
  if (signature !== undefined) index.acceptSignature(signature);
  return signature !== undefined;
}

function isSigned(signed: SignedDocument, keys: readonly TrustedSender[]): boolean {
  try {
    return setDocument.verify(signed, keys).outcome === 'signed';
  } catch (error) {
    if (ScelleError.is(error)) return false;
    throw error;
  }
}
