import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./ask-without-files.ts', import.meta.url));

describe('threads that cannot start', () => {
  it('say so, whether they were asked before they failed or after', async () => {
    const command = 'ulimit -n 64; exec "$0" --conditions=@scelle/source "$1"';
    const { stdout } = await run('sh', ['-c', command, process.execPath, script]);
    expect(stdout).toBe('threads-unavailable\nthreads-unavailable\n');
  });
});
