import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { CoreError } from '../../src/errors/core-error.ts';
import type { ExamineTask } from '../../src/workers/group-tasks.ts';
import { type Request, WorkerThread } from '../../src/workers/worker-thread.ts';
import { examineTask } from './tasks.ts';

function request(task: ExamineTask, name = 'ip-evidence-test/1'): Request {
  return { name: 'examineGroup', profile: { name, module: null }, task };
}

function startThread(): WorkerThread {
  const worker = new Worker(new URL('../../src/workers/group-worker.ts', import.meta.url), { execArgv: [] });
  return new WorkerThread(worker, { onReady: () => undefined, onEnd: () => undefined });
}

const reason = new CoreError('workers-ended');

describe('WorkerThread', () => {
  it('rejects what waits when the thread ends, and what is asked afterwards', async () => {
    const thread = startThread();
    const waiting = [1, 2, 3].map((group) => thread.ask(request(examineTask({ group }))));
    const outcomes = Promise.allSettled(waiting);
    await thread.end(reason);
    for (const outcome of await outcomes) expect(outcome).toEqual({ status: 'rejected', reason });
    expect(thread.load).toBe(0);
    await expect(thread.ask(request(examineTask()))).rejects.toBe(reason);
  });

  it('gives a defect as it was thrown, and goes on', async () => {
    const thread = startThread();
    const defect = thread.ask(request(examineTask(), 'a profile that no thread knows'));
    const next = thread.ask(request(examineTask()));
    await expect(defect).rejects.toThrow(TypeError);
    await expect(next).resolves.toHaveProperty('examined.summary.records', 3);
    await thread.end(reason);
  });

  it('gives no request the answer to another where one cannot be sent', async () => {
    const thread = startThread();
    const unsendable = { ...examineTask(), attachments: [(() => null) as unknown as Uint8Array] };
    const first = thread.ask(request(unsendable));
    const second = thread.ask(request(examineTask({ lines: 1 })));
    const third = thread.ask(request(examineTask({ lines: 2 })));
    await expect(first).rejects.toThrow('could not be cloned');
    await expect(second).resolves.toHaveProperty('examined.summary.records', 1);
    await expect(third).resolves.toHaveProperty('examined.summary.records', 2);
    await thread.end(reason);
  });
});
