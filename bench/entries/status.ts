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
export const showStatus: Entry = {
  name: 'scelle status',
  tools: [],
  job: {
    steps: [[`"$NODE" "$SCELLE" status --station ${STATIONS}/arcom > /dev/null`]],
    outputs: [],
    before: fillLedger,
  },
};
