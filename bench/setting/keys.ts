import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from '../measure/job.ts';
import { runJob } from '../measure/run-job.ts';
import type { ToolName } from './tools.ts';
import type { Workplace } from './workplace.ts';

/** Ours, unencrypted; age and minisign use the same files. */
const ownKeys: Job = {
  steps: [
    ['"$NODE" "$SCELLE" keygen signing tmg --no-passphrase --out keys'],
    ['"$NODE" "$SCELLE" keygen opening arcom --no-passphrase --out keys'],
  ],
  outputs: [],
};

/** An Ed25519 and an X25519 key, as ours are. */
const gpgKeys: Job = {
  steps: [['gpg --batch --quiet --passphrase "" --quick-generate-key bench future-default default never']],
  outputs: [],
};

const stopAgent: Job = { steps: [['gpgconf --kill all']], outputs: [] };

/** Makes the keys of all tools. When disposed of, it ends the agent that gpg leaves running. */
export async function makeKeys(
  workplace: Workplace,
  tools: Readonly<Record<ToolName, string | null>>,
): Promise<AsyncDisposable> {
  const hasGpg = tools.gpg !== null;
  if (!existsSync(join(workplace.folder, 'keys/arcom.identity'))) await runJob(workplace, ownKeys);
  if (hasGpg) await runJob(workplace, gpgKeys);
  return {
    async [Symbol.asyncDispose]() {
      if (hasGpg) await runJob(workplace, stopAgent);
    },
  };
}
