import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeWithTools } from '@scelle/testkit';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listLoadedModules } from './loaded-modules.ts';
import { installInto, packPackages, workspaceModules, workspaceProgram } from './packed-packages.ts';
import { runProgram } from './run-program.ts';

/** One installation for all tests: it takes longer than all of them. */
let root = '';
let project = '';
let tarballs: readonly string[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'scelle-packages-'));
  project = join(root, 'project');
  tarballs = await packPackages(await mkdtemp(join(root, 'tarballs-')));
  await installInto(project, tarballs);
}, 180_000);

afterAll(() => rm(root, { recursive: true, force: true }));

describeWithTools(['tar'], 'the tarballs', () => {
  it('are those of the public packages', () => {
    const names = tarballs.map((path) => basename(path).replace(/-\d.*$/, ''));
    expect(names).toEqual([
      'scelle-cli',
      'scelle-core',
      'scelle-formats',
      'scelle-interconnect',
      'scelle-media',
      'scelle-station',
      'scelle-synthetic',
      'scelle-verify',
    ]);
  });

  it('hold the license, the sources and what was built of them, and nothing else', async () => {
    for (const tarball of tarballs) {
      const members = (await runProgram(root, 'tar', 'tf', tarball)).trim().split('\n');
      expect(members).toEqual(
        expect.arrayContaining(['package/LICENSE', 'package/src/index.ts', 'package/dist/index.js']),
      );
      const others = members.filter(
        (name) =>
          !/^package\/((dist|src)\/(.+\.(ts|js|map)|THIRD-PARTY\.txt)|src\/.+\/README\.md|(dist\/)?disc-files\/.+)$/.test(
            name,
          ),
      );
      // That of mapping files, for editors.
      const schemas = tarball.includes('formats') ? ['package/mapping.schema.json'] : [];
      expect(others.sort()).toEqual(['package/LICENSE', 'package/README.md', ...schemas, 'package/package.json']);
    }
  });

  it('satisfy publint', async () => {
    for (const path of tarballs) {
      const tarball = new Uint8Array(await readFile(path)).buffer;
      expect((await publint({ pack: { tarball }, strict: true })).messages, path).toEqual([]);
    }
  });
});

