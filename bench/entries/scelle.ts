import type { Entry, Job } from '../measure/job.ts';
import type { DataSet } from '../setting/data-sets.ts';

const SCELLE = '"$NODE" "$SCELLE"';
const TRUST = '--signer tmg=keys/tmg.pub --recipient arcom';

/** `scelle pack`. */
export function packWithScelle(data: DataSet): Entry {
  return { name: 'scelle pack', tools: [], job: packJob(data), records: data.records };
}

/** `scelle verify`, in full: every record is validated, compared with its canonical form, and hashed. */
export function verifyWithScelle(data: DataSet): Entry {
  const verify = `${SCELLE} verify ${batchOf(data)} ${TRUST} --identity keys/arcom.identity`;
  const job = { steps: [[verify]], outputs: [], before: packJob(data) };
  return { name: 'scelle verify', tools: [], job, records: data.records };
}

/** `scelle verify --sealed`: what a host without an opening key can check. */
export function verifySealedWithScelle(data: DataSet): Entry {
  const job = { steps: [[`${SCELLE} verify ${batchOf(data)} ${TRUST} --sealed`]], outputs: [], before: packJob(data) };
  return { name: 'scelle verify --sealed', tools: [], job, records: data.records };
}

/** The library's `addRecord`, awaited for each record, which is an object that was parsed just before. */
export function addRecords(data: DataSet): Entry {
  const output = 'out/added.scelle';
  const job = { steps: [[`"$NODE" "$ADD_RECORDS" ${data.name} keys ${output}`]], outputs: [output] };
  return { name: 'addRecord', tools: [], job, records: data.records, timesItself: true };
}

/** `scelle --version`. */
export const showVersion: Entry = {
  name: 'scelle --version',
  tools: [],
  job: { steps: [[`${SCELLE} --version`]], outputs: [] },
};

/** `scelle inspect`. */
export function inspectWithScelle(data: DataSet): Entry {
  const job = { steps: [[`${SCELLE} inspect ${batchOf(data)}`]], outputs: [], before: packJob(data) };
  return { name: 'scelle inspect', tools: [], job };
}

/** The batch that is made of a data set. */
export function batchOf({ name }: DataSet): string {
  return `out/${name}.scelle`;
}

/** Packs a data set. */
export function packJob(data: DataSet): Job {
  const { name, segments } = data;
  const output = batchOf(data);
  const command = [
    `${SCELLE} pack ${name}/records.jsonl --content ${name}/content.json`,
    ...(segments === 'all' ? [`--segments ${name}/segments`] : []),
    '--profile ip-evidence-test/1 --sender tmg --recipient arcom --stream music --sequence 1',
    `--key keys/tmg.key --recipient-key keys/arcom.recipient --out ${output}`,
  ];
  return { steps: [[command.join(' ')]], outputs: [output] };
}
