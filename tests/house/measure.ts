import { readFileSync } from 'node:fs';
import { findCircles, findFolderCircles, findMutualPairs } from './directions.ts';
import { listPackages, readSources, type SourceFile } from './imports.ts';

// Prints how the sources are laid out: `node tests/house/measure.ts [--verbose]`.

const verbose = process.argv.includes('--verbose');
const all: SourceFile[] = [];
for (const name of listPackages()) {
  const files = readSources(name);
  all.push(...files);
  const pairs = findMutualPairs(files);
  const circles = findCircles(files);
  const folders = findFolderCircles(files);
  console.log(
    `${name.padEnd(14)}${count(files.length, 'file')}, median ${median(files)} lines; ${pairs.length} mutual pairs, ` +
      `${circles.length} circles of files, ${folders.length} of folders; ${countNames(name)} names in "."`,
  );
  if (!verbose) continue;
  for (const { folders: pair, there, back } of pairs) console.log(`  ${pair.join(' ⇄ ')}\n    ${there}\n    ${back}`);
  for (const circle of circles) console.log(`  circle of files: ${circle.join(', ')}`);
  for (const circle of folders) console.log(`  circle of folders: ${circle.join(', ')}`);
}
console.log(`${'all'.padEnd(14)}${count(all.length, 'file')}, median ${median(all)} lines`);

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function median(files: readonly SourceFile[]): number {
  const lines = files.map((file) => file.lines).sort((a, b) => a - b);
  return lines[Math.floor(lines.length / 2)] ?? 0;
}

function countNames(name: string): number {
  const index = readFileSync(new URL(`../../packages/${name}/src/index.ts`, import.meta.url), 'utf8');
  return [...index.matchAll(/\{([^}]*)\}/g)].flatMap(([, names]) => names!.split(',')).filter((text) => text.trim())
    .length;
}
