import type { Entry, Job } from '../measure/job.ts';
import type { DataSet } from '../setting/data-sets.ts';
import { batchOf, packJob } from './scelle.ts';

const SCELLE = '"$NODE" "$SCELLE"';

/** `scelle media write` with a tenth of parity, as `par2 -r10` has it. */
export function writeDisc(data: DataSet): Entry {
  return { name: 'scelle media write', tools: [], job: writeJob(data) };
}

/** `par2 create`. */
export function createPar2(data: DataSet): Entry {
  return { name: 'par2 create -r10', tools: ['par2'], job: par2Job(data) };
}

/** `scelle media check` of a disc on which nothing is damaged. */
export function checkDisc(data: DataSet): Entry {
  const job = { steps: [[`${SCELLE} media check ${discOf(data)}`]], outputs: [], before: writeJob(data) };
  return { name: 'scelle media check', tools: [], job };
}

/** Reads every file of the disc and hashes it. */
export function digestDisc(data: DataSet): Entry {
  const job = {
    steps: [[`find ${discOf(data)} -type f -exec openssl dgst -sha256 {} +`]],
    outputs: [],
    before: writeJob(data),
  };
  return { name: 'openssl dgst -sha256', tools: ['openssl'], job };
}

/** `scelle media read` of a disc with a scratch over a twentieth of it: the batch is repaired, compared and published. */
export function repairDisc(data: DataSet): Entry {
  const disc = `out/${data.name}.scratched`;
  // A batch of more than 1 GiB lies on it in pieces.
  const firstPiece = `$(ls ${disc}/data/batches/* | head -n 1)`;
  const before = {
    steps: [[`rm -rf ${disc}`], [`cp -r ${discOf(data)} ${disc}`], [scratch(data, firstPiece)]],
    outputs: [`${disc}/set.json`],
    before: writeJob(data),
  };
  const read = `${SCELLE} media read ${disc} --out out/repaired`;
  const job = { steps: [['rm -rf out/repaired'], [read]], outputs: [], before };
  return { name: 'scelle media read', tools: [], job };
}

/** `par2 repair` of the same damage. It repairs in place, so that the damage is done anew each time, and not counted. */
export function repairWithPar2(data: DataSet): Entry {
  const batch = batchOf(data);
  const steps = [
    `cp ${batch} out/whole`,
    scratch(data, batch),
    'TIMEFORMAT=%R',
    `time par2 repair -q -q ${par2Of(data)} > /dev/null 2> /dev/null`,
  ];
  const restore = `mv out/whole ${batch}; rm -f ${batch}.1`;
  const job = { steps: [[`bash -c '{ ${steps.join('; ')}; } 2>&1; ${restore}'`]], outputs: [], before: par2Job(data) };
  return { name: 'par2 repair', tools: ['par2'], job, timesItself: true };
}

function writeJob(data: DataSet): Job {
  const set = `out/${data.name}.set`;
  const options = `--key keys/tmg.key --disc dvd-dl --parity 10% --out ${set}`;
  return {
    steps: [[`rm -rf ${set}`], [`${SCELLE} media write ${batchOf(data)} ${options}`]],
    outputs: [`${set}/labels.html`],
    before: packJob(data),
  };
}

function par2Job(data: DataSet): Job {
  const file = par2Of(data);
  const create = `par2 create -q -q -r10 ${file} ${batchOf(data)}`;
  // par2 writes over nothing. Its volumes are named after the batch.
  const remove = `rm -f ${file} ${batchOf(data)}.vol*`;
  return { steps: [[remove], [create]], outputs: [file], before: packJob(data) };
}

function discOf({ name }: DataSet): string {
  return `out/${name}.set/disc-01-of-01`;
}

function par2Of(data: DataSet): string {
  return `${batchOf(data)}.par2`;
}

/** Overwrites a twentieth of the batch, near the beginning of a file that holds it or its first piece. */
function scratch(data: DataSet, file: string): string {
  const sectors = `$(( $(stat -c %s ${batchOf(data)}) / 20 / 2048 ))`;
  return `dd if=/dev/zero of=${file} bs=2048 seek=1000 count=${sectors} conv=notrunc status=none`;
}
