import { findProfile, type IpEvidence, type Manifest, type RunLeaves } from '@scelle/core';
import type { ContentConsumer, ContentLeaf, ProvisionalGroup } from '@scelle/verify';
import { type RecordReject, receiptLimits } from '../receipts/receipt.ts';
import type {
  AbsentRecord,
  ImportedBatch,
  ImportedGroup,
  ImportedRecord,
  SinkTransaction,
} from '../sinks/record-sink.ts';
import { StationError } from '../station-error.ts';
import { type JudgingContext, judgeRecords } from './judge-records.ts';

/** What an import is told of its batch beside its content. */
export interface ImportFacts extends Omit<ImportedBatch, 'manifest' | 'content'> {
  readonly rules: JudgingContext['rules'];
  /** The day of an instant, in the time zone of the settings. */
  readonly findDay: (instant: string) => string;
}

/** So many records are taken at once: what is made of them is gone before the next, and memory stays small. */
const RUN = 250;

const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Brings records into the open transaction of a target while their batch is being verified. */
export class ImportConsumer implements ContentConsumer {
  readonly #transaction: SinkTransaction;
  readonly #facts: ImportFacts;
  readonly rejects: RecordReject[] = [];
  /** How many records were imported. */
  accepted = 0;
  #isTest = false;
  #next = 0;

  constructor(transaction: SinkTransaction, facts: ImportFacts) {
    this.#transaction = transaction;
    this.#facts = facts;
  }

  /** Throws `import-profile-unknown`. */
  async begin(manifest: Manifest, _content: unknown, content: ContentLeaf): Promise<void> {
    const profile = findProfile(manifest.profile);
    // A profile of somebody's own has other fields than the tables have columns.
    if (profile === null) throw new StationError('import-profile-unknown', { found: manifest.profile });
    this.#isTest = profile.test;
    await this.#transaction.addBatch({ ...this.#facts, manifest, content });
  }

  /** Throws `import-rejects-too-many` where a receipt could not list them, and what the target throws. */
  async takeGroup({ lines, leaves, attachments }: ProvisionalGroup): Promise<void> {
    const texts = splitTexts(lines);
    const known = new Set(await this.#transaction.findKnownIds(texts.map(recordIdOf)));
    for (let start = 0; start < texts.length; start += RUN) {
      const run = { texts: texts.slice(start, start + RUN), leaves: leavesFrom(leaves, start), known };
      await this.#takeRun(run, start === 0 ? attachments : []);
    }
  }

  async #takeRun({ texts, leaves, known }: Run, segments: ImportedGroup['segments']): Promise<void> {
    const read = texts.map((text) => JSON.parse(text) as IpEvidence);
    const { rules, receivedAt, findDay } = this.#facts;
    const context = { rules, receivedAt, isTest: this.#isTest, known };
    const codes = await judgeRecords(read, this.#transaction, context);
    const records: ImportedRecord[] = [];
    const absent: AbsentRecord[] = [];
    for (const [position, record] of read.entries()) {
      const index = this.#next++;
      const { salt, leafHash } = leafAt(leaves, position);
      const code = codes[position]!;
      if (code === null) {
        records.push({ index, record, line: texts[position]!, day: findDay(record.occurredAt), salt, leafHash });
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

/** Records that are taken at once. */
interface Run {
  readonly texts: readonly string[];
  readonly leaves: RunLeaves;
  /** Ids of records that were imported. */
  readonly known: Set<string>;
}

const ID_START = '{"recordId":"'.length;
const ID_LENGTH = 36;

/** Every profile that has tables begins with a UUID, and a line is canonical. */
function recordIdOf(text: string): string {
  return text.slice(ID_START, ID_START + ID_LENGTH);
}

function splitTexts({ buffer, byteOffset, byteLength }: Uint8Array): string[] {
  return Buffer.from(buffer, byteOffset, byteLength - 1)
    .toString('utf8')
    .split('\n');
}

/** The leaves behind the first `start` of them. */
function leavesFrom({ salts, hashes }: RunLeaves, start: number): RunLeaves {
  return { salts: salts.subarray(start * SALT_BYTES), hashes: hashes.subarray(start * HASH_BYTES) };
}

function leafAt({ salts, hashes }: RunLeaves, position: number) {
  return {
    salt: salts.subarray(position * SALT_BYTES, (position + 1) * SALT_BYTES),
    leafHash: hashes.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES),
  };
}
