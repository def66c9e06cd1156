import { join } from 'node:path';
import {
  type ClosableSource,
  type Environment,
  lockFile,
  openFileSource,
  parseManifest,
  readContainer,
  ScelleError,
  systemEnvironment,
  toInstant,
} from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import { CodingThreads, digestBatch } from '../coding/coding-threads.ts';
import { MediaError } from '../errors/media-error.ts';
import type { BlockRange } from '../format/block-set.ts';
import type { Item, SetDescription } from '../format/description.ts';
import { makeOwnFolder } from '../medium/disc-folder.ts';
import type { Medium } from '../medium/medium.ts';
import { MediaReading, type ReadingOptions } from '../reading/media-reading.ts';
import { ReadingSet } from '../reading/reading-set.ts';
import { createRepairer } from '../recovery/repairer.ts';
import { type DiscState, discsOf, isItemThere, solve } from '../recovery/set-state.ts';
import { createMediaReport } from '../report/create-report.ts';
import type { MediaReport } from '../report/media-report.ts';
import { findSessions, removeSession, SetSession } from './set-session.ts';

/** A batch or receipt that was put together and compared with all that is known of it. */
export interface RestoredItem {
  readonly item: Item;
  readonly setKey: string;
  readonly description: SetDescription;
  /** Numbers of the discs that carried it. */
  readonly discs: readonly number[];
  /** The file in the session, which belongs to the session. */
  readonly file: string;
  open(): Promise<ClosableSource>;
}

/** A set that cannot be completed as it was read. It stands in the way of no other, nor of its own other items. */
export interface SetFailure {
  readonly setKey: string;
  readonly description: SetDescription;
  /** `item-wrong`. */
  readonly reason: MediaError;
}

/** How sets are read. */
export interface ReadMediaOptions extends ReadingOptions {
  readonly environment?: Pick<Environment, 'now'>;
  /**
   * Takes an item as soon as it is whole; called again for the same item where a reading was ended before it was over.
   */
  readonly deliver: (item: RestoredItem) => Promise<void>;
  /** Called for each set of which an item is not what the description says. Default: the first one is thrown at the end. */
  readonly onFailure?: (failure: SetFailure) => void;
  /** Called after each medium with what is known by then. */
  readonly onMedium?: (reports: readonly MediaReport[]) => void | Promise<void>;
}

/**
 * Reads media, in any order, repairs what is damaged, and delivers every batch and receipt that is whole. What was read
 * is kept in the folder `session` until all of a set has been delivered, so that other discs may follow another day.
 * Gives a report of each set: `needs-discs` or `not-recoverable` where something could not be delivered yet.
 * Throws `item-wrong`, at the end and unless `onFailure` takes it, and what `checkMedia` throws; core's `target-locked` where another process reads into the folder,
 * and its other `target-…` codes.
 */
export async function readMediaSet(
  media: AsyncIterable<Medium> | Iterable<Medium>,
  session: string,
  options: ReadMediaOptions,
): Promise<readonly MediaReport[]> {
  await makeOwnFolder(session);
  const unlock = await lockFile(join(session, 'reading'));
  await using threads = new CodingThreads(options.threads);
  const reader = new MediaSetReader(session, threads, options);
  try {
    await reader.resume();
    for await (const medium of media) await reader.take(medium);
    return await reader.finish();
  } finally {
    await reader.close();
    await unlock();
  }
}

/** Where discs are read, one after the other. */
class MediaSetReader {
  readonly #root: string;
  readonly #threads: CodingThreads;
  readonly #options: ReadMediaOptions;
  readonly #reading: MediaReading;
  readonly #sessions = new Map<string, SetSession>();
  readonly #delivered = new Set<string>();
  readonly #reports = new Map<string, MediaReport>();
  readonly #failures: SetFailure[] = [];

