#!/usr/bin/env node
import './passed-signals.ts';
import { setFlagsFromString } from 'node:v8';

/** The oldest Node on which the command runs, as the packages say under `engines`. */
const OLDEST_NODE = [22, 15] as const;

// Left to itself, V8 lets the young generation grow while records stream through it, by some 150 MB: it then collects
// less often, which saves no time that could be measured.
setFlagsFromString('--semi-space-growth-factor=1');

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  // Here, before anything is loaded that an older Node does not understand; in both languages, as none is known yet.
  const needed = OLDEST_NODE.join('.');
  process.stderr.write(
    `scelle: Node ${needed} or later is needed (Node ${needed} ou plus récent est nécessaire); this is ${process.version}.\n`,
  );
  process.exitCode = 4;
} else {
  const { run } = await import('./run.ts');
  process.exitCode = await run(process.argv.slice(2));
}
