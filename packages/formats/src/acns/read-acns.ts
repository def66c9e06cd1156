import type { Protocol, WorkCategory } from '@scelle/core';
import { type Draft, emptyDraft, type WorkDraft } from '../draft/draft.ts';
import { type Converted, type ConvertOptions, finishDraft, type WithdrawalReason } from '../draft/finish-draft.ts';
import { FormatsError } from '../errors/formats-error.ts';
import { findDocuments, type MailSearch } from '../input/find-documents.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { Notes } from '../notes/note.ts';
import { findUuid, toCanonicalAddress, toInteger, toPort } from '../values/fields.ts';
import { hashWords, readFileHash } from '../values/hashes.ts';
import { toInstantText } from '../values/instants.ts';
import {
  categoryWords,
  type FileHash,
  findWord,
  type HashAlgorithm,
  protocolWords,
  translateWord,
} from '../values/words.ts';
import { ElementReader } from './element-reader.ts';
import { extractNotices } from './extract-notices.ts';
import { type Element, type Notice, readNotices } from './read-notices.ts';
import {
  acnsCategories,
  acnsExplicitTypes,
  acnsItemTypes,
  acnsProtocols,
  acnsSourceTypes,
  closedStates,
  toAcnsWord,
} from './words.ts';

/** How notices are found in a mail: as an attachment, or between their tags in its text. */
const noticesInMail: MailSearch = {
  begins: (text) => /^\s*</.test(text),
  type: /^(?:application|text)\/(?:[a-z.-]+\+)?xml$/i,
  name: /\.(?:xml|acns)$/i,
  extract: extractNotices,
};

/**
 * Records from ACNS notices. Throws `nothing-found` and the codes of `findDocuments` and `readNotices`.
 * Source: docs/formats.md § ACNS.
 */
export async function* readAcns(
  source: AsyncIterable<Uint8Array>,
  options: ConvertOptions,
): AsyncGenerator<Converted, void> {
  let number = 0;
  for await (const { text, line: firstLine, isFromMail } of findDocuments(source, noticesInMail)) {
    for await (const notice of readNotices(text, firstLine)) {
      for (const { draft, notes, withdrawal } of toDrafts(notice, isFromMail, options.mapping)) {
        number += 1;
        const place = { number, inputLine: isFromMail ? null : notice.line };
        yield finishDraft(place, draft, notes, options, withdrawal);
      }
    }
  }
  if (number === 0) throw new FormatsError('nothing-found', { expected: 'ACNS' });
}

/** A record of a notice, with its own notes. */
interface NoticeDraft {
  readonly draft: Draft;
  readonly notes: Notes;
  /** Why the notice takes its record back; null where it does not. */
  readonly withdrawal: WithdrawalReason | null;
}

/**
 * The records of a notice: one for each file, because a record has one. Items in a row that name the same file are works
 * in it, which is how our own export writes several. Source: docs/formats.md § ACNS.
 */
