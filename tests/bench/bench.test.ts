import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import type { BenchReport } from '../../bench/report/report.ts';

const run = promisify(execFile);
const main = ['--conditions=@scelle/source', fileURLToPath(new URL('../../bench/main.ts', import.meta.url))];
const little = ['--quick', '--from-source', '--records', '20', '--rounds', '1'];

describe('the benchmark', () => {
  it('measures us beside every installed peer, and writes what it found as JSON and as a page', async () => {
    const out = await temporaryFolder();
    const { stdout } = await run(process.execPath, [...main, ...little, '--only', 'pack,add-record', '--out', out]);
    const report = JSON.parse(await readFile(join(out, 'latest.json'), 'utf8')) as BenchReport;
    expect(report.comparisons.map(({ id }) => id)).toEqual(['pack', 'add-record']);
    const entries = report.comparisons.flatMap((comparison) => comparison.entries);
    expect(entries.map(({ name }) => name)).toEqual(expect.arrayContaining(['scelle pack', 'addRecord']));
    for (const { name, seconds, outputBytes } of entries) {
      expect({ name, isMeasured: seconds.median > 0 && Number(outputBytes) > 0 }).toEqual({ name, isMeasured: true });
      expect(stdout).toContain(name);
    }
    const page = await readFile(join(out, 'latest.html'), 'utf8');
    expect(page).toContain('Add records one at a time');
    expect(page).not.toMatch(/(?:src|href)=|url\(|NaN|undefined/);
  });
});
