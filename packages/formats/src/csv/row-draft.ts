import type { IpEvidence } from '@scelle/core';
import { parseJson } from '@scelle/core/internal';
import { type Draft, emptyDraft, emptyWork } from '../draft/draft.ts';
import type { CsvField } from '../mapping/csv-fields.ts';
import type { Mapping } from '../mapping/mapping.ts';
import type { Notes } from '../notes/note.ts';
import { findUuid, toCanonicalAddress, toInstantText, toInteger, toPort } from '../values/fields.ts';
import { hashWords, toFileHash } from '../values/hashes.ts';
import { categoryWords, type FileHash, findWord, protocolWords } from '../values/words.ts';

/** The cells of a row that are not empty, by what they hold. */
export type Cells = ReadonlyMap<CsvField, string>;

/** What a row says of a record. A cell that is not of its form refuses the record. */
export function toDraft(cells: Cells, notes: Notes, { assumeUtc }: Mapping): Draft {
  const text = (field: CsvField) => cells.get(field) ?? null;
  const through = <Value>(field: CsvField, read: (cell: string) => Value | null): Value | null => {
    const cell = cells.get(field);
    return cell === undefined ? null : read(cell);
  };
  const word = <Word extends string>(field: CsvField, words: readonly Word[]) =>
    through(field, (cell) => findWord(words, cell) ?? refuse(field, notes));
  const id = text('recordId');
  return {
    ...emptyDraft,
    recordId: id === null ? null : findUuid(id),
    sourceId: id,
    controller: through('controller', (cell) => cell.trim()),
    occurredAt: through('occurredAt', (cell) => toInstantText(cell, { field: 'occurredAt', notes, assumeUtc })),
    ip: through('source.ip', toCanonicalAddress),
    port: through('source.port', (cell) => toPort(cell, notes)),
    protocol: word('protocol', protocolWords),
    pseudonym: text('pseudonym'),
    ownWorks: through('works', (cell) => readList<object>(cell, 'works', notes)),
    works: [
      {
        ...emptyWork,
        title: text('work.title'),
        artist: text('work.artist'),
        category: word('work.category', categoryWords),
        rightsHolder: text('work.rightsHolder'),
      },
    ],
    fileName: text('file.name'),
    fileSize: through('file.size', (cell) => toInteger(cell, 'file.size', notes)),
    hashes: [
      ...(through('file.hashes', (cell) => readList<FileHash>(cell, 'file.hashes', notes)) ?? []),
      ...hashWords.flatMap((algorithm) => {
        const field: CsvField = `file.hash.${algorithm}`;
        return through(field, (cell) => toFileHash(algorithm, cell) ?? refuse(field, notes)) ?? [];
      }),
    ],
    isp: text('isp'),
    segments: through('segments', (cell) => readList<IpEvidence['segments'][number]>(cell, 'segments', notes)) ?? [],
    agent: text('agent'),
    tool: findTool(text('tool.name'), text('tool.version')),
  };
}

/** A list as JSON, as our own table has it. The schema of the record judges what is in it. */
function readList<Element>(cell: string, field: string, notes: Notes): readonly Element[] | null {
  const list = parseJson(cell);
  const isList = Array.isArray(list) && list.every((element) => typeof element === 'object' && element !== null);
  return isList ? (list as Element[]) : refuse(field, notes);
}

/** A tool is known where its name is; a version may be empty. */
function findTool(name: string | null, version: string | null): Draft['tool'] {
  return name === null && version === null ? null : { name: name ?? '', version: version ?? '' };
}

function refuse(field: string, notes: Notes): null {
  notes.refuse('value-invalid', field);
  return null;
}
