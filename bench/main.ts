import { chooseComparisons, describeMissing, withoutMissing } from './choose-comparisons.ts';
import { type Comparison, listComparisons } from './comparisons.ts';
import { compare } from './measure/compare.ts';
import { type BenchOptions, parseOptions, usage } from './options.ts';
import { judgeGoals } from './report/judge-goals.ts';
import type { ComparisonResult } from './report/report.ts';
import { renderTables } from './report/tables.ts';
import { writeReport } from './report/write-report.ts';
import { startCluster } from './setting/cluster.ts';
import { writeDataSet } from './setting/data-sets.ts';
import { makeKeys } from './setting/keys.ts';
import { describeMachine } from './setting/machine.ts';
import { findTools } from './setting/tools.ts';
import { openWorkplace, type Workplace } from './setting/workplace.ts';

// An interruption ends the job that is running, which ends the benchmark with its clean-up.
process.on('SIGINT', () => undefined);

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === null) process.stdout.write(`${usage}\n`);
  else await run(options);
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function run(options: BenchOptions): Promise<void> {
  const startedAt = `${new Date().toISOString().slice(0, 19)}Z`;
  const tools = findTools();
  const chosen = chooseComparisons(listComparisons(options), options.only);
  await using cluster = await startCluster(chosen);
  await using workplace = await openWorkplace(options, cluster?.environment ?? {});
  await using _keys = await makeKeys(workplace, tools);

  const { quick, rounds } = options;
  const leftOut = describeMissing(chosen, tools);
  if (workplace.gnuTime === null) leftOut.push('CPU time and memory are left out, because GNU time is not installed.');
  const comparisons: ComparisonResult[] = [];
  const report = { startedAt, quick, rounds, machine: describeMachine(), tools, leftOut, comparisons };
  let files: readonly string[] = [];
  for (const comparison of chosen.map((each) => withoutMissing(each, tools))) {
    comparisons.push(await measure(workplace, comparison, comparison.isStaged ? 1 : rounds));
    // It takes long: whatever ends it loses nothing of what was measured.
    files = await writeReport(options.out, report);
  }
  process.stdout.write(renderTables(report));
  process.stdout.write(`\n${files.join('\n')}\n`);
}

async function measure(workplace: Workplace, comparison: Comparison, rounds: number): Promise<ComparisonResult> {
  const { id, title, data } = comparison;
  tell(`${id}: data`);
  const bytes = await writeDataSet(workplace, data);
  const entries = await compare(workplace, comparison, rounds, (round) => tell(`${id}: round ${round} of ${rounds}`));
  return { id, title, records: data.records, bytes, entries, goals: judgeGoals(comparison.goals, entries) };
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
