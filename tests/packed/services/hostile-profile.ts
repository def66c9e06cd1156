/** Profiles of one's own that throw, never end, or are not the same here and there: what becomes of each is printed. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createBatch,
  createPublishedFile,
  createWorkers,
  generateIdentity,
  generateSecretKey,
  openFileSource,
  type Profile,
  parseIdentity,
  parseRecipient,
  ScelleError,
  type Workers,
} from '@scelle/core';
import { verifyBatch } from '@scelle/verify';
import { careless, looping, type Note, sound, stricter, throwing } from './own-profiles.ts';

const folder = await mkdtemp(join(tmpdir(), 'own-profiles-'));
const signer = generateSecretKey();
const identity = parseIdentity(generateIdentity().secret);
const notes: readonly Note[] = [
  { id: '1', text: 'good' },
  { id: '2', text: 'trap' },
  // What is little is not worth a thread.
  ...Array.from({ length: 8 }, (_, index) => ({ id: `${index + 3}`, text: 'long'.repeat(15_000) })),
];
await using workers = createWorkers({ threads: 2 });
await workers.started;

const path = join(folder, 'sound.scelle');
const said: Record<string, unknown> = {
  'packed by a sound one': await pack(path, sound),
  'packed by one that throws': await pack(join(folder, 'throwing.scelle'), throwing),
  'packed by a careless one': await pack(join(folder, 'careless.scelle'), careless),
  'verified by the first': await verify(path, sound),
  'by a stricter one': await verify(path, stricter),
  'by one that throws': await verify(path, throwing),
  'by one that throws, without threads': await verify(path, throwing, null),
  'by one that never ends': await verify(path, looping),
  'by the first again': await verify(path, sound),
};
console.log(JSON.stringify({ said, files: (await readdir(folder)).sort() }));
await rm(folder, { recursive: true });

/** What is refused, and how many records are sealed. */
async function pack(target: string, profile: Profile<Note>): Promise<object> {
  const refused: string[] = [];
  await using file = await createPublishedFile(target);
  const place = { sender: 'tmg', recipient: 'arcom', stream: 'notes', sequence: 1, previous: null };
  const keys = { signer, recipients: [parseRecipient(identity.recipient)] };
  await using batch = await createBatch(file, { ...place, profile }, keys, { workers });
  for (const note of notes) {
    try {
      await batch.addRecord(note);
    } catch (error) {
      refused.push(nameOf(error));
    }
  }
  const { manifest } = await batch.seal();
  await file.publish();
  return { refused, sealed: manifest.records.count };
}

/** The verdict with its codes, or what is thrown. */
async function verify(source: string, profile: Profile<Note>, threads: Workers | null = workers): Promise<unknown> {
  await using file = await openFileSource(source);
  const policy = {
    keys: [{ role: 'sender', name: 'tmg', publicKey: { keyNumber: signer.keyNumber, key: signer.publicKey } }],
    requiredRoles: [],
    recipient: 'arcom',
    allowedRecipients: null,
    profiles: [profile],
    clockSkewSeconds: 300,
    maxFactAgeDays: null,
  } as const;
  // What does end is given the time that it needs.
  const signal = AbortSignal.timeout(profile === looping ? 1_500 : 60_000);
  const given = threads === null ? { threads: 0 } : { workers: threads };
  try {
    const context = { identities: [identity], ledger: 'none', signal, ...given } as const;
    const { verdict, codes } = await verifyBatch(file, policy, context);
    return [verdict, ...codes];
  } catch (error) {
    return nameOf(error);
  }
}

function nameOf(error: unknown): string {
  if (ScelleError.is(error)) return error.code;
  return error instanceof Error ? error.name : String(error);
}
