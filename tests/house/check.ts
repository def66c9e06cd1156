import { findCircles, findFolderCircles, findMutualPairs } from './directions.ts';
import { listPackages, readSources } from './imports.ts';
import { findOutside } from './ledger-room.ts';

// Fails where folders of a package import each other, or files or folders reach each other in a circle, types included;
// and where something else than the room of the ledger speaks SQL to it.

const faults = listPackages().flatMap((name) => {
  const files = readSources(name);
  return [
    ...findMutualPairs(files).map(({ there, back }) => `two folders import each other: ${there}, and ${back}`),
    ...findCircles(files).map((circle) => `a circle of files: ${circle.join(', ')}`),
    ...findFolderCircles(files).map((circle) => `a circle of folders: ${circle.join(', ')}`),
    ...findOutside(files).map((path) => `SQL outside of station/src/ledger: ${path}`),
  ];
});
for (const fault of faults) console.error(fault);
if (faults.length > 0)
  console.error('Folders of a package import one way, and one room knows the ledger: docs/design.md.');
process.exitCode = faults.length === 0 ? 0 : 1;
