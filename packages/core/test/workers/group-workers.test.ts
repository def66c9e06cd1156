import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toSha256Hex } from '../../src/merkle/tree.ts';
import { ipEvidenceTest } from '../../src/record/ip-evidence.ts';
import { compressGroups, examineGroup } from '../../src/workers/group-tasks.ts';
import { GroupWorkers, type ThreadOptions } from '../../src/workers/group-workers.ts';
import { createWorkers, type Workers } from '../../src/workers/workers.ts';
import { compressTask, examineTask, type TaskSketch } from './tasks.ts';

const sketches: TaskSketch[] = Array.from({ length: 4 }, (_, group) => ({ group, lines: 600 + ((group * 5) % 9) }));

/** The same, as a thread would send it: a Buffer becomes a Uint8Array; and of what is long, its digest. */
function toPlain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { length: value.length, sha256: toSha256Hex(value) };
  if (Array.isArray(value)) return value.map(toPlain);
  if (value === null || typeof value !== 'object' || value instanceof Map || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toPlain(each)]));
}

/** Threads take long to start from the sources: most tests share these. */
let pool: Workers;

beforeAll(async () => {
  pool = createWorkers({ threads: 2 });
  await pool.started;
});

afterAll(() => pool[Symbol.asyncDispose]());

async function expectSame(options: ThreadOptions): Promise<void> {
  await using workers = new GroupWorkers(options);
  const examined = sketches.map((sketch) => workers.examineGroup(ipEvidenceTest, examineTask(sketch)));
  const sealed = sketches.map((sketch) => workers.compressGroups(compressTask(sketch)));
  const expected = await Promise.all(sketches.map((sketch) => examineGroup(ipEvidenceTest, examineTask(sketch))));
  expect(toPlain(await Promise.all(examined))).toEqual(toPlain(expected));
  const frames = await Promise.all(sketches.map((sketch) => compressGroups(compressTask(sketch))));
  expect(toPlain(await Promise.all(sealed))).toEqual(toPlain(frames));
}

it.each([0, 1, 2, -1])('%i threads of many examine and seal groups as it is done in one', (threads) =>
  expectSame({ workers: pool, threads }),
);

it('more threads than there are groups do the same', async () => {
  await using workers = createWorkers({ threads: 5 });
  await workers.started;
  await expectSame({ workers });
});

it('a call that threads are not there for yet does the same', async () => {
  await using workers = createWorkers({ threads: 1 });
  await expectSame({ workers });
});

describe.each([0, 2])('GroupWorkers with %i threads', (threads) => {
  const startCall = () => new GroupWorkers({ workers: pool, threads });

  it('give back the attachments of a group, with their digests', async () => {
    await using workers = startCall();
    const create = () => [new Uint8Array(5_000_000).fill(1), Buffer.from('one of many in the same memory')];
    for (const group of [0, 1]) {
      const task = examineTask({ group, attachments: create() });
      const { bytes, digests } = await workers.examineGroup(ipEvidenceTest, task);
      expect(toPlain(bytes?.attachments)).toEqual(toPlain(create()));
      const forgotten = await workers.examineGroup(ipEvidenceTest, {
        ...examineTask({ group, lines: 600 }),
        isKept: false,
      });
      expect(forgotten.bytes).toBeNull();
      expect(digests).toEqual(create().map((each) => ({ sha256: toSha256Hex(each), length: each.length })));
    }
  });

  it('refuse a line with the same code and the same place', async () => {
    await using workers = startCall();
    const task = examineTask({ group: 3, lines: 600 });
    task.lines.set(Buffer.from(' '), task.lines.indexOf(10) + 1);
    const details = { member: 'records/000003.jsonl', line: 2 };
    await expect(workers.examineGroup(ipEvidenceTest, task)).rejects.toThrow(
      expect.objectContaining({ name: 'CoreError', code: 'json-syntax', details }),
    );
  });

  it("examine groups of somebody's own profile, whose functions no thread could be sent", async () => {
    await using workers = startCall();
    const own = { ...ipEvidenceTest, name: 'own/1' };
    const impostor = {
      ...ipEvidenceTest,
      facts: (record: never) => ({ ...ipEvidenceTest.facts(record), agent: 'own' }),
    };
    expect((await workers.examineGroup(own, examineTask({ lines: 600 }))).summary.records).toBe(600);
    const { summary } = await workers.examineGroup(impostor, examineTask({ lines: 600 }));
    expect([...summary.agents]).toEqual([['own', 0]]);
  });

  it('leave salt keys as they are', async () => {
    await using workers = startCall();
    const saltKey = new Uint8Array(32).fill(5);
    await workers.examineGroup(ipEvidenceTest, { ...examineTask({ lines: 600 }), saltKey });
    await workers.compressGroups({ ...compressTask({ lines: 600 }), saltKey });
    expect(saltKey).toEqual(new Uint8Array(32).fill(5));
  });
});

describe('a process that leaves its workers as they are', () => {
  const modules = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const script = (end: string) => `
    import { GroupWorkers } from ${modules('../../src/workers/group-workers.ts')};
    import { createWorkers } from ${modules('../../src/workers/workers.ts')};
    import { compressTask } from ${modules('./tasks.ts')};
    const threads = createWorkers({ threads: 2 });
    await threads.started;
    const workers = new GroupWorkers({ workers: threads });
    const groups = [0, 1, 2, 3, 4].map((group) => workers.compressGroups(compressTask({ group, lines: 600 })));
    ${end}`;
  const run = (end: string) =>
    execFileSync(process.execPath, ['--input-type=module', '--eval', script(end)], {
      encoding: 'utf8',
      timeout: 50_000,
    });

  it('ends by itself once its groups are done, and not before', () => {
    expect(run("Promise.all(groups).then(({ length }) => process.stdout.write(length + ' groups'));")).toBe('5 groups');
  });

  it('ends by itself after an error', () => {
    const refused = run(`
      await Promise.all(groups);
      await workers.compressGroups({ ...compressTask({ lines: 600 }), saltKey: null }).catch((error) => process.stdout.write(error.name));`);
    expect(refused).toBe('TypeError');
  });
});
