import { type Environment, systemEnvironment, toInstant } from '@scelle/core';
import { CodingThreads } from '../coding/coding-threads.ts';
import type { Medium } from '../medium/medium.ts';
import { MediaReading, type ReadingOptions } from '../reading/media-reading.ts';
import { ReadingSet } from '../reading/reading-set.ts';
import { createMediaReport } from './create-report.ts';
import type { MediaReport } from './media-report.ts';

/** How media are checked. */
export interface CheckMediaOptions extends ReadingOptions {
  readonly environment?: Pick<Environment, 'now'>;
  /** Whether a report asks the sender for what is missing also where discs that were not seen would bring it. */
  readonly asksForDiscs?: boolean;
  /** Called after each medium with what is known by then. */
  readonly onMedium?: (reports: readonly MediaReport[]) => void | Promise<void>;
}

/**
 * Checks media, in any order, all at once or one after the other, and says of each set that they belong to what is
 * damaged and whether it matters. Nothing is written. Throws `set-not-found`, `set-not-authentic`, `set-for-others`,
 * `set-invalid` where there is no set to report on, and `medium-unreadable`.
 */
export async function checkMedia(
  media: AsyncIterable<Medium> | Iterable<Medium>,
  options: CheckMediaOptions = {},
): Promise<readonly MediaReport[]> {
  const { environment = systemEnvironment, senders = [], asksForDiscs = false, onMedium } = options;
  await using threads = new CodingThreads(options.threads);
  const facts = { checkedAt: toInstant(environment.now()), signatureChecked: senders.length > 0 };
  const reading = new MediaReading(
    threads,
    options,
    async (index, description) => new ReadingSet(index, description, null),
  );
  const report = (asks: boolean): Promise<MediaReport[]> =>
    Promise.all(reading.sets.map((set) => createMediaReport(set, { ...facts, asksForDiscs: asks })));
  for await (const medium of media) {
    await reading.add(medium);
    if (onMedium !== undefined) await onMedium(await report(false));
  }
  reading.requireAny();
  return await report(asksForDiscs);
}
