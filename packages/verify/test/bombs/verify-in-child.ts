import { memorySource, openFileSource } from '@scelle/core';
import { craftBatch } from '@scelle/testkit';
import { outcomeOf, verifyIt } from '../trial.ts';

/**
 * Verifies the batches at the paths given, and prints their outcomes, and by how many MiB each raised the most resident
 * memory over that of an honest one and of those before.
 */
const results: { readonly outcome: string; readonly mebibytes: number }[] = [];
await verifyIt(memorySource(await craftBatch()));
for (const path of process.argv.slice(2)) {
  const before = process.resourceUsage().maxRSS;
  const source = await openFileSource(path);
  const outcome = outcomeOf(await verifyIt(source));
  await source.close();
  results.push({ outcome, mebibytes: (process.resourceUsage().maxRSS - before) / 1_024 });
}
process.stdout.write(JSON.stringify(results));
