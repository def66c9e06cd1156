import { type Converted, type ConvertOptions, finishDraft } from '../draft/finish-draft.ts';
import { toDrafts } from './notice-drafts.ts';
import { readNotices } from './read-notices.ts';

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
