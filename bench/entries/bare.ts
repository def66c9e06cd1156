import type { Entry, Job } from '../measure/job.ts';
import type { DataSet } from '../setting/data-sets.ts';

/**
 * The same protection by stock tools, which validate nothing. What is signed is the short list of digests, as with our
 * manifest, so that the signature costs the peer next to nothing.
 */
export function packBare(data: DataSet): Entry {
  const job = packJob(data);
  return { name: nameOf(job), tools: toolsFor(data), job, records: data.records };
}

/** Its inverse: digest, signature, decryption, decompression; with segments, the archive is listed as well. */
export function verifyBare(data: DataSet): Entry {
  const { archive, digest } = outputsOf(data);
  const steps = [
    [`sha256sum --quiet -c ${digest}`],
    [`minisign -V -q -p keys/tmg.pub -m ${digest}`],
    [
      `age -d -i keys/arcom.identity ${archive}`,
      ...(data.segments === 'all' ? ['zstd -d -q', 'tar -t > /dev/null'] : ['zstd -d -q > /dev/null']),
    ],
  ];
  const job = { steps, outputs: [], before: packJob(data) };
  return { name: nameOf(job), tools: toolsFor(data), job, records: data.records };
}

function packJob(data: DataSet): Job {
  const { name, segments } = data;
  const { archive, digest, signature } = outputsOf(data);
  const steps = [
    [
      ...(segments === 'all'
        ? [`tar -C ${name} -cf - .`, 'zstd -3 -T0 -q']
        : [`zstd -3 -T0 -q -c ${name}/records.jsonl`]),
      `age -R keys/arcom.recipient -o ${archive}`,
    ],
    [`sha256sum ${archive} > ${digest}`],
    [`minisign -S -W -s keys/tmg.key -m ${digest}`],
  ];
  return { steps, outputs: [archive, digest, signature] };
}

function toolsFor({ segments }: DataSet): Entry['tools'] {
  const tools = ['zstd', 'age', 'sha256sum', 'minisign'] as const;
  return segments === 'all' ? ['tar', ...tools] : tools;
}

/** The programs: `tar | zstd | age, sha256sum, minisign`. */
function nameOf({ steps }: Job): string {
  return steps.map((commands) => commands.map((command) => command.split(' ')[0]).join(' | ')).join(', ');
}

function outputsOf({ name }: DataSet) {
  const digest = `out/${name}.sha256`;
  return { archive: `out/${name}.zst.age`, digest, signature: `${digest}.minisig` };
}
