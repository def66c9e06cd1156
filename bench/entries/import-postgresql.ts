import type { Entry, Job } from '../measure/job.ts';
import type { DataSet } from '../setting/data-sets.ts';
import { deskOf, handOverJob, openDesk } from './import.ts';
import { packedBatch } from './stations.ts';

const SCELLE = '"$NODE" "$SCELLE"';

/** Tables come after those to which their rows refer. */
const tables = [
  ...['batches', 'works', 'work_identifiers', 'segments', 'records'],
  ...['record_works', 'hashes', 'record_segments', 'absent_records', 'receipts'],
];

/** `scelle import` into PostgreSQL: verification in full, and rows with their indices in one durable transaction. */
export function importIntoPostgres(data: DataSet): Entry {
  const ahead = [...openDesk(data), ...makeTables(data, 'import')];
  const job = { ahead, steps: [[importInto(data, 'import')]], outputs: [] };
  return { name: 'scelle import', tools: ['psql'], job: { ...job, before: copyJob(data) }, records: data.records };
}

/** The same rows into the same tables by `psql \copy`, from files, in one transaction: nothing is checked. */
export function copyRows(data: DataSet): Entry {
  const copies = tables.map((table) => `-c '\\copy ${table} from ${copyOf(data, table)}'`);
  const load = `psql -q -X -1 -v ON_ERROR_STOP=1 -d rows ${copies.join(' ')}`;
  const job = { ahead: makeTables(data, 'rows'), steps: [[load]], outputs: [] };
  return { name: 'psql \\copy', tools: ['psql'], job: { ...job, before: copyJob(data) }, records: data.records };
}

/** Imports the batch once, and writes its rows into a file for each table. */
function copyJob(data: DataSet): Job {
  const copies = tables.map((table) => `psql -q -X -d imported -c '\\copy ${table} to ${copyOf(data, table)}'`);
  return {
    ahead: [...openDesk(data), ...makeTables(data, 'imported')],
    steps: [[`mkdir -p ${copiesOf(data)}`], [importInto(data, 'imported')], ...copies.map((copy) => [copy])],
    outputs: tables.map((table) => copyOf(data, table)),
    before: handOverJob(data),
  };
}

/** A database with our tables, empty, and nothing left to be done for the ones before it. */
function makeTables(data: DataSet, database: string): Job['steps'] {
  return [
    [`psql -q -X -d postgres -c 'DROP DATABASE IF EXISTS ${database}' -c 'CREATE DATABASE ${database}'`],
    // Whatever opens an empty database makes its tables.
    [`${SCELLE} stats --into ${urlOf(database)} --station ${deskOf(data)}`],
    ["psql -q -X -d postgres -c 'CHECKPOINT'"],
  ];
}

function importInto(data: DataSet, database: string): string {
  return `${SCELLE} import ${packedBatch} --into ${urlOf(database)} --station ${deskOf(data)}`;
}

/** Server and account stand in the environment. */
function urlOf(database: string): string {
  return `postgresql:///${database}`;
}

function copiesOf({ name }: DataSet): string {
  return `out/${name}.copies`;
}

function copyOf(data: DataSet, table: string): string {
  return `${copiesOf(data)}/${table}`;
}
