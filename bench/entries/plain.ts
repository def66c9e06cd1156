import type { Entry } from '../measure/job.ts';
import type { DataSet } from '../setting/data-sets.ts';
import { batchOf, packJob } from './scelle.ts';

/** `node -e 0`: what any program that runs on Node takes to start and end. */
export const startNode: Entry = { name: 'node -e 0', tools: [], job: { steps: [['"$NODE" -e 0']], outputs: [] } };

/** Reads a batch and hashes it. Debian's `sha256sum` does not use the SHA instructions, and would flatter us. */
export function digestWithOpenssl(data: DataSet): Entry {
  const job = { steps: [[`openssl dgst -sha256 ${batchOf(data)}`]], outputs: [], before: packJob(data) };
  return { name: 'openssl dgst -sha256', tools: ['openssl'], job, records: data.records };
}
