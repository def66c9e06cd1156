import { InterconnectError } from '../errors/interconnect-error.ts';
import type { WaitingBatch } from '../ports/documents.ts';
import { waitingPath } from '../protocol/messages.ts';
import { requireSuccess } from './ask.ts';
import type { Connection } from './connection.ts';
import { type RetryOptions, withRetries } from './retry.ts';
import type { TransferProgress } from './send-batch.ts';

/** A file that is fetched piece by piece, and goes on where an earlier attempt ended. */
export interface GrowingFile {
  /** How much of it is here. */
  size(): Promise<number>;
  append(bytes: Uint8Array): Promise<void>;
}

/** How a batch is fetched. */
export interface FetchOptions extends RetryOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TransferProgress) => void;
}

/**
 * Fetches the bytes of a batch that waits at a gateway. They are what the gateway says; the intake judges them. Throws
 * `receiver-answer-invalid`, `transfer-given-up`, and as `exchange` does.
 */
export async function fetchBatch(
  connection: Connection,
  batch: WaitingBatch,
  file: GrowingFile,
  options: FetchOptions = {},
): Promise<void> {
  await withRetries(
    connection.remote.name,
    async ({ reach }) => {
      const start = await file.size();
      reach(start);
      if (start < batch.bytes) await fetchRest(connection, batch, file, start, options);
    },
    // What was listed and is gone came another way meanwhile: nobody will bring it back by being asked again.
    { ...options, final: ['resource-unknown'] },
  );
}

async function fetchRest(
  connection: Connection,
  { manifest, bytes: total }: WaitingBatch,
  file: GrowingFile,
  start: number,
  { onProgress }: FetchOptions,
): Promise<void> {
  const { name } = connection.remote;
  const headers = { Range: `bytes=${start}-` };
  const answer = await connection.open({ method: 'GET', path: waitingPath(manifest), headers });
  await requireSuccess(answer, name);
  const { status: found } = answer;
  if (found !== 206) {
    answer.discard();
    throw new InterconnectError('receiver-answer-invalid', { name, found });
  }
  let done = start;
  for await (const piece of answer.body) {
    done += piece.length;
    if (done > total) throw new InterconnectError('receiver-answer-invalid', { name, found: done });
    await file.append(piece);
    onProgress?.({ phase: 'download', done, total, unit: 'bytes' });
  }
  if (done < total) throw new InterconnectError('receiver-unreachable', { name, found: 'ECONNRESET' });
}
