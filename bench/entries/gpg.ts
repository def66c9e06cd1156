import type { Entry, Job } from '../measure/job.ts';
import type { DataSet } from '../setting/data-sets.ts';

const GPG = 'gpg --batch --quiet --trust-model always';

/** `gpg --sign --encrypt` with its default compression. */
export function packWithGpg(data: DataSet): Entry {
  return { name: 'gpg --sign --encrypt', tools: ['gpg'], job: packJob(data), records: data.records };
}

/** `gpg --decrypt`, which checks the signature as well. */
export function verifyWithGpg(data: DataSet): Entry {
  const job = { steps: [[`${GPG} --decrypt ${outputOf(data)} > /dev/null`]], outputs: [], before: packJob(data) };
  return { name: 'gpg --decrypt', tools: ['gpg'], job, records: data.records };
}

function packJob(data: DataSet): Job {
  const output = outputOf(data);
  return { steps: [[`${GPG} -r bench -o ${output} --sign --encrypt ${data.name}/records.jsonl`]], outputs: [output] };
}

function outputOf({ name }: DataSet): string {
  return `out/${name}.gpg`;
}
