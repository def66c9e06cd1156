import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ipEvidence, ipEvidenceTest, limits } from '@scelle/core';
import { describeWithTools, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { listFiles, readText, repository, sessionsOf } from './pages.ts';

const page = readText('docs/format.md');
const run = promisify(execFile);

const tools = ['tar', 'minisign', 'age', 'zstd', 'sha256sum', 'base64', 'b2sum', 'openssl'] as const;

describeWithTools(tools, 'the sessions of docs/format.md', () => {
  it('print what the page shows', async () => {
    const folder = await temporaryFolder();
    await cp(join(repository, 'docs/example'), folder, { recursive: true });
    for (const { command, output } of sessionsOf(page)) {
      expect({ command, output: await runCommand(command, folder) }).toEqual({ command, output });
    }
  });
});

describe('the tables of docs/format.md', () => {
  it('name every word for a kind of document that the sources have, and no other', () => {
    const sources = listFiles('.ts').filter((file) => /^packages\/[a-z]+\/src\//.test(file));
    const words = sources.flatMap((file) => readText(file).match(/\bscelle\.[a-z-]+\/\d+/g) ?? []);
    const listed = [...page.matchAll(/^\| (`scelle\..*?) \|/gm)].flatMap(([, cell]) => cell!.match(/scelle\.[^`]+/g)!);
    // The first version of the report is written as a template, with the number that the caller asked for.
    expect(listed.toSorted()).toEqual([...new Set([...words, 'scelle.report/1'])].toSorted());
  });

  it('name the special-purpose ranges of the sources, in their order', () => {
    const source = readText('packages/core/src/record/address.ts');
    const ranges = [...source.matchAll(/range: '([^']+)'/g)].map(([, range]) => range);
    expect(ranges.length).toBeGreaterThan(20);
    expect([...page.matchAll(/^\| `([0-9a-f:.]+\/\d+)` \|/gm)].map(([, range]) => range)).toEqual(ranges);
  });

  it('name the built-in profiles and the limits', () => {
    for (const profile of [ipEvidence, ipEvidenceTest]) expect(page).toContain(profile.name);
    const section = /^## Limits$([\s\S]*?)^## /m.exec(page)?.[1] ?? '';
    for (const [name, limit] of Object.entries(limits)) {
      expect(section.includes(inUnit(limit)), `${name}: ${inUnit(limit)}`).toBe(true);
    }
  });
});

async function runCommand(command: string, folder: string): Promise<string> {
  const { stdout } = await run('bash', ['-c', command], { cwd: folder, env: { ...process.env, LC_ALL: 'C' } });
  return stdout;
}

function inUnit(limit: number): string {
  if (limit % 2 ** 20 === 0) return `${limit / 2 ** 20} MiB`;
  return limit % 2 ** 10 === 0 ? `${limit / 2 ** 10} KiB` : limit.toLocaleString('en');
}
