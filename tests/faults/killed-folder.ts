import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Identity,
  ipEvidenceTest,
  openFileSource,
  type PublicKey,
  parseIdentityFile,
  parsePublicKey,
} from '@scelle/core';
import { verifyBatch } from '@scelle/verify';

/** With what a batch is verified in full. */
export interface Trust {
  readonly sender: PublicKey;
  /** Signs as `agent` and as `witness`. */
  readonly agent: PublicKey;
  readonly identity: Identity;
}

/** The keys that `createWorkplace` made. */
export async function loadTrust(workplace: string): Promise<Trust> {
  const read = (name: string): Promise<Uint8Array> => readFile(join(workplace, name));
  const [sender, agent] = [parsePublicKey(await read('tmg.pub')), parsePublicKey(await read('agent.pub'))];
  const [identity] = await parseIdentityFile(await read('arcom.identity'));
  return { sender, agent, identity: identity! };
}

/** What a killed process left in a folder. */
export interface Leftovers {
  /** Names of the files that pass for a batch; each was verified in full and accepted. */
  readonly batches: readonly string[];
  /** Names of the unfinished files. */
  readonly partials: readonly string[];
}

/** Looks at everything in the folder. Rejects if there is a batch that is not accepted, or a file of another kind. */
export async function inspectKilledFolder(folder: string, trust: Trust): Promise<Leftovers> {
  const names = await readdir(folder);
  const batches = names.filter((name) => name.endsWith('.scelle'));
  const partials = names.filter((name) => name.endsWith('.partial'));
  const others = names.filter((name) => !batches.includes(name) && !partials.includes(name));
  if (others.length > 0) throw new Error(`left behind: ${others.join(', ')}`);
  for (const name of batches) await requireAccepted(join(folder, name), trust);
  return { batches, partials };
}

/** Rejects unless a full verification accepts the batch. */
export async function requireAccepted(path: string, { sender, agent, identity }: Trust): Promise<void> {
  await using source = await openFileSource(path);
  const policy = {
    keys: [
      { role: 'sender', name: 'tmg', publicKey: sender },
      { role: 'agent', name: null, publicKey: agent },
      { role: 'witness', name: null, publicKey: agent },
    ],
    ...{ requiredRoles: [], recipient: 'arcom', allowedRecipients: null, profiles: [ipEvidenceTest] },
    ...{ clockSkewSeconds: 300, maxFactAgeDays: null },
  };
  const { verdict, codes } = await verifyBatch(source, policy, { identities: [identity], ledger: 'none' });
  if (verdict !== 'accepted') throw new Error(`${path} passes for a batch and is ${verdict}: ${codes.join(', ')}`);
}
