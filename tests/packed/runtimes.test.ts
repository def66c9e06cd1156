import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { arch } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { readPackageOutput, readShownOutput } from '../examples/run-example.ts';
import { runProgram } from '../packaging/run-program.ts';

const { project } = inject('stranger');
const runtimes = join(project, 'runtimes');
const programs = join(project, 'programs');

// Together they are 200 MB, which nobody is to wait for who installs this repository.
const deno = `@deno/linux-${arch()}-glibc`;
const bun = arch() === 'x64' ? '@oven/bun-linux-x64-baseline' : '@oven/bun-linux-aarch64';

beforeAll(async () => {
  await mkdir(runtimes);
  await writeFile(join(runtimes, 'package.json'), '{ "private": true }\n');
  await runProgram(
    runtimes,
    'npm',
    'install',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    `${deno}@2.9.6`,
    `${bun}@1.4.5`,
  );
});

describe.each([
  ['Deno', `${deno}/deno`, ['run', '--allow-all', '--node-modules-dir=manual']],
  ['Bun', `${bun}/bin/bun`, ['run']],
] as const)('%s', (name, program, options) => {
  const run = async (path: string, ...args: readonly string[]) => {
    const folder = await mkdtemp(join(project, 'run-'));
    return runProgram(folder, join(runtimes, 'node_modules', program), ...options, join(programs, path), ...args);
  };

  it('packs and verifies 30,000 records, with threads', async () => {
    const said = JSON.parse(await run('tests/packed/services/pack-and-verify.ts', 'of-many.scelle'));
    expect(said).toEqual({ verdict: 'accepted', records: 30_000, warnings: [] });
  });

  it('ends what does not end by itself', async () => {
    expect(JSON.parse(await run('tests/packed/services/hanging-kms.ts'))).toMatchObject({ ended: 3 });
    const { said } = JSON.parse(await run('tests/packed/services/hostile-profile.ts'));
    expect(said).toMatchObject({ 'by one that never ends': 'TimeoutError', 'by the first again': ['accepted'] });
  });

  it('converts records', async () => {
    expect(await run('shown/packages-formats-README.md.ts')).toBe(await readPackageOutput('formats'));
  });

  // Stations are for Node and Bun: Deno does not read the certificates that theirs are made with.
  const ofStations = name === 'Bun' ? ['record-sink'] : [];
  it.each(['own-profile', 'signer-behind-an-interface', 'verify-before-import', ...ofStations])(
    'runs the example %s',
    async (example) => expect(await run(`examples/${example}/src/main.ts`)).toBe(await readShownOutput(example)),
  );
});
