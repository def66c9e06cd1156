import { parentPort } from 'node:worker_threads';
import { CoreError } from '../errors/core-error.ts';
import { findProfile } from '../record/find-profile.ts';
import { examineGroup, sealGroup } from './group-tasks.ts';
import type { Answer, Request } from './protocol.ts';
import { transferable } from './transferable.ts';

/** The thread's side: requests are answered in their order. */
let last: Promise<void> = Promise.resolve();
parentPort!.on('message', (request: Request) => {
  last = last.then(async () => {
    const answer = await perform(request);
    parentPort!.postMessage(answer, transferable(answer));
  });
});

async function perform(request: Request): Promise<Answer> {
  try {
    return { result: await dispatch(request) };
  } catch (error) {
    return error instanceof CoreError ? { refused: { code: error.code, details: error.details } } : { crashed: error };
  }
}

function dispatch(request: Request): unknown {
  if (request.name === 'sealGroup') return sealGroup(request.task);
  return examineGroup(findProfile(request.profile)!, request.task);
}
