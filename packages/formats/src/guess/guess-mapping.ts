import type { Language, Protocol, WorkCategory } from '@scelle/core';
import type { CsvField } from '../mapping/csv-fields.ts';
import { categoryWords, findWord, protocolWords } from '../values/words.ts';
import { type ColumnGuess, guessColumns, simplify } from './columns.ts';
import { readSample, type Sample } from './read-sample.ts';
import { texts } from './texts.ts';
import { guessTimes } from './times.ts';

/** What a look at a table gives. */
export interface GuessedMapping {
  /** A mapping in TOML with comments. What a person has to decide is commented out, and marked. */
  readonly text: string;
  /** How many decisions are left. */
  readonly decisions: number;
}

/**
 * Looks at the beginning of a table, and writes a mapping with what is certain: columns by their names and by what stands
 * in them, and patterns that read every time of the sample. What the sample does not decide is left to a person. Throws
 * the codes of `readSample`.
 */
export async function guessMapping(source: AsyncIterable<Uint8Array>, language: Language): Promise<GuessedMapping> {
  const sample = await readSample(source);
  const writer = new MappingWriter(sample, language);
  return { text: writer.write(), decisions: writer.decisions };
}

const protocols: ReadonlyMap<string, Protocol> = new Map([
  ['bt', 'bittorrent'],
  ['torrent', 'bittorrent'],
  ['utorrent', 'bittorrent'],
  ['emule', 'ed2k'],
  ['edonkey', 'ed2k'],
  ['edonkey2000', 'ed2k'],
  ['kademlia', 'kad'],
  ['kazaa', 'fasttrack'],
  ['dc', 'direct-connect'],
  ['directconnect', 'direct-connect'],
  ['web', 'http'],
]);

const categories: ReadonlyMap<string, WorkCategory> = new Map([
  ['musique', 'music'],
  ['audio', 'music'],
  ['movie', 'film'],
  ['cinema', 'film'],
  ['serie', 'series'],
  ['tv', 'series'],
  ['jeu', 'game'],
  ['jeuvideo', 'game'],
  ['logiciel', 'software'],
  ['livre', 'book'],
  ['ebook', 'book'],
]);

/** What a record must have, and a default when no column holds it: an example of one. */
const demanded: readonly { readonly field: CsvField; readonly example: string }[] = [
  { field: 'controller', example: 'controller = "scpp"' },
  { field: 'protocol', example: 'protocol = "bittorrent"' },
  { field: 'work.category', example: 'category = "music"' },
  { field: 'work.rightsHolder', example: 'rightsHolder = "SCPP"' },
  { field: 'tool.name', example: 'tool = { name = "scout", version = "3" }' },
];

/** Writes one mapping. */
class MappingWriter {
  readonly #sample: Sample;
  readonly #columns: readonly ColumnGuess[];
  readonly #say: (typeof texts)[Language];
  readonly #lines: string[] = [];
  decisions = 0;

  constructor(sample: Sample, language: Language) {
    this.#sample = sample;
    this.#columns = guessColumns(sample.columns.filter(({ name }) => name !== ''));
    this.#say = texts[language];
  }

