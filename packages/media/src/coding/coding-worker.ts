import { parentPort } from 'node:worker_threads';
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
