import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { readPackageOutput, readShownOutput } from '../examples/run-example.ts';
import { workspaceProgram } from '../packaging/packed-packages.ts';
import { runProgram } from '../packaging/run-program.ts';
import { nodes } from './nodes.ts';

const { project } = inject('stranger');
const repository = join(import.meta.dirname, '../..');
const built = join(project, 'built');
const examples = (await readdir(join(project, 'programs/examples'))).sort();
const shown = (await readdir(join(repository, 'packages'))).filter((name) => name !== 'testkit');

/** The programs as an old compiler would have made them: without `using`, which the oldest Node does not know. */
beforeAll(async () => {
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2024', 'dom', 'esnext.disposable'],
    module: 'nodenext',
    rewriteRelativeImportExtensions: true,
    types: ['node'],
    rootDir: join(project, 'programs'),
    outDir: built,
  };
  const config = join(project, 'tsconfig.json');
  await writeFile(config, JSON.stringify({ compilerOptions, include: [join(project, 'programs')] }));
  await runProgram(project, workspaceProgram('tsc'), '-p', config);
});

describe.each(Object.entries(nodes))('on the %s Node', (_, node) => {
  /** Runs a program in a folder of its own: what it prints. */
  const run = async (program: string) => runProgram(await mkdtemp(join(project, 'run-')), node, join(built, program));

  it.each(examples)('the example %s prints what its README shows', async (name) => {
    expect(await run(`examples/${name}/src/main.js`)).toBe(await readShownOutput(name));
  });

  it.each(shown)('the program in the README of %s prints what is shown there', async (name) => {
    expect(await run(`shown/packages-${name}-README.md.js`)).toBe(await readPackageOutput(name));
  });

  it('CommonJS takes every package by import(), and is told so by require()', async () => {
    const program = join(project, 'common.cjs');
    const names = shown.map((name) => `@scelle/${name}`);
    await writeFile(
      program,
      `const names = ${JSON.stringify(names)};
      (async () => {
        for (const name of names) await import(name);
        const { generateSecretKey } = await import('@scelle/core');
        console.log(generateSecretKey().publicKey.length);
        // In a process that has not loaded it yet.
        const { spawnSync } = require('node:child_process');
        const { stderr } = spawnSync(process.execPath, ['-e', "require('@scelle/core')"], { cwd: __dirname });
        console.log(/ERR_REQUIRE_ASYNC_MODULE/.test(stderr));
      })();`,
    );
    expect(await runProgram(project, node, program)).toBe('32\ntrue\n');
  });

  it('an intake over HTTP answers once records are durable, although the key management service was down', async () => {
    const { told, ...sealed } = JSON.parse(await run('tests/packed/services/http-intake.js'));
    const taken = { status: 201, sealed: 100, refused: [] };
    const refused = { status: 422, sealed: 0, refused: ['record-field-missing', 'json-syntax'] };
    expect(told).toEqual([taken, taken, taken, taken, refused, null]);
    expect(sealed).toEqual({ records: 400, hasSeveralBatches: true });
  });

  it('nobody waits for a key management service that hangs, and nothing is lost by it', async () => {
    const { said, ended } = JSON.parse(await run('tests/packed/services/hanging-kms.js'));
    const files = ['tmg.arcom.music.000001.scelle'];
    expect(said).toEqual(['TimeoutError', 0, 100, 'TimeoutError', files, 'TimeoutError', 'accepted']);
    expect(ended).toBe(3);
  });

  it('an own profile that throws, loops, is careless or stricter here than there accepts nothing and breaks nothing', async () => {
    const { said, files } = JSON.parse(await run('tests/packed/services/hostile-profile.js'));
    expect(said).toEqual({
      'packed by a sound one': { refused: [], sealed: 10 },
      'packed by one that throws': { refused: ['profile-failed'], sealed: 9 },
      'packed by a careless one': { refused: ['record-facts-invalid'], sealed: 9 },
      'verified by the first': ['accepted'],
      'by a stricter one': ['rejected', 'record-field-invalid'],
      'by one that throws': 'profile-failed',
      'by one that throws, without threads': 'profile-failed',
      'by one that never ends': 'TimeoutError',
      'by the first again': ['accepted'],
    });
    expect(files).toEqual(['careless.scelle', 'sound.scelle', 'throwing.scelle']);
  });
});
