import { dirname } from 'node:path';
import type { SourceFile } from './imports.ts';

/** Two folders of a package that import each other, with one import each way that shows it. */
export interface MutualPair {
  readonly folders: readonly [string, string];
  readonly there: string;
  readonly back: string;
}

/**
 * The pairs of folders whose files import each other, types included. A package's `index.ts` is left out: it names what
 * all folders give, and nothing inside the package imports it.
 */
export function findMutualPairs(files: readonly SourceFile[]): MutualPair[] {
  const arrows = new Map<string, string>();
  for (const { path, imports } of files) {
    if (isIndex(path)) continue;
    for (const target of imports) {
      const key = `${dirname(path)} ${dirname(target)}`;
      if (dirname(path) !== dirname(target) && !arrows.has(key)) arrows.set(key, `${path} → ${target}`);
    }
  }
  const pairs: MutualPair[] = [];
  for (const [key, there] of arrows) {
    const [from, to] = key.split(' ') as [string, string];
    const back = arrows.get(`${to} ${from}`);
    if (from < to && back !== undefined) pairs.push({ folders: [from, to], there, back });
  }
  return pairs;
}

/** The groups of files that reach each other by imports, types included: the strongly connected ones of two or more. */
export function findCircles(files: readonly SourceFile[]): string[][] {
  const imports = new Map(files.map((file) => [file.path, file.imports]));
  return findConnected([...imports.keys()], (path) => imports.get(path) ?? []);
}

/** The groups of folders that reach each other by imports, a package's `index.ts` left out. */
export function findFolderCircles(files: readonly SourceFile[]): string[][] {
  const arrows = new Map<string, Set<string>>();
  for (const { path, imports } of files) {
    if (isIndex(path)) continue;
    const targets = arrows.get(dirname(path)) ?? new Set();
    arrows.set(dirname(path), targets);
    for (const target of imports) if (dirname(target) !== dirname(path)) targets.add(dirname(target));
  }
  return findConnected([...arrows.keys()], (folder) => [...(arrows.get(folder) ?? [])]);
}

function isIndex(path: string): boolean {
  return /\/src\/(?:index|internal|browser)\.ts$/.test(path);
}

// Tarjan's algorithm: a node whose lowest reachable index is its own closes a group.
function findConnected(nodes: readonly string[], follow: (node: string) => readonly string[]): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const groups: string[][] = [];
  const visit = (node: string): void => {
    order.set(node, order.size);
    lowest.set(node, order.get(node)!);
    open.push(node);
    for (const next of follow(node)) {
      if (!order.has(next)) visit(next);
      if (open.includes(next)) lowest.set(node, Math.min(lowest.get(node)!, lowest.get(next)!));
    }
    if (lowest.get(node) !== order.get(node)) return;
    const group = open.splice(open.indexOf(node));
    if (group.length > 1) groups.push(group.sort());
  };
  for (const node of nodes) if (!order.has(node)) visit(node);
  return groups;
}
