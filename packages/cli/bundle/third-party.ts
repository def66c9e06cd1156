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
  return `${name} ${version} (${license})\n\n${(await readLicence(folder, name)).trim()}\n`;
}

/** The licence files of a package; where it has none, what its README says, or the file of its repository, kept here. */
async function readLicence(folder: string, name: string): Promise<string> {
  const files = (await readdir(folder)).filter((file) => /^(?:licen[cs]e|notice|copying)/i.test(file)).sort();
  if (files.length > 0)
    return (await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))).join('\n');
  const section = /^#+ licen[cs]e\n(?<text>[^#]*permission is hereby granted[^#]*)/im.exec(await readReadme(folder));
  if (section?.groups?.['text'] !== undefined) return section.groups['text'];
  const ours = join(import.meta.dirname, 'licences', `${name}.txt`);
  if (existsSync(ours)) return readFile(ours, 'utf8');
  throw new Error(`${name} has no licence file. Put the one of its repository at ${ours}.`);
}

async function readReadme(folder: string): Promise<string> {
  const path = join(folder, 'README.md');
  return existsSync(path) ? readFile(path, 'utf8') : '';
}
