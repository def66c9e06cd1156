import type { Protocol, WorkCategory } from '@scelle/core';
import { quoteUntrusted } from '@scelle/core/internal';
import { type Draft, emptyDraft } from '../draft/draft.ts';
import { type Converted, type ConvertOptions, finishDraft } from '../draft/finish-draft.ts';
import { FormatsError } from '../errors/formats-error.ts';
import { findDocuments, type MailSearch } from '../input/find-documents.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { Notes } from '../notes/note.ts';
import { findUuid, toCanonicalAddress, toInteger, toPort } from '../values/fields.ts';
import { toFileHash } from '../values/hashes.ts';
import { toInstantText } from '../values/instants.ts';
import { categoryWords, type FileHash, protocolWords, readWord, translateWord } from '../values/words.ts';
import { type Magnet, parseMagnet } from './magnet.ts';
import { splitObjects } from './split-objects.ts';
import { nearCategories, xarfCategories, xarfProtocols } from './words.ts';

/** How reports are found in a mail: as an attachment, or as text that begins like one. */
const reportsInMail: MailSearch = {
  begins: (text) => /^\s*[[{]/.test(text),
  type: /^application\/(?:[a-z.-]+\+)?json$/i,
  name: /\.json$/i,
  extract: (text) => (/^\s*[[{]/.test(text) ? [text] : []),
};

/** Records from XARF reports. Throws `nothing-found` and the codes of `splitObjects`. Source: docs/formats.md § XARF. */
export async function* readXarf(
  source: AsyncIterable<Uint8Array>,
  options: ConvertOptions,
): AsyncGenerator<Converted, void> {
  let number = 0;
  for await (const { text, line: first, isFromMail } of findDocuments(source, reportsInMail)) {
    for await (const { object, line, isRepeated } of splitObjects(text)) {
      number += 1;
      const notes = new Notes();
      if (isFromMail) notes.guess('taken-from-mail', '');
      if (isRepeated) notes.refuseValue('', 'once');
      const place = { number, inputLine: isFromMail ? null : first + line - 1 };
      yield finishDraft(place, toDraft(object, notes, options.mapping), notes, options);
    }
  }
  if (number === 0) throw new FormatsError('nothing-found', { expected: 'XARF' });
}

/** What a report says of a record. Source: docs/formats.md § XARF. */
function toDraft(object: object, notes: Notes, mapping: Mapping): Draft {
  const report = new ReportReader(object, '', notes);
  const isKnown = report.text('category') === 'copyright' && report.text('type') === 'p2p';
  const isVersion4 = report.text('xarf_version')?.startsWith('4.') ?? false;
  if (!isKnown || !isVersion4) notes.refuse('kind-unknown', isKnown ? 'xarf_version' : 'type');
  const [id, time, ip, port] = [
    report.text('report_id'),
    report.text('timestamp'),
    report.text('source_identifier'),
    report.integer('source_port'),
  ];
  const tags = readTags(report, notes);
  const controller = tags.get('controller') ?? null;
  const draft: Draft = {
    ...emptyDraft,
    recordId: id === null ? null : findUuid(id),
    sourceId: id,
    controller: controller === null ? null : (translateWord(mapping.words.controller, controller) ?? controller),
    occurredAt: time === null ? null : toInstantText(time, { field: 'timestamp', notes }, mapping),
    ip: ip === null ? null : toCanonicalAddress(ip, 'source_identifier', notes),
    port: port === null ? null : toPort(port, notes),
    protocol: readProtocol(report, tags, mapping, notes),
    works: [
      {
        title: report.text('work_title'),
        artist: null,
        category: readCategory(report, mapping, notes),
        rightsHolder: report.text('rights_holder'),
        identifiers: [],
      },
    ],
    ...readSwarm(report.object('swarm_info'), notes),
  };
  report.noteUnread();
  return draft;
}

/**
 * The tags by which our own export keeps what XARF has no field for; those that only repeat a field need no note. One of
 * ours that is there with two values says two things.
 */
function readTags(report: ReportReader, notes: Notes): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const tag of report.texts('tags')) {
    const [key = ''] = tag.split(':', 1);
    const value = tag.slice(key.length + 1);
    if (key !== 'controller' && key !== 'protocol') notes.loss('left-out', 'tags');
    else if ((tags.get(key) ?? value) !== value) notes.refuse('value-contradicted', 'tags');
    else tags.set(key, value);
  }
  return tags;
}

/** The protocol: that of the tag, which has to be one of those for which the word of XARF stands. */
function readProtocol(
  report: ReportReader,
  tags: ReadonlyMap<string, string>,
  { words }: Mapping,
  notes: Notes,
): Protocol | null {
  const word = report.text('p2p_protocol');
  const tag = tags.get('protocol');
  if (word === null) {
    if (tag !== undefined) notes.loss('left-out', 'tags');
    return null;
  }
  const known = protocolWords.filter((protocol) => xarfProtocols[protocol] === word);
  if (known.length === 0) return readWord([], words.protocol, word, 'p2p_protocol', notes);
  if (tag === undefined || tag === word) return word === 'other' ? 'other' : known[0]!;
  const tagged = readWord(protocolWords, words.protocol, tag, 'tags', notes);
  if (tagged !== null && !known.includes(tagged)) notes.refuse('value-contradicted', 'tags');
  return tagged;
}

function readCategory(report: ReportReader, { words }: Mapping, notes: Notes): WorkCategory | null {
  const word = report.text('work_category');
  if (word === null) return null;
  const known = categoryWords.find((category) => xarfCategories[category] === word);
  if (known !== undefined) return known;
  const near = nearCategories.get(word);
  if (near === undefined) return readWord([], words.category, word, 'work_category', notes);
  notes.loss('narrowed', 'work_category');
  return near;
}

function readSwarm(swarm: ReportReader | null, notes: Notes): Partial<Draft> {
  if (swarm === null) return {};
  const [link, name, size] = [swarm.text('magnet_uri'), swarm.text('torrent_name'), swarm.integer('total_size')];
  const magnet = link === null ? null : parseMagnet(link);
  const field = 'swarm_info.magnet_uri';
  const linkSize = magnet?.size == null ? null : toInteger(magnet.size, field, notes);
  const hasOtherName = magnet?.name != null && name !== null && magnet.name !== name;
  if (link !== null && (magnet === null || magnet.hasMore || hasOtherName)) notes.loss('left-out', field);
  if (size !== null && linkSize !== null && size !== linkSize) notes.refuse('value-contradicted', field);
  const draft = {
    fileName: name ?? magnet?.name ?? null,
    fileSize: size ?? linkSize,
    hashes: joinHashes(magnet, swarm.text('info_hash'), notes),
  };
  swarm.noteUnread();
  return draft;
}

/** The hashes of the link, and the info hash where the link has none; it may not have another. */
function joinHashes(magnet: Magnet | null, infoHash: string | null, notes: Notes): readonly FileHash[] {
  const linked = magnet?.hashes ?? [];
  if (infoHash === null) return linked;
  const own = toFileHash('btih', infoHash);
  if (own === null) notes.refuseValue('swarm_info.info_hash', 'hash');
  const infoHashes = linked.filter(({ algorithm }) => algorithm === 'btih');
  if (own === null || infoHashes.length === 0) return own === null ? linked : [own, ...linked];
  if (!infoHashes.some(({ value }) => value === own.value)) notes.refuse('value-contradicted', 'swarm_info.info_hash');
  return linked;
}

/** Reads the members of an object by name, and notes those that nobody asked for. */
export class ReportReader {
  readonly #members: Readonly<Record<string, unknown>>;
  readonly #path: string;
  readonly #notes: Notes;
  readonly #asked = new Set<string>();

  constructor(members: object, path: string, notes: Notes) {
    this.#members = members as Readonly<Record<string, unknown>>;
    this.#path = path;
    this.#notes = notes;
  }

  /** A text; null where it is absent. Anything else refuses the record. */
  text(name: string): string | null {
    const value = this.#take(name);
    return typeof value === 'string' ? value : this.#absent(name, value);
  }

  /** A number that a record can hold; null where it is absent. Anything else refuses the record. */
  integer(name: string): number | null {
    const value = this.#take(name);
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : this.#absent(name, value);
  }

  /** The texts of a list; none where it is absent. */
  texts(name: string): readonly string[] {
    const value = this.#take(name);
    if (Array.isArray(value) && value.every((element) => typeof element === 'string')) return value;
    this.#absent(name, value);
    return [];
  }

  /** An object within; null where it is absent. */
  object(name: string): ReportReader | null {
    const value = this.#take(name);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? new ReportReader(value, this.#pathOf(name), this.#notes) : this.#absent(name, value);
  }

  noteUnread(): void {
    for (const [name, value] of Object.entries(this.#members)) {
      if (!this.#asked.has(name) && value !== null) this.#notes.loss('left-out', this.#pathOf(name));
    }
  }

  #take(name: string): unknown {
    this.#asked.add(name);
    return Object.hasOwn(this.#members, name) ? this.#members[name] : undefined;
  }

  #absent(name: string, value: unknown): null {
    if (value !== undefined && value !== null) this.#notes.refuse('value-invalid', this.#pathOf(name));
    return null;
  }

  #pathOf(name: string): string {
    const own = quoteUntrusted(name);
    return this.#path === '' ? own : `${this.#path}.${own}`;
  }
}
