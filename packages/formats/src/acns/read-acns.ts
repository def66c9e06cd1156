import type { Protocol, WorkCategory } from '@scelle/core';
import { type Draft, emptyDraft, type WorkDraft } from '../draft/draft.ts';
import { type Converted, type ConvertOptions, finishDraft } from '../draft/finish-draft.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { Notes } from '../notes/note.ts';
import { findUuid, toCanonicalAddress, toInstantText, toInteger, toPort } from '../values/fields.ts';
import { hashWords, readFileHash } from '../values/hashes.ts';
import { categoryWords, type FileHash, findWord, type HashAlgorithm, protocolWords } from '../values/words.ts';
import { ElementReader } from './element-reader.ts';
import { type Element, type Notice, readNotices } from './read-notices.ts';
import { acnsCategories, acnsExplicitTypes, acnsProtocols } from './words.ts';

/** Records from ACNS notices. Throws the codes of `readNotices`. Source: docs/formats.md § ACNS. */
export async function* readAcns(
  source: AsyncIterable<Uint8Array>,
  options: ConvertOptions,
): AsyncGenerator<Converted, void> {
  let number = 0;
  for await (const notice of readNotices(source)) {
    for (const { draft, notes } of toDrafts(notice, options.mapping)) {
      number += 1;
      yield finishDraft(number, draft, notes, options);
    }
  }
}

/** A record of a notice, with its own notes. */
interface NoticeDraft {
  readonly draft: Draft;
  readonly notes: Notes;
}

/**
 * The records of a notice: one for each file, because a record has one. Items in a row that name the same file are works
 * in it, which is how our own export writes several. Source: docs/formats.md § ACNS.
 */
function toDrafts({ element, repaired }: Notice, mapping: Mapping): readonly NoticeDraft[] {
  const notes = new Notes();
  if (repaired) notes.guess('ampersand-repaired', 'Infringement');
  const notice = new ElementReader(element, '', notes);
  notice.attribute('schemaVersion');
  const complainant = notice.child('Complainant')?.textOf('Entity') ?? null;
  const common: Draft = {
    ...emptyDraft,
    sourceId: notice.child('Case')?.textOf('ID') ?? null,
    controller: findController(complainant, mapping),
    ...readSource(notice.child('Source'), mapping, notes),
    isp: notice.child('Service_Provider')?.textOf('Entity') ?? null,
  };
  const elements = notice.child('Content')?.children('Item') ?? [];
  if (elements.length === 0) notes.refuse('value-missing', 'Content/Item');
  notice.noteUnread();
  const items = elements.map((item) => readItem(item, { occurredAt: common.occurredAt, complainant }, mapping));
  const files = groupByFile(items);
  // The id of the case is that of the record, unless there are several.
  const recordId = files.length === 1 && common.sourceId !== null ? findUuid(common.sourceId) : null;
  if (files.length === 0) return [{ draft: common, notes }];
  return files.map((file) => toDraft({ ...common, recordId }, notes, file));
}

function toDraft(common: Draft, notes: Notes, file: readonly Item[]): NoticeDraft {
  const { fileName, fileSize, hashes } = file[0]!;
  const draft = { ...common, works: file.map(({ work }) => work), fileName, fileSize, hashes };
  return { draft, notes: new Notes([notes, ...file.map((item) => item.notes)]) };
}

/** The controller on whose behalf a complainant acts, as the mapping says. */
function findController(complainant: string | null, { acns }: Mapping): string | null {
  const known = Object.entries(acns?.complainants ?? {}).find(([, { entity }]) => entity === complainant?.trim());
  return known?.[0] ?? null;
}

function readSource(source: ElementReader | null, { assumeUtc }: Mapping, notes: Notes): Partial<Draft> {
  if (source === null) return {};
  const [time, ip, port] = [source.textOf('TimeStamp'), source.textOf('IP_Address'), source.textOf('Port')];
  return {
    occurredAt: time === null ? null : toInstantText(time, { field: 'Source/TimeStamp', notes, assumeUtc }),
    ip: ip === null ? null : toCanonicalAddress(ip),
    port: port === null ? null : toPort(port, notes),
    protocol: readProtocol(source.child('SubType'), notes),
    pseudonym: source.textOf('UserName'),
  };
}

/** The protocol of a `SubType`. Under `OTHER`, the text may be one of our words, as our own export writes it. */
function readProtocol(subType: ElementReader | null, notes: Notes): Protocol | null {
  const word = subType?.attribute('Protocol')?.trim().toUpperCase();
  if (subType === null || word === undefined) return null;
  subType.attribute('BaseType');
  const { text } = subType;
  const own = text === null || word !== 'OTHER' ? null : findWord(protocolWords, text);
  if (text !== null && own === null) notes.loss('left-out', 'Source/SubType');
  if (word === 'OTHER') return own ?? 'other';
  const known = protocolWords.find((protocol) => acnsProtocols[protocol].protocol === word);
  if (known === undefined) notes.loss('left-out', 'Source/SubType/@Protocol');
  return known ?? null;
}

/** Items in a row that name the same file. */
function groupByFile(items: readonly Item[]): readonly (readonly Item[])[] {
  const describe = ({ fileName, fileSize, hashes }: Item) => JSON.stringify([fileName, fileSize, hashes]);
  const files: Item[][] = [];
  for (const item of items) {
    const file = files.at(-1);
    if (file !== undefined && describe(file[0]!) === describe(item)) file.push(item);
    else files.push([item]);
  }
  return files;
}

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
