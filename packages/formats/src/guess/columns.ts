import type { CsvField } from '../mapping/csv-fields.ts';
import { Notes } from '../notes/note.ts';
import { toCanonicalAddress } from '../values/fields.ts';

/** A column of a sample: its name, and what stands in it. */
export interface SampleColumn {
  readonly name: string;
  /** The cells that are not empty. */
  readonly cells: readonly string[];
}

/** What a column seems to hold. */
export interface ColumnGuess {
  readonly column: SampleColumn;
  /** Null where nothing was recognised. */
  readonly field: CsvField | null;
  /** What it may be otherwise, where the sample does not decide. */
  readonly others: readonly CsvField[];
}

/** What a column is called, without accents, blanks and capitals. */
const names: Readonly<Partial<Record<CsvField, RegExp>>> = {
  recordId: /^(?:record)?(?:id|uuid)$|^identifiant$|^(?:case|dossier)id$|^(?:reference|ref)$/,
  controller: /^(?:controller|controleur|mandant|society|societe)$/,
  'source.ip': /^(?:source|src|adresse)?ip(?:address|adresse|v4|v6)?$|^adresseip(?:source)?$|^ipsource$/,
  'source.port': /^(?:source|src|ip)?port(?:source)?$/,
  protocol: /^(?:p2p)?(?:protocole?|reseau|network|net)$/,
  pseudonym: /^(?:pseudo|pseudonyme?|nick(?:name)?)$/,
  'work.title': /^(?:work)?(?:title|titre|oeuvre|work|song|chanson|track)$|^titreoeuvre$/,
  'work.artist': /^(?:artiste?|interprete|performer)$/,
  'work.category': /^(?:category|categorie|genre|typeoeuvre|worktype)$/,
  'work.rightsHolder': /^(?:rights?holder|ayants?droits?|titulaire)$/,
  'file.name': /^(?:file(?:name)?|fichier|nom(?:du)?fichier|torrentname)$/,
  'file.size': /^(?:file)?(?:size|taille)(?:du)?(?:fichier)?$|^(?:octets|bytes)$/,
  isp: /^(?:isp|fai|provider|operateur|operator|fournisseur)$/,
  agent: /^agent(?:assermente)?$/,
  'tool.name': /^(?:tool|outil|logiciel)(?:name)?$/,
  'tool.version': /^(?:tool|outil)?version$/,
};

const DATE = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}$/;
const TIME_OF_DAY = /^\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?$/;
const TIME = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[T ]\d{1,2}:\d{2}/;
const TIME_NAME = /date|time|heure|horodatage|when|seen/;
const EPOCH = /^1\d{9}(?:\d{3})?$/;

/** What each column seems to hold; no field is given to two. */
export function guessColumns(columns: readonly SampleColumn[]): readonly ColumnGuess[] {
  const taken = new Set<CsvField>();
  return columns.map((column) => {
    const candidates = findFields(column).filter(
      (field) => !taken.has(field) && !(field.startsWith('occurredAt') && isTimeTaken(field, taken)),
    );
    const [field = null, ...others] = candidates;
    if (field !== null) taken.add(field);
    return { column, field, others };
  });
}

/** A time stands in one column, or in two. */
function isTimeTaken(field: CsvField, taken: ReadonlySet<CsvField>): boolean {
  const isPart = taken.has('occurredAt.date') || taken.has('occurredAt.time');
  return field === 'occurredAt' ? isPart : taken.has('occurredAt');
}

function findFields({ name, cells }: SampleColumn): readonly CsvField[] {
  const plain = simplify(name);
  const all = (pattern: RegExp) => cells.length > 0 && cells.every((cell) => pattern.test(cell.trim()));
  if (cells.length > 0 && cells.every(isAddress)) return names['source.ip']!.test(plain) ? ['source.ip'] : [];
  if (all(TIME) || (TIME_NAME.test(plain) && all(EPOCH))) return ['occurredAt'];
  if (all(DATE) && TIME_NAME.test(plain)) return ['occurredAt.date'];
  if (all(TIME_OF_DAY)) return ['occurredAt.time'];
  const hashes = findHashes(plain, cells);
  if (hashes.length > 0) return hashes;
  const named = Object.entries(names).find(([, pattern]) => pattern.test(plain))?.[0] as CsvField | undefined;
  return named === undefined ? [] : [named];
}

function isAddress(cell: string): boolean {
  const address = toCanonicalAddress(cell, '', new Notes());
  return address !== null && /^(?:\d{1,3}(?:\.\d{1,3}){3}|.*:.*)$/.test(address);
}

/** Hashes by their length; the name decides between those that are as long. The first is the likeliest. */
function findHashes(name: string, cells: readonly string[]): readonly CsvField[] {
  const all = (pattern: RegExp) => cells.length > 0 && cells.every((cell) => pattern.test(cell.trim()));
  const choose = (sure: RegExp, field: CsvField, other: CsvField, otherName: RegExp): readonly CsvField[] => {
    if (otherName.test(name)) return [other];
    return sure.test(name) ? [field] : [field, other];
  };
  if (all(/^[0-9a-f]{40}$/i)) return choose(/infohash|btih|torrent/, 'file.hash.btih', 'file.hash.sha1', /sha/);
  if (all(/^[0-9a-f]{32}$/i)) return choose(/ed2k|emule|edonkey/, 'file.hash.ed2k', 'file.hash.md5', /md5/);
  if (all(/^[0-9a-f]{64}$/i)) return choose(/sha/, 'file.hash.sha256', 'file.hash.btih2', /btih|infohash/);
  return all(/^[a-z2-7]{39}$/i) ? ['file.hash.tth'] : [];
}

/** Without accents, blanks, punctuation and capitals. */
export function simplify(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}
