import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./modes.ts', import.meta.url));

describe('a parcel', () => {
  it('is readable by its owner alone, whatever the umask', async () => {
    const { stdout } = await run(process.execPath, ['--conditions=@scelle/source', script, await temporaryFolder()]);
    expect(JSON.parse(stdout)).toEqual({ parcel: 0o700, folders: [0o700], files: [0o600] });
  });
});
