import type { WorkCategory } from '@scelle/core';
import type { WorkDraft } from '../draft/draft.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { Notes } from '../notes/note.ts';
import { toInstantText, toInteger } from '../values/fields.ts';
import { hashWords, readFileHash } from '../values/hashes.ts';
import { categoryWords, type FileHash, findWord, type HashAlgorithm } from '../values/words.ts';
import { ElementReader } from './element-reader.ts';
import type { Element } from './read-notices.ts';
import { acnsCategories, acnsExplicitTypes } from './words.ts';

/** What a notice says of one work in one file. */
export interface Item {
  readonly work: WorkDraft;
  readonly fileName: string | null;
  readonly fileSize: number | null;
  readonly hashes: readonly FileHash[];
  readonly notes: Notes;
}

const PATH = 'Content/Item';

/** Reads an `Item` of a notice whose source was seen at `occurredAt`, for that complainant. */
export function readItem(
  element: Element,
  { occurredAt, complainant }: { readonly occurredAt: string | null; readonly complainant: string | null },
  { assumeUtc, defaults }: Mapping,
): Item {
  const notes = new Notes();
  const item = new ElementReader(element, PATH, notes);
  compareTimes(item.textOf('TimeStamp'), occurredAt, assumeUtc, notes);
  const isComplainantHolder = complainant !== null && defaults.rightsHolder === undefined;
  if (isComplainantHolder) notes.guess('rights-holder-from-complainant', 'Complainant/Entity');
  const size = item.textOf('FileSize');
  const read = {
    work: {
      title: item.textOf('Title'),
      artist: item.textOf('Artist'),
      category: readCategory(item, notes),
      rightsHolder: isComplainantHolder ? complainant : null,
      identifiers: [],
    },
    fileName: item.textOf('FileName'),
    fileSize: size === null ? null : toInteger(size, 'file.size', notes),
    hashes: readHash(item.child('Hash'), notes),
    notes,
  };
  item.noteUnread();
  return read;
}

/** The time of the source counts: it is when address and port were seen. Version 0.6 has no other. */
function compareTimes(text: string | null, occurredAt: string | null, assumeUtc: boolean, notes: Notes): void {
  if (text === null || occurredAt === null) return;
  const own = toInstantText(text, { field: '', notes: new Notes(), assumeUtc });
  if (own !== occurredAt) notes.guess('times-differ', `${PATH}/TimeStamp`);
}

/** `Type` where it is one of our words, as our own export writes it; otherwise `ExplicitType`. */
function readCategory(item: ElementReader, notes: Notes): WorkCategory | null {
  const [type, explicitType] = [item.textOf('Type'), item.textOf('ExplicitType')?.trim() ?? null];
  const word = type === null ? null : findWord(categoryWords, type);
  if (type !== null && word === null) notes.loss('left-out', `${PATH}/Type`);
  if (word !== null) {
    if (explicitType !== null && acnsCategories[word] !== explicitType) notes.loss('left-out', `${PATH}/ExplicitType`);
    return word;
  }
  const known = explicitType === null ? undefined : acnsExplicitTypes.get(explicitType);
  if (explicitType !== null && known === undefined) notes.loss('left-out', `${PATH}/ExplicitType`);
  if (known?.exact === false) notes.loss('narrowed', `${PATH}/ExplicitType`);
  return known?.category ?? null;
}

/** The hash, where its type is known and its value is one of that type, in hex or base32. */
function readHash(hash: ElementReader | null, notes: Notes): readonly FileHash[] {
  if (hash === null) return [];
  const [type, text] = [hash.attribute('Type') ?? '', hash.text?.trim() ?? ''];
  const algorithm = findAlgorithm(type);
  const found = algorithm === null ? null : readFileHash(algorithm, text);
  if (found !== null) return [found];
  notes.loss('left-out', `${PATH}/Hash`);
  return [];
}

function findAlgorithm(type: string): HashAlgorithm | null {
  const word = type.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return word === 'infohash' ? 'btih' : findWord(hashWords, word);
}
