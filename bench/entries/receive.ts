import type { Entry, Job } from '../measure/job.ts';
import type { DataSet } from '../setting/data-sets.ts';
import { makeStations, packAtStation, packedBatch } from './stations.ts';

const SCELLE = '"$NODE" "$SCELLE"';

/**
 * `scelle receive`: the check of `verify --sealed`, and the batch in the inbox, with ledger, custody log and receipt.
 * Each run has a copy of a station that has received nothing yet.
 */
export function receiveIntoStation(data: DataSet): Entry {
  const stations = stationsOf(data);
  const ahead = [[`rm -rf ${stations}/anew`], [`cp -r ${stations}/arcom ${stations}/anew`]];
  const receive = `${SCELLE} receive ${sentBatchOf(data)} --station ${stations}/anew`;
  const job = { ahead, steps: [[receive]], outputs: [], before: sendJob(data) };
  return { name: 'scelle receive', tools: [], job };
}

/** `scelle verify --sealed` of the same batch. */
export function verifySentBatch(data: DataSet): Entry {
  const trust = `--signer tmg=${stationsOf(data)}/tmg/keys/signing.pub --recipient arcom`;
  const job = {
    steps: [[`${SCELLE} verify ${sentBatchOf(data)} --sealed ${trust}`]],
    outputs: [],
    before: sendJob(data),
  };
  return { name: 'scelle verify --sealed', tools: [], job };
}

function stationsOf({ name }: DataSet): string {
  return `out/${name}.desks`;
}

function sentBatchOf(data: DataSet): string {
  return `${stationsOf(data)}/tmg/outbox/${packedBatch}.scelle`;
}

/** Two stations, of which one has packed a batch for the other. */
function sendJob(data: DataSet): Job {
  const stations = stationsOf(data);
  return { steps: [...makeStations(stations), ...packAtStation(data, stations)], outputs: [sentBatchOf(data)] };
}
