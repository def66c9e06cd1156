import { existsSync } from 'node:fs';
import { type Identity, openFileSource } from '@scelle/core';
import type { SentBatch } from '@scelle/station';
import { type Policy, verifyBatch } from '@scelle/verify';
import type { CommandContext } from '../command-context.ts';
import type { Desk } from '../station/open-desk.ts';
import { showProgress } from '../view/report.ts';
import { createOutgoingPolicy } from './outgoing-policy.ts';
import { RecordIds } from './record-ids.ts';

/** An earlier batch and how many records of it come once more. */
export interface RepeatedRecords {
  readonly sequence: number;
  readonly records: number;
}

/**
 * The record ids of the batches in the outbox, as far as the identities open them. Each batch is read once, however many
 * are compared with it. Nothing of them leaves the memory.
 */
export class OutboxIds {
  readonly #context: CommandContext;
  readonly #desk: Desk;
  readonly #identities: readonly Identity[];
  readonly #known = new Map<string, RecordIds | null>();

  constructor(context: CommandContext, desk: Desk, identities: readonly Identity[]) {
    this.#context = context;
    this.#desk = desk;
    this.#identities = identities;
  }

  /** Keeps the ids of a batch that was read for another purpose. */
  remember(path: string, ids: RecordIds): void {
    this.#known.set(path, ids);
  }

  /** Which of the earlier batches hold records of the batch with these ids. */
  async findRepeated(ids: RecordIds, earlier: readonly SentBatch[]): Promise<readonly RepeatedRecords[]> {
    const repeated: RepeatedRecords[] = [];
    for (const batch of earlier) {
      const others = await this.#idsOf(batch);
      const records = others === null ? 0 : ids.countShared(others);
      if (records > 0) repeated.push({ sequence: batch.sequence, records });
    }
    return repeated;
  }

  async #idsOf({ file, recipient }: SentBatch): Promise<RecordIds | null> {
    const path = this.#desk.station.layout.path('outbox', file);
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const ids = existsSync(path) ? await this.#read(path, createOutgoingPolicy(this.#desk, recipient)) : null;
    this.#known.set(path, ids);
    return ids;
  }

  async #read(path: string, policy: Policy): Promise<RecordIds | null> {
    const [consumer, identities] = [new RecordIds(), this.#identities];
    const onProgress = showProgress(this.#context);
    await using source = this.#context.interruption.source(await openFileSource(path, { ownFile: true }));
    const { verdict } = await verifyBatch(source, policy, { identities, consumer, onProgress });
    return verdict === 'accepted' ? consumer : null;
  }
}
