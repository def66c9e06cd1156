import { readdirSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { ipEvidenceTest } from '../../src/record/ip-evidence.ts';
import { GroupWorkers, type ThreadOptions } from '../../src/workers/group-workers.ts';
import { Workers } from '../../src/workers/workers.ts';
import { endless, fatal, notice } from './own-profiles.ts';
import { examineTask } from './tasks.ts';

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each[Symbol.asyncDispose]();
});

async function startWorkers(options: ConstructorParameters<typeof Workers>[0] = {}): Promise<Workers> {
  const workers = new Workers({ threads: 1, isKept: true, ...options });
  open.push(workers);
  await workers.started;
  return workers;
}

function startCall(options: ThreadOptions): GroupWorkers {
  const call = new GroupWorkers(options);
  open.push(call);
  return call;
}

/** A group that is long enough to be handed to a thread. */
const task = () => examineTask({ lines: 600 });

/** A group of records of the profiles of `own-profiles.ts`. */
function ownTask(): ReturnType<typeof examineTask> {
  return { ...task(), lines: Buffer.from(`${JSON.stringify({ id: 'x'.repeat(1000) })}\n`.repeat(300)) };
}

/** Threads of this process, its own and those of Node included. */
const countThreads = () => readdirSync('/proc/self/task').length;

async function waitFor(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('Workers', () => {
  it('serve each call in its turn, whatever another has asked for before', async () => {
    const workers = await startWorkers();
    const [greedy, modest] = [startCall({ workers }), startCall({ workers })];
    const order: string[] = [];
    const ask = async (name: string, call: GroupWorkers) => {
      await call.examineGroup(ipEvidenceTest, task());
      order.push(name);
    };
    const all = Array.from({ length: 8 }, () => ask('greedy', greedy));
    all.push(ask('modest', modest));
    await Promise.all(all);
    // Two were with the thread already.
    expect(order.indexOf('modest')).toBeLessThanOrEqual(3);
  });

  it('let a call that is given up take nothing from the others', async () => {
    const workers = await startWorkers();
    const [aborted, other] = [startCall({ workers }), startCall({ workers })];
    const given = Promise.allSettled(Array.from({ length: 6 }, () => aborted.examineGroup(ipEvidenceTest, task())));
    const kept = other.examineGroup(ipEvidenceTest, task());
    await aborted[Symbol.asyncDispose]();
    expect((await kept).summary.records).toBe(600);
    // What was begun ends; what was not is given up.
    expect((await given).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', ...Array(4).fill('rejected')]);
  });

  it('replace a thread that dies, and name the error to the call that it worked for', async () => {
    const workers = await startWorkers();
    const call = startCall({ workers });
    await expect(call.examineGroup(fatal, ownTask())).rejects.toMatchObject({
      code: 'thread-ended',
      details: { found: 'exit 3' },
    });
    await workers.started;
    const { summary } = await call.examineGroup(notice, ownTask());
    expect(summary.records).toBe(300);
  });

  it('end the thread in which a profile never comes to an end, and do the rest in another', async () => {
    const workers = await startWorkers({ ownCodeMilliseconds: 1 });
    const [call, other] = [startCall({ workers }), startCall({ workers })];
    const refused = { code: 'profile-too-slow', details: { name: 'endless/1', limit: 1 } };
    const tasks = [call.examineGroup(endless, ownTask()), call.examineGroup(endless, ownTask())];
    const kept = other.examineGroup(ipEvidenceTest, task());
    for (const each of tasks) await expect(each).rejects.toMatchObject(refused);
    expect((await kept).summary.records).toBe(600);
  });

  it('end the thread of a profile that may never come to an end with the call that is given up', async () => {
    const workers = await startWorkers();
    const call = startCall({ workers });
    const refused = expect(call.examineGroup(endless, ownTask())).rejects.toMatchObject({ code: 'workers-ended' });
    await call[Symbol.asyncDispose]();
    await refused;
    await workers.started;
    expect((await startCall({ workers }).examineGroup(notice, ownTask())).summary.records).toBe(300);
  });

  it('are not waited for any more once a signal comes', async () => {
    const workers = await startWorkers();
    const controller = new AbortController();
    const call = new GroupWorkers({ workers, signal: controller.signal });
    open.push(call);
    const refused = expect(call.examineGroup(endless, ownTask())).rejects.toThrow('given up');
    controller.abort(new Error('given up'));
    await refused;
  });

  it.each([
    ['an export that is not there', { ...notice, module: { url: notice.module.url, name: 'absent' } }, 'absent'],
    ['another profile', { ...notice, name: 'notice/2' }, 'notice'],
    ['no module', { ...notice, module: { url: 'file:///absent.mjs', name: 'notice' } }, 'ERR_MODULE_NOT_FOUND'],
  ])('refuse a profile whose module has %s', async (_, profile, found) => {
    const workers = await startWorkers();
    await expect(startCall({ workers }).examineGroup(profile, ownTask())).rejects.toMatchObject({
      code: 'profile-module-wrong',
      details: { name: profile.name, file: profile.module.url, found },
    });
  });

  it('refuse a call once they are ended', async () => {
    const workers = await startWorkers();
    const call = startCall({ workers });
    const waiting = Array.from({ length: 4 }, () => call.examineGroup(ipEvidenceTest, task()));
    const refused = Promise.allSettled(waiting);
    await workers[Symbol.asyncDispose]();
    for (const outcome of await refused)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'workers-ended' } });
    await expect(call.examineGroup(ipEvidenceTest, task())).rejects.toMatchObject({ code: 'workers-ended' });
  });

  it('start threads only for many groups, and end them once there was nothing to do for a while', async () => {
    const workers = await startWorkers({ isKept: false, idleMilliseconds: 20 });
    const before = countThreads();
    await startCall({ workers }).examineGroup(ipEvidenceTest, task());
    expect(countThreads()).toBe(before);
    const long = new GroupWorkers({ workers }, 100);
    open.push(long);
    await long.examineGroup(ipEvidenceTest, task());
    await waitFor(() => countThreads() > before);
    await workers.started;
    expect((await long.examineGroup(ipEvidenceTest, task())).summary.records).toBe(600);
    await waitFor(() => countThreads() <= before);
    expect((await long.examineGroup(ipEvidenceTest, task())).summary.records).toBe(600);
  });
});
