import type { Protocol, WorkCategory } from '@scelle/core';
import { quoteUntrusted } from '@scelle/core/internal';
import { type Draft, emptyDraft } from '../draft/draft.ts';
import { type Converted, type ConvertOptions, finishDraft } from '../draft/finish-draft.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { Notes } from '../notes/note.ts';
import { findUuid, toCanonicalAddress, toInstantText, toInteger, toPort } from '../values/fields.ts';
import { toFileHash } from '../values/hashes.ts';
import { categoryWords, type FileHash, protocolWords } from '../values/words.ts';
import { type Magnet, parseMagnet } from './magnet.ts';
import { splitObjects } from './split-objects.ts';
import { nearCategories, xarfCategories, xarfProtocols } from './words.ts';

/** Records from XARF reports. Throws the codes of `splitObjects`. Source: docs/formats.md § XARF. */
export async function* readXarf(
  source: AsyncIterable<Uint8Array>,
  options: ConvertOptions,
): AsyncGenerator<Converted, void> {
  let number = 0;
  for await (const report of splitObjects(source)) {
    number += 1;
    const notes = new Notes();
    yield finishDraft(number, toDraft(report, notes, options.mapping), notes, options);
  }
}

/** What a report says of a record. Source: docs/formats.md § XARF. */
function toDraft(object: object, notes: Notes, { assumeUtc }: Mapping): Draft {
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
  const draft: Draft = {
    ...emptyDraft,
    recordId: id === null ? null : findUuid(id),
    sourceId: id,
    controller: tags.get('controller') ?? null,
    occurredAt: time === null ? null : toInstantText(time, { field: 'timestamp', notes, assumeUtc }),
    ip: ip === null ? null : toCanonicalAddress(ip),
    port: port === null ? null : toPort(port, notes),
    protocol: readProtocol(report, tags, notes),
    works: [
      {
        title: report.text('work_title'),
        artist: null,
        category: readCategory(report, notes),
        rightsHolder: report.text('rights_holder'),
        identifiers: [],
      },
    ],
    ...readSwarm(report.object('swarm_info'), notes),
  };
  report.noteUnread();
  return draft;
}

/** The tags by which our own export keeps what XARF has no field for; those that only repeat a field need no note. */
function readTags(report: ReportReader, notes: Notes): ReadonlyMap<string, string> {
  const tags = report.texts('tags').map((tag) => tag.split(':', 2) as [string, string]);
  if (tags.some(([key]) => key !== 'controller' && key !== 'protocol')) notes.loss('left-out', 'tags');
  return new Map(tags);
}

function readProtocol(report: ReportReader, tags: ReadonlyMap<string, string>, notes: Notes): Protocol | null {
  const word = report.text('p2p_protocol');
  if (word === null) return null;
  const known = protocolWords.filter((protocol) => xarfProtocols[protocol] === word);
  const tagged = known.find((protocol) => protocol === tags.get('protocol'));
  if (known.length === 0) notes.loss('left-out', 'p2p_protocol');
  return tagged ?? (word === 'other' ? 'other' : (known[0] ?? null));
}

function readCategory(report: ReportReader, notes: Notes): WorkCategory | null {
  const word = report.text('work_category');
  if (word === null) return null;
  const known = categoryWords.find((category) => xarfCategories[category] === word);
  if (known !== undefined) return known;
  const near = nearCategories.get(word) ?? null;
  notes.loss(near === null ? 'left-out' : 'narrowed', 'work_category');
  return near;
}

function readSwarm(swarm: ReportReader | null, notes: Notes): Partial<Draft> {
  if (swarm === null) return {};
  const [link, name, size] = [swarm.text('magnet_uri'), swarm.text('torrent_name'), swarm.integer('total_size')];
  const magnet = link === null ? null : parseMagnet(link);
  if (link !== null && (magnet === null || magnet.hasMore)) notes.loss('left-out', 'swarm_info.magnet_uri');
  const linkSize = magnet?.size ?? null;
  const draft = {
    fileName: name ?? magnet?.name ?? null,
    fileSize: size ?? (linkSize === null ? null : toInteger(linkSize, 'swarm_info.magnet_uri', notes)),
    hashes: joinHashes(magnet, swarm.text('info_hash'), notes),
  };
  swarm.noteUnread();
  return draft;
}

/** The hashes of the link, and the info hash where it is not among them. */
function joinHashes(magnet: Magnet | null, infoHash: string | null, notes: Notes): readonly FileHash[] {
  const linked = magnet?.hashes ?? [];
  if (infoHash === null) return linked;
  const own = toFileHash('btih', infoHash);
  if (own === null) notes.refuse('value-invalid', 'swarm_info.info_hash');
  const isLinked = linked.some(({ algorithm, value }) => algorithm === 'btih' && value === own?.value);
  return own === null || isLinked ? linked : [own, ...linked];
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
    if (Array.isArray(value)) return value.filter((element) => typeof element === 'string');
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
