import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describeWithTools } from '@scelle/testkit';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installInto, packPackages, workspaceProgram } from './packed-packages.ts';
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
  it('are those of the four public packages', () => {
    const names = tarballs.map((path) => basename(path).replace(/-\d.*$/, ''));
    expect(names).toEqual(['scelle-cli', 'scelle-core', 'scelle-synthetic', 'scelle-verify']);
  });

  it('hold the license, the sources and what was built of them, and nothing else', async () => {
    for (const tarball of tarballs) {
      const members = (await runProgram(root, 'tar', 'tf', tarball)).trim().split('\n');
      expect(members).toEqual(
        expect.arrayContaining(['package/LICENSE', 'package/src/index.ts', 'package/dist/index.js']),
      );
      const others = members.filter((name) => !/^package\/(dist|src)\/.+\.(ts|js|map)$/.test(name));
      expect(others.sort()).toEqual(['package/LICENSE', 'package/README.md', 'package/package.json']);
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
    import { createBatch, generateSecretKey, type Manifest, parsePublicKey, type Signer } from '@scelle/core';
    import { generateRecords } from '@scelle/synthetic';
    import { type Policy, verifyBatch, type VerificationReport } from '@scelle/verify';

    const signer: Signer = generateSecretKey();
    const count: number = [...generateRecords({ records: 3, segments: 'none', seed: 1 })].length;
    export type Judge = (manifest: Manifest, policy: Policy) => VerificationReport;
    console.log(signer.publicKey.length, count, typeof createBatch, typeof verifyBatch, typeof parsePublicKey);
    // @ts-expect-error what is not exported cannot be reached
    import('@scelle/core/src/index.ts').catch((error) => console.log(error.code));
  `;

  it('have types that a strict project compiles against, and modules that it runs', async () => {
    await writeFile(join(project, 'consumer.ts'), consumer);
    const options = '--strict --module nodenext --target es2024 --lib es2024,dom,esnext.disposable --outDir out';
    await runProgram(project, workspaceProgram('tsc'), 'consumer.ts', ...options.split(' '));
    const said = await runProgram(project, process.execPath, 'out/consumer.js');
    expect(said).toBe('32 3 function function function\nERR_PACKAGE_PATH_NOT_EXPORTED\n');
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
