import type { Entry, Job } from '../measure/job.ts';
import { makeStations } from './stations.ts';

const STATIONS = 'out/status.stations';
const BATCHES = 10_000;

/** A station that has so many batches to open, and as many to be acknowledged, in 20 streams. */
const fillLedger: Job = {
  steps: [
    ...makeStations(STATIONS),
    [`"$NODE" "$FILL_LEDGER" ${STATIONS}/arcom/ledger.db ${BATCHES}`],
    ['touch out/status.made'],
  ],
  outputs: ['out/status.made'],
};

/** `scelle status` of it. */
export const showStatus: Entry = statusOf('scelle status', 'arcom');

/** The same of a station that has nothing: what starting takes, and opening a station. */
export const showEmptyStatus: Entry = statusOf('scelle status of an empty station', 'tmg');

function statusOf(name: string, station: string): Entry {
  const steps = [[`"$NODE" "$SCELLE" status --station ${STATIONS}/${station} > /dev/null`]];
  return { name, tools: [], job: { steps, outputs: [], before: fillLedger } };
}
