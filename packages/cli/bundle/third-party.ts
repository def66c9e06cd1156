import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

/** Where the licences of what is bundled stand, beside the bundle. */
const THIRD_PARTY_FILE = 'THIRD-PARTY.txt';

/** The folder of the installed package that a module belongs to. */
const PACKAGE_FOLDER = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/**
 * Collects the licences of all packages of others that have come into the bundle; `licences` has those that their package
 * lacks. Fails where there is none.
 */
export function thirdParty(): Plugin {
  return {
    name: 'third-party',
    async generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      const folders = new Set(modules.flatMap((module) => PACKAGE_FOLDER.exec(module) ?? []));
      const notices = await Promise.all([...folders].map(readNotice));
      this.emitFile({
        type: 'asset',
        fileName: THIRD_PARTY_FILE,
        source: notices.sort().join(`\n${'-'.repeat(80)}\n\n`),
      });
    },
  };
}

async function readNotice(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  ) as InstalledPackage;
  const texts = await Promise.all((await findLicences(folder, name)).map((file) => readFile(file, 'utf8')));
  return `${name} ${version} (${license})\n\n${texts.map((text) => `${text.trim()}\n`).join('\n')}`;
}

async function findLicences(folder: string, name: string): Promise<readonly string[]> {
  const files = (await readdir(folder)).filter((file) => /^(?:licen[cs]e|notice|copying)/i.test(file)).sort();
  if (files.length > 0) return files.map((file) => join(folder, file));
  const ours = join(import.meta.dirname, 'licences', `${name}.txt`);
  if (existsSync(ours)) return [ours];
  throw new Error(`${name} has no licence file. Put the one of its repository at ${ours}.`);
}
