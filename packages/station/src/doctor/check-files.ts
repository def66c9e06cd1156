import type { Recovery } from '../recover.ts';
import type { Examination } from './examination.ts';
import { type Finding, failed, ok } from './finding.ts';

/** What is found on opening, and what no command can mend. */
const unmendable: readonly Recovery['kind'][] = ['file-missing', 'outbox-conflict'];

/** Whether every batch that the ledger names is where it should be, and no other. */
export async function checkFiles({ recovered }: Examination): Promise<Finding> {
  const wrong = recovered.filter(({ kind }) => unmendable.includes(kind));
  const [first] = wrong;
  return first === undefined ? ok('files-present') : failed('files-missing', { file: first.file, found: wrong.length });
}
