import { parentPort } from 'node:worker_threads';
import type { THREAD_READY } from '@scelle/core/internal';
import { type CodingTask, memoryOf, performCoding } from './coding-tasks.ts';

/** The thread's side: one request, one answer, in their order. */
parentPort!.on('message', (task: CodingTask) => {
  try {
    const result = performCoding(task);
    parentPort!.postMessage({ result }, memoryOf(result));
  } catch (error) {
    parentPort!.postMessage({ error });
  }
});
// The word itself: a thread need not load core for it.
parentPort!.postMessage('ready' satisfies typeof THREAD_READY);
