import type { ErrorDetails, Message } from '@scelle/core';
import type { FormatsErrorCode } from '../../errors/codes.ts';

/** English messages of the errors: what was found, where, what to do next. */
export const en: Readonly<Record<FormatsErrorCode, Message>> = {
  'mapping-invalid': (d) =>
    `${place(d)}This is not a mapping${d.field === undefined ? '' : ` (field ${d.field})`}. docs/formats.md shows what one looks like.`,
  'mapping-section-missing': (d) =>
    `${place(d)}The mapping says nothing under "${d.name}", which this format needs. Add it.`,
  'csv-malformed': (d) =>
    `${place(d)}Line ${d.line}: the CSV is malformed (${d.found}). Check quotation marks and delimiter.`,
  'csv-row-too-large': (d) =>
    `${place(d)}Line ${d.line}: the row is longer than ${d.limit} bytes. Look for a quotation mark that is not closed.`,
  'csv-header-invalid': (d) =>
    `${place(d)}The first row must name the columns, each once: ${d.found}. Check the delimiter and the mapping.`,
  'xml-malformed': (d) => `${place(d)}Line ${d.line}: the XML is malformed. Ask its author for a well-formed file.`,
  'xml-doctype': (d) =>
    `${place(d)}Line ${d.line}: the XML has a document type declaration, which no notice needs and which can do harm. Nothing of it was read; ask its author.`,
  'xml-encoding': (d) => `${place(d)}The XML says that it is in ${d.found}. Save it as UTF-8.`,
  'xml-too-deep': (d) =>
    `${place(d)}Line ${d.line}: elements are nested deeper than ${d.limit} levels, which no notice needs. Ask its author.`,
  'notice-too-large': (d) =>
    `${place(d)}Line ${d.line}: the notice is longer than ${d.limit} characters. Ask its author.`,
  'report-malformed': (d) =>
    `${place(d)}Report ${d.index}: this is not a JSON object. Ask its author for a well-formed file.`,
  'report-too-large': (d) =>
    `${place(d)}Report ${d.index}: the report is longer than ${d.limit} bytes. Leave out its evidence.`,
  'input-not-text': (d) =>
    `${place(d)}The bytes are not ${d.expected}. Save the text in this encoding, or name its own.`,
  'export-empty': (d) =>
    `${place(d)}There is no record that this format can hold, and it cannot be empty. Nothing was written.`,
};

function place({ file }: ErrorDetails): string {
  return file === undefined ? '' : `${file}: `;
}
