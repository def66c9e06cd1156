import type { Entry, Job } from '../measure/job.ts';
import type { DataSet } from '../setting/data-sets.ts';
import { makeStations, packAtStation, packedBatch } from './stations.ts';

const SCELLE = '"$NODE" "$SCELLE"';

/** `scelle import` into SQLite: verification in full, and rows with their indices in one durable transaction. */
export function importWithScelle(data: DataSet): Entry {
  const output = `out/${data.name}.import.db`;
  const job = {
    ahead: openDesk(data),
    steps: [[importInto(data, output)]],
    outputs: [output],
    before: importJob(data),
  };
  return { name: 'scelle import', tools: [], job, records: data.records };
}

/** The same rows into the same tables by prepared statements, from a database that has them: nothing is checked. */
export function loadRows(data: DataSet): Entry {
  const output = `out/${data.name}.rows.db`;
  const job = {
    steps: [[`"$NODE" "$LOAD_ROWS" ${importedOf(data)} ${output}`]],
    outputs: [output],
    before: importJob(data),
  };
  return { name: 'prepared statements', tools: [], job, records: data.records };
}

/** The folder of a station that has the batch, and has not imported it yet. */
export function deskOf({ name }: DataSet): string {
  return `out/${name}.desk`;
}

/** Makes that station from what the batch was handed to. A station imports a batch into one database only. */
export function openDesk(data: DataSet): Job['steps'] {
  return [[`rm -rf ${deskOf(data)}`], [`cp -r ${stationsOf(data)}/arcom ${deskOf(data)}`]];
}

/** Two stations, of which one has handed a batch to the other. */
export function handOverJob(data: DataSet): Job {
  const stations = stationsOf(data);
  const done = `${stations}/done`;
  return {
    steps: [
      ...makeStations(stations),
      ...packAtStation(data, stations),
      [`${SCELLE} receive ${stations}/tmg/outbox/${packedBatch}.scelle --station ${stations}/arcom`],
      [`${SCELLE} process --station ${stations}/arcom`],
      [`touch ${done}`],
    ],
    outputs: [done],
  };
}

/** The batch imported once, for its rows. */
function importJob(data: DataSet): Job {
  const steps = [[importInto(data, importedOf(data))]];
  return { ahead: openDesk(data), steps, outputs: [importedOf(data)], before: handOverJob(data) };
}

function stationsOf({ name }: DataSet): string {
  return `out/${name}.stations`;
}

function importedOf({ name }: DataSet): string {
  return `out/${name}.imported.db`;
}

function importInto(data: DataSet, file: string): string {
  return `${SCELLE} import ${packedBatch} --into sqlite:${file} --station ${deskOf(data)}`;
}
