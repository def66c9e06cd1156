import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CodingThreads } from '../../src/coding/coding-threads.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./ask-without-files.ts', import.meta.url));

describe('threads that cannot start', () => {
  it('say so, whether they were asked before they failed or after', async () => {
    const command = 'ulimit -n 64; exec "$0" --conditions=@scelle/source "$1"';
    const { stdout } = await run('sh', ['-c', command, process.execPath, script]);
    expect(stdout).toBe('threads-unavailable\nthreads-unavailable\n');
  });
});

describe('threads that are ended at once', () => {
  it('are waited for until their modules are loaded, and then do nothing more', async () => {
    const threads = new CodingThreads(2);
    await threads[Symbol.asyncDispose]();
    const task = { kind: 'digest', run: new Uint8Array(8), blockBytes: 8 } as const;
    await expect(threads.perform(task)).rejects.toThrow('ended before it had answered');
  });
});
