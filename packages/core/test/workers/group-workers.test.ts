import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { ipEvidenceTest } from '../../src/record/ip-evidence.ts';
import { compressGroups, examineGroup } from '../../src/workers/group-tasks.ts';
import { GroupWorkers } from '../../src/workers/group-workers.ts';
import { compressTask, examineTask, type TaskSketch } from './tasks.ts';

const sketches: TaskSketch[] = Array.from({ length: 4 }, (_, group) => ({ group, lines: 1 + ((group * 5) % 9) }));

/** The same, as a thread would send it: a Buffer becomes a Uint8Array. */
function toPlain<Value>(value: Value): Value {
  return structuredClone(value);
}

it.each([0, 1, 2, 5, -1])('%i threads examine and seal groups as it is done in one', async (threads) => {
  await using workers = new GroupWorkers(threads);
  const examined = sketches.map((sketch) => workers.examineGroup(ipEvidenceTest, examineTask(sketch)));
  const sealed = sketches.map((sketch) => workers.compressGroups(compressTask(sketch)));
  const expected = sketches.map((sketch) => examineGroup(ipEvidenceTest, examineTask(sketch)));
  expect(toPlain(await Promise.all(examined))).toEqual(toPlain(expected));
  const frames = await Promise.all(sketches.map((sketch) => compressGroups(compressTask(sketch))));
  expect(toPlain(await Promise.all(sealed))).toEqual(toPlain(frames));
});

describe.each([0, 2])('GroupWorkers with %i threads', (threads) => {
  it('give back the attachments of a group, with their digests', async () => {
    await using workers = new GroupWorkers(threads);
    const create = () => [new Uint8Array(70_000).fill(1), Buffer.from('one of many in the same memory')];
    for (const group of [0, 1, 2, 3]) {
      const task = examineTask({ group, attachments: create() });
      const { bytes, digests } = await workers.examineGroup(ipEvidenceTest, task);
      expect(toPlain(bytes?.attachments)).toEqual(toPlain(create()));
      const forgotten = await workers.examineGroup(ipEvidenceTest, { ...examineTask({ group }), isKept: false });
      expect(forgotten.bytes).toBeNull();
      expect(digests).toEqual(examineGroup(ipEvidenceTest, examineTask({ attachments: create() })).digests);
    }
  });

  it('refuse a line with the same code and the same place', async () => {
    await using workers = new GroupWorkers(threads);
    for (const group of [0, 1, 2, 3]) {
      const task = examineTask({ group });
      const second = task.lines.indexOf(10) + 1;
      task.lines.set(Buffer.from(' '), second);
      const details = { member: `records/00000${group}.jsonl`, line: 2 };
      await expect(workers.examineGroup(ipEvidenceTest, task)).rejects.toThrow(
        expect.objectContaining({ name: 'CoreError', code: 'json-syntax', details }),
      );
    }
  });

  it("examine groups of somebody's own profile, whose functions no thread could be sent", async () => {
    await using workers = new GroupWorkers(threads);
    const own = { ...ipEvidenceTest, name: 'own/1' };
    const impostor = {
      ...ipEvidenceTest,
      facts: (record: never) => ({ ...ipEvidenceTest.facts(record), agent: 'own' }),
    };
    for (const group of [0, 1, 2, 3]) {
      expect((await workers.examineGroup(own, examineTask({ group }))).summary.records).toBe(3);
      const { summary } = await workers.examineGroup(impostor, examineTask({ group }));
      expect([...summary.agents]).toEqual([['own', 0]]);
    }
  });

  it('leave salt keys as they are', async () => {
    await using workers = new GroupWorkers(threads);
    const saltKey = new Uint8Array(32).fill(5);
    for (const group of [0, 1, 2, 3]) {
      await workers.examineGroup(ipEvidenceTest, { ...examineTask({ group }), saltKey });
      await workers.compressGroups({ ...compressTask({ group }), saltKey });
    }
    expect(saltKey).toEqual(new Uint8Array(32).fill(5));
  });
});

describe('a process that leaves its workers as they are', () => {
  const modules = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const script = (end: string) => `
    import { GroupWorkers } from ${modules('../../src/workers/group-workers.ts')};
    import { compressTask } from ${modules('./tasks.ts')};
    const workers = new GroupWorkers(2);
    const groups = [0, 1, 2, 3, 4].map((group) => workers.compressGroups(compressTask({ group })));
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
      await workers.compressGroups({}).catch((error) => process.stdout.write(error.name));`);
    expect(refused).toBe('TypeError');
  });
});
