import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file of declarations: what it declares, what it takes from others, and what it gives away. */
interface DeclarationFile {
  /** The text of each declaration, without its comments and private fields. */
  readonly declared: ReadonlyMap<string, string>;
  /** Where each imported name comes from. */
  readonly imported: ReadonlyMap<string, string>;
}

/** A type that stands in a public signature and that nobody outside can name. */
export interface NamelessType {
  readonly name: string;
  readonly usedBy: string;
}

/** Types of the package in `folder` that its public signatures name and its index does not export. */
export function findNamelessTypes(folder: string): readonly NamelessType[] {
  const index = join(folder, 'dist/index.d.ts');
  const exported = listExports(index);
  const found: NamelessType[] = [];
  for (const [name, file] of exported) {
    const { declared, imported } = readDeclarations(file);
    const text = declared.get(name) ?? '';
    for (const used of new Set(text.match(/\b[A-Z]\w*\b/g))) {
      const isOurs = declared.has(used) || imported.get(used)?.startsWith('.') === true;
      if (isOurs && used !== name && !exported.has(used)) found.push({ name: used, usedBy: name });
    }
  }
  return found;
}

/** The packages, other than Node and those of Scellé, whose types the public signatures name. */
export function findForeignTypes(folder: string): readonly string[] {
  const found = new Set<string>();
  for (const [name, file] of listExports(join(folder, 'dist/index.d.ts'))) {
    const { declared, imported } = readDeclarations(file);
    for (const used of declared.get(name)?.match(/\b[A-Za-z]\w*\b/g) ?? []) {
      const source = imported.get(used);
      if (source !== undefined && !/^(?:\.|node:|@scelle\/)/.test(source)) found.add(`${name}: ${source}`);
    }
  }
  return [...found];
}

/** What the public signatures name that siblings alone import: types of `…/internal`. */
export function findInternalTypes(folder: string): readonly string[] {
  const found = new Set<string>();
  for (const [name, file] of listExports(join(folder, 'dist/index.d.ts'))) {
    const { declared, imported } = readDeclarations(file);
    for (const used of declared.get(name)?.match(/\b[A-Z]\w*\b/g) ?? []) {
      if (imported.get(used)?.endsWith('/internal')) found.add(`${name}: ${used}`);
    }
  }
  return [...found];
}

/** The exported names, and the file that declares each. */
function listExports(index: string): ReadonlyMap<string, string> {
  const exported = new Map<string, string>();
  for (const [, names = '', path = ''] of readFileSync(index, 'utf8').matchAll(
    /export (?:type )?\{([^}]*)\} from '([^']+)'/g,
  )) {
    if (!path.startsWith('.')) continue;
    for (const name of listNames(names)) exported.set(name, join(dirname(index), path.replace(/\.[jt]s$/, '.d.ts')));
  }
  return exported;
}

function readDeclarations(file: string): DeclarationFile {
  const text = readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*(?:private|#).*$/gm, '');
  const imported = new Map<string, string>();
  for (const [, names = '', path = ''] of text.matchAll(/import (?:type )?\{([^}]*)\} from '([^']+)'/g)) {
    for (const name of listNames(names)) imported.set(name, path);
  }
  const declared = new Map<string, string>();
  const start =
    /^(?:export )?(?:declare )?(?:abstract )?(?:class|interface|type|const|function\*?|async function) (\w+)/;
  for (const part of text.split(/^(?=(?:export |declare |interface |type ))/m)) {
    const [, name] = start.exec(part) ?? [];
    // An overload adds to what stands there.
    if (name !== undefined) declared.set(name, (declared.get(name) ?? '') + part);
  }
  return { declared, imported };
}

function listNames(names: string): readonly string[] {
  return names
    .split(',')
    .map((name) =>
      name
        .trim()
        .replace(/^type /, '')
        .split(' as ')
        .at(-1)!
        .trim(),
    )
    .filter((name) => name !== '');
}
