import type { Entry, Job } from '../measure/job.ts';
import type { DataSet } from '../setting/data-sets.ts';
import { makeStations, packAtStation, packedBatch } from './stations.ts';

/** `scelle send` to `scelle serve`: announced, uploaded, verified, moved into the inbox, and acknowledged. */
export function sendToStation(data: DataSet): Entry {
  return { name: 'scelle send', tools: [], job: handOverJob(data, 'scelle'), timesItself: true };
}

/** `curl -T` of the same file to a bare server that writes what comes to a file. */
export function uploadWithCurl(data: DataSet): Entry {
  return { name: 'curl -T', tools: ['curl'], job: handOverJob(data, 'curl'), timesItself: true };
}

function handOverJob(data: DataSet, way: 'scelle' | 'curl'): Job {
  const stations = `out/${data.name}.ends`;
  const batch = `${stations}/tmg/outbox/${packedBatch}.scelle`;
  const before = { steps: [...makeStations(stations), ...packAtStation(data, stations)], outputs: [batch] };
  return { steps: [[`"$NODE" "$HAND_OVER" ${way} ${stations} ${batch}`]], outputs: [], before };
}