  write(): string {
    this.#comment(this.#say.head(this.#sample.rows));
    this.#lines.push('');
    this.#writeTimes();
    this.#writeDefaults();
    this.#writeWords('protocol', 'protocol', (cell) => findWord(protocolWords, cell) !== null, protocols);
    this.#writeWords('category', 'work.category', (cell) => findWord(categoryWords, cell) !== null, categories);
    this.#writeWords('controller', 'controller', (cell) => /^[a-z0-9][a-z0-9-]{0,31}$/.test(cell.trim()), new Map());
    this.#writeLayout();
    for (const column of this.#columns) this.#writeColumn(column);
    return `${this.#lines.join('\n')}\n`;
  }

  #writeTimes(): void {
    const cells = this.#timeCells();
    if (cells === null) {
      this.#decide(this.#say.noTime, []);
      return;
    }
    const { patterns, hasZone } = guessTimes(cells);
    const [pattern, ...others] = patterns;
    if (pattern === undefined) this.#decide(this.#say.unknownTime, ['timePattern = "dd/MM/yyyy HH:mm:ss"']);
    else if (others.length > 0)
      this.#decide(
        this.#say.someTimes,
        patterns.map((one) => `timePattern = ${quote(one)}`),
      );
    else if (pattern !== 'iso') this.#lines.push(`timePattern = ${quote(pattern)}`);
    if (!hasZone) this.#decide(this.#say.zone, ['timeZone = "Europe/Paris"', 'assumeUtc = true']);
    this.#lines.push('');
  }

  /** Times as the converter sees them: in one column, or from two. */
  #timeCells(): readonly string[] | null {
    const cellsOf = (field: CsvField) => this.#find(field)?.column.cells ?? null;
    const whole = cellsOf('occurredAt');
    const [dates, days] = [cellsOf('occurredAt.date'), cellsOf('occurredAt.time')];
    if (whole !== null) return whole;
    if (dates === null || days === null) return null;
    return dates.map((date, index) => `${date.trim()} ${(days[index] ?? '').trim()}`);
  }

  #writeDefaults(): void {
    const missing = demanded.filter(({ field }) => this.#find(field) === undefined);
    if (missing.length === 0) return;
    this.#lines.push('[defaults]');
    this.#decide(
      this.#say.defaults,
      missing.map(({ example }) => example),
    );
    this.#lines.push('');
  }

  #writeWords(
    name: string,
    field: CsvField,
    isKnown: (cell: string) => boolean,
    known: ReadonlyMap<string, string>,
  ): void {
    const cells = new Set(this.#find(field)?.column.cells.map((cell) => cell.trim()) ?? []);
    const foreign = [...cells].filter((cell) => !isKnown(cell));
    if (foreign.length === 0) return;
    this.#lines.push(`[words.${name}]`);
    const sure = foreign.filter((cell) => known.has(simplify(cell)));
    for (const cell of sure) this.#lines.push(`${quote(cell)} = ${quote(known.get(simplify(cell))!)}`);
    const unsure = foreign.filter((cell) => !known.has(simplify(cell))).slice(0, 20);
    if (unsure.length > 0)
      this.#decide(
        this.#say.words,
        unsure.map((cell) => `${quote(cell)} = "…"`),
      );
    this.#lines.push('');
  }

  #writeLayout(): void {
    const { delimiter, encoding } = this.#sample;
    this.#lines.push('[csv]', `delimiter = ${quote(delimiter)}`);
    if (encoding === 'windows-1252') this.#comment(this.#say.encoding);
    if (encoding !== 'utf-8') this.#lines.push(`encoding = ${quote(encoding)}`);
    this.#writeNumbers();
    this.#lines.push('');
  }

  #writeNumbers(): void {
    const cells = this.#find('file.size')?.column.cells ?? [];
    const some = (pattern: RegExp) => cells.some((cell) => pattern.test(cell.trim()));
    const separators = [' ', '.', ',', "'"].filter((one) =>
      some(new RegExp(`^\\d{1,3}(?:${one === ' ' ? '[ \\u00a0\\u202f]' : `\\${one}`}\\d{3})+(?!\\d)`)),
    );
    const isDecimal = some(/\d,\d{1,2}(?!\d)/);
    const hasUnits = some(/\d\s*[kmgt](?:o|b|octets|bytes)?$/i);
    const [separator, ...others] = separators.filter((one) => !(one === ',' && isDecimal));
    if (separator !== undefined && (others.length > 0 || separator === '.' || separator === ',')) {
      this.#decide(this.#say.thousands, [`thousands = ${quote(separator)}`]);
    } else if (separator !== undefined) this.#lines.push(`thousands = ${quote(separator)}`);
    if (isDecimal) this.#lines.push('decimal = ","');
    if (hasUnits) this.#decide(this.#say.units, ['units = "decimal"', 'units = "binary"']);
  }

  #writeColumn({ column, field, others }: ColumnGuess): void {
    if (field === null) {
      this.#comment(this.#say.unmapped);
      this.#lines.push('# [[csv.columns]]', `# column = ${quote(column.name)}`, '# field = ""', '');
      return;
    }
    this.#lines.push('[[csv.columns]]', `column = ${quote(column.name)}`);
    if (others.length === 0) this.#lines.push(`field = ${quote(field)}`);
    else
      this.#decide(
        this.#say.field,
        [field, ...others].map((one) => `field = ${quote(one)}`),
      );
    this.#lines.push('');
  }

  #find(field: CsvField): ColumnGuess | undefined {
    return this.#columns.find((column) => column.field === field);
  }

  #comment(text: string): void {
    for (const line of text.split('\n')) this.#lines.push(`# ${line}`);
  }

  /** What a person has to decide: the possible lines, commented out. */
  #decide(text: string, lines: readonly string[]): void {
    this.decisions += 1;
    this.#comment(`${this.#say.decide} ${text}`);
    for (const line of lines) this.#lines.push(`# ${line}`);
  }
}

/** Text as a basic string of TOML. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}
