import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createBatch,
  createPublishedFile,
  encodePublicKey,
  encodeSecretKey,
  generateIdentity,
  generateSecretKey,
  ipEvidenceTest,
  parseRecipient,
  type SecretKey,
} from '@scelle/core';
import { encodeIdentityFile } from '@scelle/core/internal';
import { generateRecords } from '@scelle/synthetic';
import { afterAll, beforeAll } from 'vitest';

/** A folder with the keys of three parties, a few records, and a batch. */
export interface Scene {
  readonly folder: string;
  /** Lines of records, canonical, of the test profile, without segments. */
  readonly lines: readonly string[];
  readonly agents: readonly string[];
}

/** Name of the batch in the scene. */
export const BATCH = 'tmg.arcom.music.000001.scelle';

/** Prepares a scene before the tests of a file, and removes it after them. */
export function useScene(records = 12): Scene {
  const lines: string[] = [];
  const agents = ['agent-1', 'agent-2', 'agent-3', 'agent-4'];
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(await realpath(tmpdir()), 'scelle-test-'));
    for (const { line } of generateRecords({ records, segments: 'none', seed: 'scene' })) lines.push(line);
    const tmg = await writeSigningKey(folder, 'tmg');
    await writeSigningKey(folder, 'agent');
    const identity = generateIdentity({ postQuantum: false });
    await writeFile(join(folder, 'arcom.identity'), encodeIdentityFile(identity, new Date()), { mode: 0o600 });
    await writeFile(join(folder, 'arcom.recipient'), `${identity.recipient}\n`);
    await writeFile(join(folder, 'records.jsonl'), `${lines.join('\n')}\n`);
    await writeFile(join(folder, 'content.json'), JSON.stringify({ legalBasis: 'CPI L. 331-24', agents }));
    await writeBatch(join(folder, BATCH), tmg, identity.recipient, lines, agents);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return {
    get folder() {
      return folder;
    },
    lines,
    agents,
  };
}

/** The options by which a batch is verified in full. */
export const trust: readonly string[] = ['--identity', 'arcom.identity', '--signer', 'tmg=tmg.pub'];

async function writeSigningKey(folder: string, name: string): Promise<SecretKey> {
  const key = generateSecretKey();
  await writeFile(join(folder, `${name}.key`), await encodeSecretKey(key, null), { mode: 0o600 });
  await writeFile(join(folder, `${name}.pub`), encodePublicKey({ keyNumber: key.keyNumber, key: key.publicKey }));
  return key;
}

async function writeBatch(
  path: string,
  signer: SecretKey,
  recipient: string,
  lines: readonly string[],
  agents: readonly string[],
): Promise<void> {
  await using file = await createPublishedFile(path);
  const header = {
    sender: 'tmg',
    recipient: 'arcom',
    stream: 'music',
    sequence: 1,
    previous: null,
    profile: ipEvidenceTest,
    legalBasis: 'CPI L. 331-24',
    agents,
  };
  const writer = await createBatch(file, header, { signer, recipients: [parseRecipient(recipient)] });
  for (const line of lines) await writer.addLine(new TextEncoder().encode(line));
  await writer.seal();
  await file.publish();
}