describe('the installed packages', () => {
  const consumer = `
    import { exitStatus } from '@scelle/cli';
    import { createBatch, generateSecretKey, type Manifest, parsePublicKey, type Signer } from '@scelle/core';
    import { importFormats } from '@scelle/formats';
    import { createReceiverHandler, type Reception, type UploadStore } from '@scelle/interconnect';
    import { discTypes } from '@scelle/media';
    import { createReception, openTarget, type Settings, type Station } from '@scelle/station';
    import { generateRecords } from '@scelle/synthetic';
    import { type Policy, verifyBatch, type VerificationReport } from '@scelle/verify';

    const signer: Signer = generateSecretKey();
    const count: number = [...generateRecords({ records: 3, segments: 'none', seed: 1 })].length;
    export type Judge = (manifest: Manifest, policy: Policy) => VerificationReport;
    export const receive = (station: Station, settings: Settings, store: UploadStore) => {
      const reception: Reception = createReception(station, settings);
      return createReceiverHandler({ reception, store });
    };
    console.log(exitStatus.done, signer.publicKey.length, count, typeof createBatch, typeof verifyBatch, typeof parsePublicKey);
    console.log(typeof importFormats, typeof discTypes);
    // @ts-expect-error what is not exported cannot be reached
    import('@scelle/core/src/index.ts').catch((error) => console.log(error.code));
    const target = { url: 'postgresql://me@127.0.0.1/evidence', base: '.', segmentsFolder: null };
    openTarget(target).catch((error) => console.log(error.code));
  `;

  it('have types that a strict project compiles against, declarations included, and modules that it runs', async () => {
    await writeFile(join(project, 'consumer.ts'), consumer);
    const types = join(workspaceModules, '@types');
    const options = `--strict --skipLibCheck false --typeRoots ${types} --types node --module nodenext --target es2024`;
    const more = '--lib es2024,dom,esnext.disposable --outDir out';
    await runProgram(project, workspaceProgram('tsc'), 'consumer.ts', ...`${options} ${more}`.split(' '));
    const said = await runProgram(project, process.execPath, 'out/consumer.js');
    expect(said.split('\n').sort()).toEqual([
      '',
      '0 32 3 function function function',
      'ERR_PACKAGE_PATH_NOT_EXPORTED',
      'database-client-missing',
      'object object',
    ]);
  });

  it('bring no client of a database with them', async () => {
    const installed = await readdir(join(project, 'node_modules'));
    const clients = ['pg', 'pg-copy-streams', 'ioredis', '@redis'];
    expect(clients.filter((name) => installed.includes(name))).toEqual([]);
  });

  it('have a command that makes keys and records, and packs and verifies them', async () => {
    const scelle = (line: string) => runProgram(project, 'node_modules/.bin/scelle', ...line.split(' '));
    expect(await scelle('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
    await scelle('keygen signing tmg --no-passphrase');
    await scelle('keygen opening arcom --no-passphrase');
    await scelle('generate --records 50 --segments tenth --seed 1 --out day');
    await scelle(
      'pack day/records.jsonl --segments day/segments --content day/content.json --profile ip-evidence-test/1 ' +
        '--sender tmg --recipient arcom --stream music --sequence 1 --key tmg.key ' +
        '--recipient-key arcom.recipient --out .',
    );
    expect(await readdir(project)).toContain('tmg.arcom.music.000001.scelle');
    const verify = 'verify tmg.arcom.music.000001.scelle --signer tmg=tmg.pub --identity arcom.identity';
    expect(JSON.parse(await scelle(`--json ${verify}`))).toMatchObject({ verdict: 'accepted', level: 'full' });
  });
});

describeWithTools(['tar'], 'the command, unpacked where nothing is installed', () => {
  const bin = 'package/dist/bin.js';
  const batch = 'tmg.arcom.music.000001.scelle';
  let folder = '';
  const scelle = (line: string) => runProgram(folder, process.execPath, bin, ...line.split(' '));

  beforeAll(async () => {
    folder = await mkdtemp(join(root, 'alone-'));
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
    const tarball = tarballs.find((path) => basename(path).startsWith('scelle-cli-'))!;
    await runProgram(folder, 'tar', 'xf', tarball);
  });

  it('packs and verifies a batch that threads work on', async () => {
    await scelle('keygen signing tmg --no-passphrase');
    await scelle('keygen opening arcom --no-passphrase');
    await scelle('generate --records 20000 --segments none --seed 1 --out day');
    await scelle(
      'pack day/records.jsonl --content day/content.json --profile ip-evidence-test/1 --sender tmg --recipient arcom ' +
        '--stream music --sequence 1 --key tmg.key --recipient-key arcom.recipient --out .',
    );
    const report = await scelle(`--json verify ${batch} --signer tmg=tmg.pub --identity arcom.identity`);
    expect(JSON.parse(report)).toMatchObject({ verdict: 'accepted', level: 'full' });
  });

  it('depends on nothing, and names the licences of what has become part of it', async () => {
    const manifest = JSON.parse(await readFile(join(folder, 'package/package.json'), 'utf8'));
    expect(manifest).not.toHaveProperty('dependencies');
    const licences = await readFile(join(folder, 'package/dist/THIRD-PARTY.txt'), 'utf8');
    for (const name of ['commander', 'libsodium', 'tar-stream', 'zod']) {
      expect(licences).toMatch(new RegExp(`^${name} [0-9.]+ \\(\\S+\\)\n\n.*Copyright`, 'ms'));
    }
  });

  it.each([
    [['--version'], ['bin.js', 'program.js', 'run.js'], ['libsodium', 'ZodType']],
    [['--help'], ['bin.js', 'program.js', 'run.js'], ['libsodium', 'ZodType']],
    [['inspect', batch], ['bin.js', 'inspect.js', 'program.js', 'reading.js', 'run.js'], ['libsodium']],
  ])('loads for %j few files, and nothing in them that takes long and is not needed', async (args, files, unneeded) => {
    const modules = await listLoadedModules(folder, bin, ...args);
    const paths = modules.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
    expect(paths.map((path) => basename(path)).sort()).toEqual(files);
    for (const path of paths) {
      const code = await readFile(path, 'utf8');
      for (const word of unneeded) expect(code, path).not.toContain(word);
    }
    for (const slow of ['node:child_process', 'node:worker_threads', 'node:zlib']) expect(modules).not.toContain(slow);
  });
});
