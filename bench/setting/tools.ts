import { spawnSync } from 'node:child_process';
import { hasPostgres } from '@scelle/testkit';

/** The peers, each with the arguments that make it tell its version. */
const tools = {
  age: ['--version'],
  curl: ['--version'],
  gpg: ['--version'],
  minisign: ['-v'],
  openssl: ['version'],
  par2: ['--version'],
  psql: ['--version'],
  sha256sum: ['--version'],
  tar: ['--version'],
  zstd: ['--version'],
} as const satisfies Record<string, readonly string[]>;

/** A peer, as it is called. */
export type ToolName = keyof typeof tools;

/** The versions of the peers; null for those that are not installed. */
export function findTools(): Record<ToolName, string | null> {
  const found = Object.entries(tools).map(([name, args]) => {
    // A client alone has nobody to talk to.
    return [name, name === 'psql' && !hasPostgres() ? null : findVersion(name, args)];
  });
  return Object.fromEntries(found) as Record<ToolName, string | null>;
}

/** The path of GNU time, which tells what processes took of the machine; null where it is not installed. */
export function findGnuTime(): string | null {
  // Without a path, the shell would take its own word of that name.
  const path = spawnSync('bash', ['-c', 'type -P time'], { encoding: 'utf8' }).stdout.trim();
  return path !== '' && tell(path, ['--version'])?.includes('GNU') ? path : null;
}

function findVersion(program: string, args: readonly string[]): string | null {
  const told = tell(program, args);
  return told === null ? null : (/\d+(?:\.\d+)+/.exec(told)?.[0] ?? 'of unknown version');
}

function tell(program: string, args: readonly string[]): string | null {
  const { error, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return error === undefined ? `${stdout}${stderr}` : null;
}
