import { parentPort } from 'node:worker_threads';
import { CoreError } from '../errors/core-error.ts';
import { claimMemory } from '../io/own-memory.ts';
import { readLines } from '../lines/read-lines.ts';
import { findProfile } from '../record/ip-evidence.ts';
import type { Profile } from '../record/profile.ts';
import { compressGroups, examineGroup } from './group-tasks.ts';
import { THREAD_READY } from './thread-failure.ts';
import { type Answer, largeArrays, lentMemory, type NamedProfile, type Request } from './worker-thread.ts';

/** The thread's side: requests are answered in their order. */
let last: Promise<void> = Promise.resolve();
parentPort!.on('message', (request: Request) => {
  for (const bytes of largeArrays(request)) claimMemory(bytes);
  last = last.then(async () => {
    const answer = await perform(request);
    parentPort!.postMessage(answer, lentMemory(largeArrays(answer)));
  });
});

parentPort!.postMessage(THREAD_READY);

async function perform(request: Request): Promise<Answer> {
  try {
    if (request.name === 'compressGroups') return { compressed: await compressGroups(request.task) };
    const profile = await loadProfile(request.profile);
    if (request.name === 'readLines') return { read: await readLines(profile, request.input) };
    return { examined: await examineGroup(profile, request.task) };
  } catch (error) {
    return error instanceof CoreError ? { refused: { code: error.code, details: error.details } } : { crashed: error };
  }
}

/** The module is code of the embedder, as the profile itself is: it comes from no batch. */
async function loadProfile({ name, module }: NamedProfile): Promise<Profile> {
  if (module === null) return findProfile(name)!;
  let found = module.name;
  try {
    const exported: Record<string, Partial<Profile> | undefined> = await import(module.url);
    const profile = exported[module.name];
    if (profile?.name === name && typeof profile.facts === 'function' && profile.schema) return profile as Profile;
  } catch (error) {
    found = error instanceof Error && 'code' in error ? String(error.code) : 'cannot be loaded';
  }
  throw new CoreError('profile-module-wrong', { file: module.url, name, found });
}
