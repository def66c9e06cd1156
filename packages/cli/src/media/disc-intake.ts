import { limits } from '@scelle/core';
import type { RestoredItem } from '@scelle/media';
import { deliverBatch, type OpenedStation } from '@scelle/station';
import { isTakenFromDiscs, receiptLimits, recordRestored } from '@scelle/station/internal';
import type { DeliveryOutcome, DeliveryResult } from '@scelle/verify';
import type { CommandContext } from '../kernel/context.ts';
import type { ExitStatus } from '../kernel/exit-status.ts';
import { readSmallFile } from '../kernel/files.ts';
import type { Line } from '../kernel/line.ts';
import { formatArrival, formatKnownArrival, statusOfArrival } from '../station/arrival.ts';
import { addSignedReceipt, type ReceiptOutcome } from '../station/receipts.ts';
import { toDocument } from '../verify/report.ts';
import { toDiscSet } from './hand-over.ts';

/** What became of a batch that came on discs. */
interface TakenBatch {
  readonly file: string;
  readonly setKey: string;
  readonly discs: readonly number[];
  readonly outcome: DeliveryOutcome;
  readonly codes: readonly string[];
  /** Null where it was taken on another day. */
  readonly result: DeliveryResult | null;
}

/** The files of a receipt that are here so far, in the session. Threat: ten thousand of them, held in memory. */
interface ReceiptParts {
  readonly document?: string;
  readonly signature?: string;
}

const SIGNATURE_ENDING = /\.minisig$/;

/** Hands to a station what was put together from discs: batches to its intake, receipts to its ledger. */
export class DiscIntake {
  readonly #context: CommandContext;
  readonly #opened: OpenedStation;
  readonly #batches: TakenBatch[] = [];
  readonly #receipts: ReceiptOutcome[] = [];
  /** Receipts of which only one of the two files has come, by set and name. */
  readonly #parts = new Map<string, ReceiptParts>();

  constructor(context: CommandContext, opened: OpenedStation) {
    this.#context = context;
    this.#opened = opened;
  }

  /** Takes one. Throws what `deliverBatch` throws. */
  async take(restored: RestoredItem): Promise<void> {
    if (restored.item.kind === 'batch') this.#batches.push(await this.#takeBatch(restored));
    else await this.#takeReceiptFile(restored);
  }

  get statuses(): readonly ExitStatus[] {
    return [
      ...this.#batches.map(({ outcome }) => statusOfArrival(outcome)),
      ...this.#receipts.map(({ status }) => status),
    ];
  }

  get lines(): readonly Line[] {
    const arrivals = this.#batches.flatMap(({ file, result }) =>
      result === null ? [formatKnownArrival(this.#context, file)] : formatArrival(this.#context, file, result),
    );
    return [...arrivals, ...this.#receipts.map(({ line }) => line)];
  }

  /** For `--json`. */
  get document(): { readonly batches: readonly object[]; readonly receipts: readonly object[] } {
    return {
      batches: this.#batches.map(({ result, ...facts }) => ({
        ...facts,
        report: result && toDocument(this.#context, result.report),
      })),
      receipts: this.#receipts.map(({ document }) => document),
    };
  }

  async #takeBatch({ item, setKey, description, discs, file, open }: RestoredItem): Promise<TakenBatch> {
    const { station, findPolicy } = this.#opened;
    const { sender } = description;
    const { name, manifest } = item;
    const facts = { file: name, setKey, discs };
    const digest = manifest!;
    if (await isTakenFromDiscs(station, { setKey, sender, digest })) {
      return { ...facts, outcome: 'duplicate', codes: [], result: null };
    }
    await using source = await open();
    const { signal } = this.#context.interruption;
    const delivery = { channel: 'media', origin: `${setKey}/${name}`, file, signal } as const;
    const result = await deliverBatch(station, source, delivery, findPolicy);
    const { outcome, report } = result;
    // Nothing that a quarantined batch says of itself is believed.
    if (outcome !== 'quarantined') {
      const { recipient, stream, sequence } = report.manifest!;
      await recordRestored(station, {
        set: toDiscSet(setKey, description, sender),
        item: { name, digest, discs },
        batch: { sender, recipient, stream, sequence, digest },
        result: outcome,
      });
    }
    return { ...facts, outcome, codes: report.codes, result };
  }

  /** Document and signature come one after the other, or on different discs. */
  async #takeReceiptFile({ item: { kind, name }, setKey, file }: RestoredItem): Promise<void> {
    const receipt = `${setKey}/${name.replace(SIGNATURE_ENDING, '')}`;
    const parts = { ...this.#parts.get(receipt), [kind === 'receipt' ? 'document' : 'signature']: file };
    this.#parts.set(receipt, parts);
    const { document, signature } = parts;
    if (document === undefined || signature === undefined) return;
    this.#parts.delete(receipt);
    const read = async () => ({
      document: await readSmallFile(document, receiptLimits.documentBytes),
      signature: await readSmallFile(signature, limits.signatureBytes),
    });
    this.#receipts.push(await addSignedReceipt(this.#context, this.#opened, receipt, read));
  }
}
