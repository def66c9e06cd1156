import { findCircles, findFolderCircles, findMutualPairs } from './directions.ts';
import { listPackages, readSources } from './imports.ts';

// Fails where folders of a package import each other, or files or folders reach each other in a circle, types included.

const faults = listPackages().flatMap((name) => {
  const files = readSources(name);
  return [
    ...findMutualPairs(files).map(({ there, back }) => `two folders import each other: ${there}, and ${back}`),
    ...findCircles(files).map((circle) => `a circle of files: ${circle.join(', ')}`),
    ...findFolderCircles(files).map((circle) => `a circle of folders: ${circle.join(', ')}`),
  ];
});
for (const fault of faults) console.error(fault);
if (faults.length > 0) console.error('Folders of a package import one way: docs/design.md has their order.');
process.exitCode = faults.length === 0 ? 0 : 1;
