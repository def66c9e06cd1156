import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

/** Whether every batch that the ledger names is where it should be, and no other: what no command can mend. */
export async function checkFiles({ recovered }: Examination): Promise<Finding> {
  const missing = recovered.filter(({ kind }) => kind === 'file-missing');
  if (missing[0] !== undefined) return finding('files-missing', { file: missing[0].file, found: missing.length });
  const strange = recovered.filter(({ kind }) => kind === 'outbox-conflict');
  if (strange[0] !== undefined) return finding('files-unexpected', { file: strange[0].file, found: strange.length });
  return finding('files-present');
}