function toDrafts({ element, repairs }: Notice, isFromMail: boolean, mapping: Mapping): readonly NoticeDraft[] {
  const notes = new Notes();
  if (isFromMail) notes.guess('taken-from-mail', '');
  for (const code of repairs) notes.guess(code, 'Infringement');
  if (element.name !== 'Infringement') {
    notes.refuse(element.name === 'CounterNotice' ? 'notice-countered' : 'kind-unknown', element.name);
    return [{ draft: emptyDraft, notes, withdrawal: null }];
  }
  const notice = new ElementReader(element, '', notes);
  notice.attribute('schemaVersion');
  const withdrawal = findWithdrawal(notice, mapping, notes);
  const complainant = notice.child('Complainant')?.textOf('Entity') ?? null;
  const common: Draft = {
    ...emptyDraft,
    sourceId: notice.child('Case')?.textOf('ID') ?? null,
    controller: findController(complainant, mapping, notes),
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
  if (files.length === 0) return [{ draft: common, notes, withdrawal }];
  return files.map((file) => toDraft({ ...common, recordId }, notes, file, withdrawal));
}

function toDraft(common: Draft, notes: Notes, file: readonly Item[], withdrawal: WithdrawalReason | null): NoticeDraft {
  const { fileName, fileSize, hashes } = file[0]!;
  const draft = { ...common, works: file.map(({ work }) => work), fileName, fileSize, hashes };
  return { draft, notes: new Notes([notes, ...file.map((item) => item.notes)]), withdrawal };
}

/** What a notice says that takes it, or an earlier one, back: a retraction, or the end of its case. */
function findWithdrawal(notice: ElementReader, { acns }: Mapping, notes: Notes): WithdrawalReason | null {
  const type = notice.child('Type');
  const retraction = type?.attribute('Retraction')?.trim().toLowerCase() ?? 'false';
  if (!/^(?:true|false|1|0)$/.test(retraction)) notes.refuseValue('Type/@Retraction', 'boolean');
  const kind = type?.text?.trim() ?? '';
  if (!/^(?:INFRINGEMENT|DMCA|)$/i.test(kind)) notes.loss('left-out', 'Type');
  const isRetracted = retraction === 'true' || retraction === '1';
  const status = notice.peek('Case')?.textOf('Status')?.trim().toLowerCase() ?? null;
  const isClosed = status !== null && closedStates.has(status) && acns?.closedCases !== 'read';
  if (isRetracted) return 'notice-retracted';
  return isClosed ? 'case-closed' : null;
}

/**
 * The controller on whose behalf a complainant acts, as the mapping says. Where it names complainants, one that is none of
 * them refuses the record: the default is not that of strangers.
 */
function findController(complainant: string | null, { acns, words }: Mapping, notes: Notes): string | null {
  if (complainant === null) return null;
  const translated = translateWord(words.controller, complainant);
  if (translated !== null) return translated;
  const complainants = Object.entries(acns?.complainants ?? {});
  const known = complainants.find(([, { entity }]) => entity === complainant.trim());
  if (known !== undefined) return known[0];
  return complainants.length === 0 ? null : notes.refuseValue('Complainant/Entity', 'known');
}

function readSource(source: ElementReader | null, mapping: Mapping, notes: Notes): Partial<Draft> {
  if (source === null) return {};
  const [time, ip, port] = [source.textOf('TimeStamp'), source.textOf('IP_Address'), source.textOf('Port')];
  return {
    occurredAt: time === null ? null : toInstantText(time, { field: 'Source/TimeStamp', notes }, mapping),
    // White space around it is that of the XML (`whiteSpace` of the schema).
    ip: ip === null ? null : toCanonicalAddress(ip.trim(), 'source.ip', notes),
    port: port === null ? null : toPort(port, notes),
    protocol: readProtocol(source, mapping, notes),
    pseudonym: source.textOf('UserName'),
  };
}

/** The protocol: of `SubType`, or as versions 0.6 and 0.7 have it of `Type`. Where both say one, it has to be the same. */
function readProtocol(source: ElementReader, mapping: Mapping, notes: Notes): Protocol | null {
  const own = readSubType(source.child('SubType'), mapping, notes);
  const type = source.textOf('Type')?.trim() ?? null;
  if (type === null) return own;
  const older = translateWord(mapping.words.protocol, type) ?? acnsSourceTypes.get(toAcnsWord(type)) ?? null;
  if (own === null) return older ?? notes.refuseValue('Source/Type', 'word');
  if (older === null) notes.loss('left-out', 'Source/Type');
  else if (older !== own) notes.refuse('value-contradicted', 'Source/Type');
  return own;
}

/** The protocol of a `SubType`. Under `OTHER`, the text may be one of our words, as our own export writes it. */
function readSubType(subType: ElementReader | null, { words }: Mapping, notes: Notes): Protocol | null {
  const word = subType?.attribute('Protocol')?.trim() ?? '';
  if (subType === null) return null;
  const baseType = subType.attribute('BaseType')?.trim().toUpperCase() ?? null;
  const { text } = subType;
  if (word === '') {
    if (text !== null) notes.loss('left-out', 'Source/SubType');
    return null;
  }
  const isOther = word.toUpperCase() === 'OTHER';
  const own = text === null || !isOther ? null : (translateWord(words.protocol, text) ?? findWord(protocolWords, text));
  if (text !== null && own === null) notes.loss('left-out', 'Source/SubType');
  if (isOther) return own ?? 'other';
  const known =
    translateWord(words.protocol, word) ??
    protocolWords.find((protocol) => acnsProtocols[protocol].protocol === word.toUpperCase());
  if (known === undefined) return notes.refuseValue('Source/SubType/@Protocol', 'word');
  if (baseType !== null && baseType !== acnsProtocols[known].baseType)
    notes.loss('left-out', 'Source/SubType/@BaseType');
  return known;
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
  mapping: Mapping,
): Item {
  const notes = new Notes();
  const item = new ElementReader(element, PATH, notes);
  compareTimes(item.textOf('TimeStamp'), occurredAt, mapping, notes);
  const isComplainantHolder = complainant !== null && mapping.defaults.rightsHolder === undefined;
  if (isComplainantHolder) notes.guess('rights-holder-from-complainant', 'Complainant/Entity');
  const size = item.textOf('FileSize');
  const read = {
    work: {
      title: item.textOf('Title'),
      artist: item.textOf('Artist'),
      category: readCategory(item, mapping, notes),
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
function compareTimes(text: string | null, occurredAt: string | null, mapping: Mapping, notes: Notes): void {
  if (text === null || occurredAt === null) return;
  const own = toInstantText(text, { field: '', notes: new Notes() }, mapping);
  if (own !== occurredAt) notes.guess('times-differ', `${PATH}/TimeStamp`);
}

/**
 * `Type` where it is one of our words, as our own export writes it, or one that the mapping or older versions have;
 * otherwise `ExplicitType`. A record whose work is described by words that nobody knows is refused.
 */
function readCategory(item: ElementReader, { words }: Mapping, notes: Notes): WorkCategory | null {
  const [type, explicitType] = [item.textOf('Type')?.trim() ?? null, item.textOf('ExplicitType')?.trim() ?? null];
  const own = type === null ? null : findCategory(type, words);
  const explicit =
    explicitType === null
      ? null
      : (acnsExplicitTypes.get(explicitType) ?? toExact(translateWord(words.category, explicitType)));
  if (own !== null) {
    const isAgreed = explicitType === null || acnsCategories[own] === explicitType || explicit?.category === own;
    if (!isAgreed) notes.loss('left-out', `${PATH}/ExplicitType`);
    return own;
  }
  if (explicit === null) {
    if (explicitType !== null) return notes.refuseValue(`${PATH}/ExplicitType`, 'word');
    return type === null ? null : notes.refuseValue(`${PATH}/Type`, 'word');
  }
  if (type !== null) notes.loss('left-out', `${PATH}/Type`);
  if (!explicit.exact) notes.loss('narrowed', `${PATH}/ExplicitType`);
  return explicit.category;
}

function findCategory(type: string, words: Mapping['words']): WorkCategory | null {
  return (
    translateWord(words.category, type) ?? findWord(categoryWords, type) ?? acnsItemTypes.get(toAcnsWord(type)) ?? null
  );
}

function toExact(category: WorkCategory | null): { readonly category: WorkCategory; readonly exact: boolean } | null {
  return category === null ? null : { category, exact: true };
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
