import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { digestBytes, digestRun, type RunDigests } from '../format/block-set.ts';
import { createWasmErasureCode, type ErasureCode } from './wasm-erasure-code.ts';

/** Work that threads can do. The memory of what goes in and out changes hands. */
export type CodingTask =
  | { readonly kind: 'hash'; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly file: string; readonly start: number; readonly end: number }
  | { readonly kind: 'digest'; readonly run: Uint8Array; readonly blockBytes: number }
  | { readonly kind: 'encode'; readonly shards: Uint8Array; readonly data: number; readonly parity: number }
  | ({ readonly kind: 'repair' } & RepairTask);

/** Consecutive stripes, shard after shard: each shard holds one block of each stripe. */
interface RepairTask {
  readonly shards: Uint8Array;
  readonly data: number;
  readonly parity: number;
  readonly stripes: number;
  readonly blockBytes: number;
  /** For each shard, and in it for each stripe, 1 where the block is there. */
  readonly present: Uint8Array;
}

/** What the work came to. */
export interface CodingResults {
  readonly hash: { readonly digest: Uint8Array; readonly bytes: Uint8Array };
  readonly file: { readonly digest: string };
  readonly digest: RunDigests & { readonly run: Uint8Array };
  readonly encode: { readonly shards: Uint8Array };
  readonly repair: { readonly shards: Uint8Array };
}

let code: ErasureCode | null = null;

/** Does one piece of work in this thread. */
export function performCoding(task: CodingTask): CodingResults[CodingTask['kind']] {
  if (task.kind === 'hash') return { digest: digestBytes(task.bytes), bytes: task.bytes };
  if (task.kind === 'file') return { digest: digestFileRange(task.file, task.start, task.end) };
  if (task.kind === 'digest') return { ...digestRun(task.run, task.blockBytes), run: task.run };
  code ??= createWasmErasureCode();
  if (task.kind === 'encode') code.encode(task.shards, task.data, task.parity);
  else repairStripes(code, task);
  return { shards: task.shards };
}

/** Restores the data blocks of every stripe that has enough blocks; neighbours that miss the same ones go together. */
function repairStripes(code: ErasureCode, task: RepairTask): void {
  const { data, parity, stripes } = task;
  for (let start = 0; start < stripes; ) {
    const present = presentIn(task, start);
    let end = start + 1;
    while (end < stripes && isSame(presentIn(task, end), present)) end += 1;
    if (present.includes(false) && present.filter(Boolean).length >= data) {
      const isAll = end - start === stripes;
      const part = isAll ? task.shards : copyStripes(task, start, end);
      code.reconstruct(part, data, parity, present);
      if (!isAll) putStripes(task, start, end, part);
    }
    start = end;
  }
}

function presentIn({ data, parity, stripes, present }: RepairTask, stripe: number): boolean[] {
  return Array.from({ length: data + parity }, (_, shard) => present[shard * stripes + stripe] === 1);
}

function isSame(one: readonly boolean[], other: readonly boolean[]): boolean {
  return one.every((value, index) => value === other[index]);
}

function copyStripes(task: RepairTask, start: number, end: number): Uint8Array {
  const { data, parity, stripes, blockBytes, shards } = task;
  const length = (end - start) * blockBytes;
  const part = new Uint8Array((data + parity) * length);
  for (let shard = 0; shard < data + parity; shard += 1) {
    const from = (shard * stripes + start) * blockBytes;
    part.set(shards.subarray(from, from + length), shard * length);
  }
  return part;
}

function putStripes({ data, stripes, blockBytes, shards }: RepairTask, start: number, end: number, part: Uint8Array) {
  const length = (end - start) * blockBytes;
  for (let shard = 0; shard < data; shard += 1) {
    shards.set(part.subarray(shard * length, (shard + 1) * length), (shard * stripes + start) * blockBytes);
  }
}

const PIECE_BYTES = 1 << 20;

/** SHA-256, hex, of the bytes from `start` to `end` of a file, or of as many of them as there are. */
function digestFileRange(file: string, start: number, end: number): string {
  const digest = createHash('sha256');
  const bytes = Buffer.allocUnsafe(PIECE_BYTES);
  const handle = openSync(file, 'r');
  try {
    for (let at = start; at < end; ) {
      const count = readSync(handle, bytes, 0, Math.min(PIECE_BYTES, end - at), at);
      if (count === 0) break;
      digest.update(bytes.subarray(0, count));
      at += count;
    }
    return digest.digest('hex');
  } finally {
    closeSync(handle);
  }
}

/** The memory behind the large arrays of a message, which moves to the other thread instead of being copied. */
export function memoryOf(message: object): ArrayBuffer[] {
  return Object.values(message)
    .filter((value): value is Uint8Array => value instanceof Uint8Array)
    .filter(({ buffer, byteLength }) => buffer instanceof ArrayBuffer && buffer.byteLength === byteLength)
    .map(({ buffer }) => buffer as ArrayBuffer);
}