  constructor(root: string, threads: CodingThreads, options: ReadMediaOptions) {
    this.#root = root;
    this.#threads = threads;
    this.#options = options;
    this.#reading = new MediaReading(threads, options, async (index, description) => {
      const session = await SetSession.open(root, index, description);
      this.#sessions.set(index.setKey, session);
      return new ReadingSet(index, description, session, session.state);
    });
  }

  /** Takes up the sets of which something is there. */
  async resume(): Promise<void> {
    for (const index of await findSessions(this.#root, this.#reading.indexes)) {
      await this.#reading.open(index);
      // No disc will ever complete what contradicts itself; an earlier version may have begun it all the same.
      if (this.#reading.isInvalid(index)) await removeSession(this.#root, index.setKey);
    }
  }

  async take(medium: Medium): Promise<void> {
    const sets = await this.#reading.add(medium);
    for (const set of sets) await this.#finishSet(set);
    await this.#options.onMedium?.(this.#reportsSoFar);
  }

  async finish(): Promise<readonly MediaReport[]> {
    this.#reading.requireAny();
    for (const set of this.#reading.sets) if (!this.#reports.has(set.index.setKey)) await this.#finishSet(set);
    const [failure] = this.#failures;
    if (failure !== undefined && this.#options.onFailure === undefined) throw failure.reason;
    return this.#reportsSoFar;
  }

  get #reportsSoFar(): readonly MediaReport[] {
    return this.#reading.sets.flatMap((set) => this.#reports.get(set.index.setKey) ?? []);
  }

  async close(): Promise<void> {
    for (const session of this.#sessions.values()) await session.close();
  }

  /** Reports on a set as it was found, repairs what can be repaired, and delivers what is whole. */
  async #finishSet(set: ReadingSet): Promise<void> {
    const { environment = systemEnvironment, senders = [], onProgress } = this.#options;
    const session = this.#sessions.get(set.index.setKey);
    // All of it has been delivered.
    if (session === undefined) return;
    await session.checkpoint();
    const facts = { checkedAt: toInstant(environment.now()), signatureChecked: senders.length > 0, onlyUseful: true };
    this.#reports.set(set.index.setKey, await createMediaReport(set, facts));
    const total = discsOf(set.state).reduce(
      (sum, { layout, good }) => sum + (good.mark - good.countBelowMark) * layout.blockBytes,
      0,
    );
    let done = 0;
    const onRestored = (disc: DiscState, blocks: BlockRange): void => {
      set.noteRestored(disc, blocks);
      done += blocks.count * disc.layout.blockBytes;
      onProgress?.({ phase: 'repair', done, total: Math.max(done, total), unit: 'bytes' });
    };
    await solve(
      set.state,
      createRepairer((disc) => session.blocksOf(disc), this.#threads, onRestored),
    );
    await session.checkpoint();
    const isAll = await this.#deliver(set, session);
    if (!isAll) return;
    await session.remove();
    this.#sessions.delete(set.index.setKey);
    this.#reading.indexes.release(set.index.setKey);
  }

  /** Delivers the items that are whole. Whether those are all. */
  async #deliver(set: ReadingSet, session: SetSession): Promise<boolean> {
    const { description } = set;
    const { items, pieces } = description;
    const { setKey } = set.index;
    let isAll = true;
    for (const [index, item] of items.entries()) {
      if (this.#delivered.has(`${setKey} ${index}`)) continue;
      if (!isItemThere(set.state, index)) {
        isAll = false;
        continue;
      }
      const file = session.itemPath(index);
      this.#options.onProgress?.({ phase: 'compare', done: index, total: items.length, unit: 'files' });
      const reason = await findWrong(file, item, this.#threads);
      if (reason !== null) {
        await session.forget(index);
        this.#fail({ setKey, description, reason });
        isAll = false;
        continue;
      }
      const discs = pieces.filter((piece) => piece.item === index).map(({ disc }) => disc);
      await this.#options.deliver({ item, setKey, description, discs, file, open: () => openFileSource(file) });
      this.#delivered.add(`${setKey} ${index}`);
    }
    return isAll;
  }

  #fail(failure: SetFailure): void {
    this.#failures.push(failure);
    this.#options.onFailure?.(failure);
  }
}

/** Why an item is not the one that the description means; null where it is. */
async function findWrong(file: string, item: Item, threads: CodingThreads): Promise<MediaError | null> {
  try {
    await verifyItem(file, item, threads);
    return null;
  } catch (error) {
    if (error instanceof MediaError) return error;
    throw error;
  }
}

/**
 * Compares an item that was put together with the set description and, where it is a batch, with its own manifest.
 * Throws `item-wrong`: nothing of it may be used.
 */
async function verifyItem(
  file: string,
  { name, kind, bytes, sha256, manifest }: Item,
  threads: CodingThreads,
): Promise<void> {
  const wrong = (cause?: unknown): MediaError => new MediaError('item-wrong', { name }, { cause });
  await using source = await openFileSource(file);
  if (source.size !== bytes) throw wrong();
  const container = kind === 'batch' ? await asItem(() => readContainer(source), wrong) : null;
  const stated = container === null ? null : await asItem(async () => parseManifest(container.manifest), wrong);
  if (container !== null && toSha256Hex(container.manifest) !== manifest) throw wrong();

  const payload = container?.payload ?? { start: 0, end: 0 };
  const found = await digestBatch(threads, file, bytes, payload);
  if (found.whole !== sha256) throw wrong();
  if (stated !== null && found.payload !== stated.payload.sha256) throw wrong();
}

async function asItem<T>(read: () => Promise<T>, wrong: (cause: unknown) => MediaError): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw ScelleError.is(error) ? wrong(error) : error;
  }
}
