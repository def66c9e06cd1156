import type { Entry, Job } from '../measure/job.ts';
import { type DataSet, recordsOnly } from '../setting/data-sets.ts';
import { makeStations } from './stations.ts';

const SCELLE = '"$NODE" "$SCELLE"';
const STATIONS = 'out/suspension.stations';
const SET = 'out/suspension.set';

/** How long the network is shut, and how many records there are each day. */
export interface SuspensionScale {
  readonly days: number;
  readonly recordsADay: number;
}

/** The records of all its days. */
export function suspensionData({ days, recordsADay }: SuspensionScale): DataSet {
  return recordsOnly(days * recordsADay);
}

/** Packs a batch a day, one after the other, each from standard input. */
export function packDays(scale: SuspensionScale): Entry {
  const { name, records } = suspensionData(scale);
  const target = `--profile ip-evidence-test/1 --to arcom --stream music --station ${STATIONS}/tmg`;
  const pack = `${SCELLE} pack - --content ${name}/content.json ${target} > /dev/null`;
  const split = `split --lines=${scale.recordsADay} --filter='${pack}' ${name}/records.jsonl`;
  const job = { steps: [[split]], outputs: [], before: stationsJob };
  return { name: 'scelle pack, each day', tools: [], job, records };
}

/** Lays all of it out on discs, one of them spare. */
export function writeDiscs(scale: SuspensionScale): Entry {
  const options = `--disc dvd --spare-discs 1 --station ${STATIONS}/tmg --out ${SET}`;
  const job = { steps: [[`${SCELLE} media write --pending --to arcom ${options}`]], outputs: [] };
  return { name: 'scelle media write', tools: [], job, records: suspensionData(scale).records };
}

/** Takes the batches from the discs into the inbox of the other station: read, compared, verified without opening. */
export function readDiscs(scale: SuspensionScale): Entry {
  const job = { steps: [[`${SCELLE} media read ${SET}/disc-* --station ${STATIONS}/arcom`]], outputs: [] };
  return { name: 'scelle media read', tools: [], job, records: suspensionData(scale).records };
}

/** Opens them, and verifies them in full. */
export function openBatches(scale: SuspensionScale): Entry {
  const job = { steps: [[`${SCELLE} process --station ${STATIONS}/arcom`]], outputs: [] };
  return { name: 'scelle process', tools: [], job, records: suspensionData(scale).records };
}

const stationsJob: Job = { steps: makeStations(STATIONS), outputs: [`${STATIONS}/arcom.card`] };
