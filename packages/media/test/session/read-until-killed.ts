import { readMediaSet } from '../../src/index.ts';
import { openEach } from '../support/reading.ts';

/** Usage: read-until-killed.ts MOMENT SESSION DISC... Reads, and kills itself at the given progress report. */
const [moment, session, ...discs] = process.argv.slice(2);
let reports = 0;
await readMediaSet(openEach(discs), session!, {
  threads: 0,
  deliver: async () => undefined,
  onProgress: () => {
    reports += 1;
    if (reports === Number(moment)) process.kill(process.pid, 'SIGKILL');
  },
});
process.kill(process.pid, 'SIGKILL');
