import { setImmediate } from 'node:timers/promises';
import type { IpEvidence, Manifest, Profile, RunLeaves } from '@scelle/core';
import type { ContentConsumer, ContentLeaf, ProvisionalGroup } from '@scelle/verify';
import { StationError } from '../errors/station-error.ts';
import { type RecordReject, receiptLimits } from '../receipts/receipt.ts';
import type { AbsentRecord, ImportedBatch, ImportedRecord, SinkTransaction } from '../sinks/record-sink.ts';
import { type JudgedRecord, type JudgingContext, judgeRecords, toJudged } from './judge-records.ts';

/** What an import is told of its batch beside its content. */
export interface ImportFacts<Content extends object> extends Omit<ImportedBatch, 'manifest' | 'content'> {
  /** Those that the target takes. */
  readonly profiles: readonly Profile<Content>[];
  readonly rules: JudgingContext['rules'];
  /** The day of an instant, in the time zone of the settings. */
  readonly findDay: (instant: string) => string;
  readonly signal?: AbortSignal;
}

/** Records that are parsed at a time. */
const SLICE = 256;

const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Brings records into the open transaction of a target while their batch is being verified. */
export class ImportConsumer<Content extends object = IpEvidence> implements ContentConsumer {
  readonly #transaction: SinkTransaction<Content>;
  readonly #facts: ImportFacts<Content>;
  readonly rejects: RecordReject[] = [];
  /** How many records were imported. */
  accepted = 0;
  #profile: Profile<Content> | null = null;
  #next = 0;

  constructor(transaction: SinkTransaction<Content>, facts: ImportFacts<Content>) {
    this.#transaction = transaction;
    this.#facts = facts;
  }

  /** Throws `import-profile-unknown`. */
  async begin(manifest: Manifest, _content: unknown, content: ContentLeaf): Promise<void> {
    const { profiles, ...facts } = this.#facts;
    const profile = profiles.find(({ name }) => name === manifest.profile);
    // Records of another profile have other fields than the target has columns.
    if (profile === undefined) throw new StationError('import-profile-unknown', { found: manifest.profile });
    this.#profile = profile;
    await this.#transaction.addBatch({ ...facts, manifest, content });
  }

  /**
   * Throws `import-rejects-too-many` where a receipt could not list them, what the target throws, and the reason of the
   * signal.
   */
  async takeGroup({ lines, leaves, attachments: segments }: ProvisionalGroup): Promise<void> {
    this.#facts.signal?.throwIfAborted();
    const texts = splitTexts(lines);
    const profile = this.#profile!;
    const read = await parseAll(texts, profile);
    const known = new Set(await this.#transaction.findKnownIds(read.map(({ recordId }) => recordId)));
    const { rules, receivedAt } = this.#facts;
    const codes = await judgeRecords(read, this.#transaction, { rules, receivedAt, isTest: profile.test, known });
    const records: ImportedRecord<Content>[] = [];
    const absent: AbsentRecord[] = [];
    for (const [position, { record, occurredAt }] of read.entries()) {
      const index = this.#next++;
      const { salt, leafHash } = leafAt(leaves, position);
      const code = codes[position]!;
      if (code === null) {
        const day = this.#facts.findDay(occurredAt);
        records.push({ index, record, line: texts[position]!, day, salt, leafHash });
      } else {
        absent.push({ index, leafHash, code });
        this.#reject({ index, code });
      }
    }
    this.accepted += records.length;
    await this.#transaction.addGroup({ records, absent, segments });
  }

  #reject(reject: RecordReject): void {
    const limit = receiptLimits.rejects;
    if (this.rejects.length === limit) throw new StationError('import-rejects-too-many', { limit, found: reject.code });
    this.rejects.push(reject);
  }
}

function splitTexts({ buffer, byteOffset, byteLength }: Uint8Array): string[] {
  return Buffer.from(buffer, byteOffset, byteLength - 1)
    .toString('utf8')
    .split('\n');
}

/** The records, in slices: what is under way to the target must have its turn. */
async function parseAll<Content extends object>(
  texts: readonly string[],
  profile: Profile<Content>,
): Promise<JudgedRecord<Content>[]> {
  const records: JudgedRecord<Content>[] = [];
  for (const [position, text] of texts.entries()) {
    if (position % SLICE === 0) await setImmediate();
    // biome-ignore lint/plugin: a canonical line of the batch that is being verified.
    records.push(toJudged(JSON.parse(text) as Content, profile));
  }
  return records;
}

function leafAt({ salts, hashes }: RunLeaves, position: number) {
  return {
    salt: salts.subarray(position * SALT_BYTES, (position + 1) * SALT_BYTES),
    leafHash: hashes.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES),
  };
}
