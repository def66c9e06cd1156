import { createHash } from 'node:crypto';
import { createFixedEnvironment, fixedParties } from '@scelle/testkit';
import type { Identity } from '../../src/age/keys.ts';
import type { BatchHeader, BatchKeys, BatchWriterOptions } from '../../src/batch/batch-options.ts';
import type { BatchWriter } from '../../src/batch/batch-writer.ts';
import { createBatch } from '../../src/batch/create-batch.ts';
import { type Manifest, parseManifest } from '../../src/batch/manifest.ts';
import { type ContentHead, type Group, openPayload } from '../../src/batch/read-groups.ts';
import { type Container, readContainer } from '../../src/container/container.ts';
import { memorySource, type Sink } from '../../src/io/source.ts';
import { splitLines } from '../../src/lines/read-lines.ts';
import type { Segment } from '../../src/record/ip-evidence.ts';
import { sketchProfile } from './sketch-profile.ts';

/** A sink in memory. */
export class MemorySink implements Sink {
  readonly #pieces: { readonly position: number; readonly bytes: Uint8Array }[] = [];

  async write(position: number, bytes: Uint8Array): Promise<void> {
    this.#pieces.push({ position, bytes: bytes.slice() });
  }

  /** What was written, in its place. */
  get bytes(): Uint8Array {
    const size = Math.max(0, ...this.#pieces.map(({ position, bytes }) => position + bytes.length));
    const whole = new Uint8Array(size);
    for (const { position, bytes } of this.#pieces) whole.set(bytes, position);
    return whole;
  }
}

export const header: BatchHeader = {
  sender: 'tmg',
  recipient: 'arcom',
  stream: 'music',
  sequence: 1,
  previous: null,
  profile: sketchProfile,
  agents: ['agent-1', 'agent-2'],
};

export const keys: BatchKeys = {
  signer: fixedParties.tmg.signer,
  recipients: [fixedParties.arcom.classical.recipient],
};

/** Starts a batch of sketches. */
export function startBatch(
  sink: Sink,
  changes: Partial<BatchHeader & BatchKeys> = {},
  options: BatchWriterOptions = {},
): Promise<BatchWriter> {
  const environment = createFixedEnvironment();
  return createBatch(sink, { ...header, ...changes }, { ...keys, ...changes }, { environment, ...options });
}

/** The bytes of a batch of these records. */
export async function makeBatch(
  records: readonly object[],
  changes: Partial<BatchHeader & BatchKeys> = {},
  options: BatchWriterOptions = {},
): Promise<Uint8Array> {
  const sink = new MemorySink();
  const writer = await startBatch(sink, changes, options);
  for (const record of records) await writer.addRecord(record);
  await writer.seal();
  return sink.bytes;
}

/** A batch, read whole. */
export interface ReadBatch {
  readonly container: Container;
  readonly manifest: Manifest;
  readonly head: ContentHead;
  readonly groups: readonly Group[];
  /** All record lines, without their newlines. */
  readonly lines: readonly string[];
}

export async function readBatch(
  bytes: Uint8Array,
  identities: readonly Identity[] = [fixedParties.arcom.classical.identity],
): Promise<ReadBatch> {
  const source = memorySource(bytes);
  const container = await readContainer(source);
  const manifest = parseManifest(container.manifest);
  const { payload } = container;
  const opened = await openPayload(source, { payload, contentBytes: manifest.content.bytes }, identities);
  const groups: Group[] = [];
  for await (const group of opened.groups) groups.push(group);
  const lines = groups.flatMap((group) => Array.from(splitLines(group.lines), (line) => Buffer.from(line).toString()));
  return { container, manifest, head: opened.head, groups, lines };
}

/** An attachment of so many bytes; each label gives other ones. */
export function createAttachment(label: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set(Buffer.from(label).subarray(0, length));
  return bytes;
}

/** The segment that refers to an attachment. */
export function segmentOf(bytes: Uint8Array): Segment {
  return { offset: 0, length: bytes.length, sha256: sha256Of(bytes) };
}

/** SHA-256 in hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
