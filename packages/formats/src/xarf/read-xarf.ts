import { type Converted, type ConvertOptions, finishDraft } from '../draft/finish-draft.ts';
import { Notes } from '../notes/note.ts';
import { toDraft } from './report-draft.ts';
import { splitObjects } from './split-objects.ts';

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
