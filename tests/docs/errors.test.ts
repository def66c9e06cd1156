import { describe, expect, it } from 'vitest';
import { type CliErrorCode, statusOfCliCode } from '../../packages/cli/src/errors/codes.ts';
import { statusOfCode } from '../../packages/cli/src/exit-status.ts';
import { listFiles, readText } from './pages.ts';

const page = readText('docs/errors.md');

describe.each(['core', 'verify', 'station', 'interconnect', 'formats', 'media', 'cli'])(
  'docs/errors.md on @scelle/%s',
  (name) => {
    const documented = documentedCodes(name);

    it('explains every code, once, and no other', () => {
      const codes = listFiles('codes.ts')
        .filter((path) => path.startsWith(`packages/${name}/src/`))
        .flatMap((path) => codesOf(readText(path)));
      expect(codes.length).toBeGreaterThan(10);
      expect(documented.map(({ code }) => code).sort()).toEqual(codes.sort());
    });

    it('gives the exit status to which a code leads', () => {
      const wrong = documented.filter(({ code, status }) => status !== undefined && status !== statusOf(name, code));
      expect(wrong).toEqual([]);
    });
  },
);

interface Documented {
  readonly code: string;
  /** Absent where a verdict, and not the code, decides. */
  readonly status?: number;
}

/** The first cells of the tables in the part of the page about a package. */
function documentedCodes(name: string): Documented[] {
  const part = page.split(/^## @scelle\//m).find((section) => section.startsWith(`${name}\n`)) ?? '';
  return [...part.matchAll(/^\| `([a-z0-9-]+)` \| (?:(\d+) \|)?/gm)].map(([, code, status]) => ({
    code: code!,
    ...(status !== undefined && { status: Number(status) }),
  }));
}

/** The members of a union. */
function codesOf(source: string): string[] {
  return [...source.matchAll(/[|=] '([a-z0-9-]+)'/g)].map(([, code]) => code!);
}

function statusOf(name: string, code: string): number {
  return name === 'cli' ? statusOfCliCode(code as CliErrorCode) : statusOfCode(code);
}
