import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** One source file of a package, and the files of the same package that it imports, types and lazy imports included. */
export interface SourceFile {
  /** Path from the root of the checkout, with `/`. */
  readonly path: string;
  readonly lines: number;
  /** Paths like `path`. */
  readonly imports: readonly string[];
}

const PACKAGES = new URL('../../packages/', import.meta.url).pathname;
const ROOT = new URL('../../', import.meta.url).pathname;

// Statements only: an import begins a line. Inside a statement nothing but names, braces and commas stands.
const STATEMENT = /^(?:import|export)\s(?:[\w\s{},*$]*?\sfrom\s+)?'(\.[^']+)'/gm;
const LAZY = /\bimport\('(\.[^']+)'\)/g;

/** The names of all packages of the workspace. */
export function listPackages(): string[] {
  return readdirSync(PACKAGES).sort();
}

/** Every TypeScript file in the `src` folder of a package, in the order of their paths. */
export function readSources(name: string): SourceFile[] {
  const folder = join(PACKAGES, name, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => toSourceFile(join(folder, path)));
}

function toSourceFile(file: string): SourceFile {
  const text = readFileSync(file, 'utf8');
  const specifiers = [...text.matchAll(STATEMENT), ...text.matchAll(LAZY)].map(([, specifier]) => specifier!);
  return {
    path: relative(ROOT, file),
    lines: text.split('\n').length - 1,
    imports: specifiers.map((specifier) => relative(ROOT, join(dirname(file), specifier))),
  };
}
