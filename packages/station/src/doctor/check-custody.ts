import { ScelleError } from '@scelle/core';
import { verifyCustody } from '../custody/verify-custody.ts';
import { readUnattendedPublicKey } from '../folder/key-files.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

/** Whether the custody log is a whole chain that passes through every signed head. */
export async function checkCustody({ database, layout }: Examination): Promise<Finding> {
  try {
    const keys = [await readUnattendedPublicKey(layout, 'custody')];
    const { entries, problems } = verifyCustody(database, { keys });
    return problems.length === 0
      ? finding('custody-sound', { found: entries })
      : finding('custody-unsound', { found: problems.length });
  } catch (error) {
    // The key that checks it is missing, or is none: nobody can tell whether the log is intact.
    if (error instanceof ScelleError) return finding('custody-unsound', { found: error.code });
    throw error;
  }
}
