import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeWithTools, stockTool, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { tryScelle } from '../faults/scelle-process.ts';

const folder = new URL('../../examples/systemd/', import.meta.url);
const names = (await readdir(folder)).filter((name) => /\.(?:service|timer)$/.test(name));
const units = await Promise.all(
  names.map(async (name) => ({ name, text: await readFile(new URL(name, folder), 'utf8') })),
);

describeWithTools(['systemd-analyze'], 'the units of systemd', () => {
  it('are understood to the last setting', async () => {
    const copies = await temporaryFolder();
    for (const { name, text } of units) {
      // A unit of many is verified as one of them; and the program must be there.
      const unit = text.replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`);
      await writeFile(join(copies, name.replace('@', '@one')), unit);
    }
    const paths = (await readdir(copies)).map((name) => join(copies, name));
    const { status, stdout, stderr } = await stockTool('systemd-analyze').run(['verify', '--man=no', ...paths]);
    expect({ status, said: `${new TextDecoder().decode(stdout)}${stderr}` }).toEqual({ status: 0, said: '' });
  });
});

describe('the commands of the units', () => {
  const commands = units.flatMap(({ text }) => /^ExecStart=\/usr\/bin\/scelle (.+)$/m.exec(text)?.[1] ?? []);

  it.each(commands)('scelle %s is one that there is, and lacks but the station', async (command) => {
    const { stdout } = await tryScelle([...command.split(' '), '--json'], { cwd: await temporaryFolder() });
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'station-not-found' } });
  });
});
