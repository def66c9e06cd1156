import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { installResident, installScelle } from '../e2e/scelle-command.ts';
import { readText, repository, type Session, sessionsOf } from './pages.ts';

const file = 'docs/operations.md';
const clock = join(repository, 'tests/docs/later.ts');
const compileCache = join(repository, 'node_modules/.cache/compile');

/** `SCELLE_UPDATE_DOCS=1` writes what was shown into the page instead: read the difference before keeping it. */
const isUpdating = process.env['SCELLE_UPDATE_DOCS'] === '1';

describe('the sessions of docs/operations.md', () => {
  it('show what the page says, from top to bottom', async () => {
    const folder = await temporaryFolder();
    const tools = await installTools(folder);
    const page = readText(file);
    const shown: Session[] = [];
    const ports = await findFreePorts();
    for (const session of sessionsOf(page)) {
      const command = withPorts(session.command, ports);
      const output = await runCommand(folder, tools, { ...session, command });
      shown.push({ ...session, output: withoutPorts(output, ports) });
    }
    if (isUpdating) await writeFile(join(repository, file), withSessions(page, shown));
    else expect(shown.map(withoutChance)).toEqual(sessionsOf(page).map(withoutChance));
  }, 600_000);
});

/** Folders with the command `scelle`, of which one is to come first in PATH. */
interface Tools {
  /** Each call is a process of its own. */
  readonly processes: string;
  /** One process runs all the calls, which takes a fraction of the time. */
  readonly resident: string;
}

async function installTools(folder: string): Promise<Tools> {
  const tools = { processes: join(folder, '.processes'), resident: join(folder, '.resident') };
  await installScelle(tools.processes);
  onTestFinished(await installResident(tools.resident));
  return tools;
}

/** What a command shows on a terminal, whatever its exit status; the folder is one that a person may have. */
async function runCommand(cwd: string, tools: Tools, { command, daysLater }: Session): Promise<string> {
  const later = { NODE_OPTIONS: `--import=${clock}`, DAYS_LATER: String(daysLater) };
  const isAlone = daysLater > 0 || command.endsWith(' &');
  const path = `${isAlone ? tools.processes : tools.resident}:${process.env['PATH'] ?? ''}`;
  const env = { PATH: path, LC_ALL: 'C', NODE_COMPILE_CACHE: compileCache, ...(daysLater > 0 && later) };
  if (command.endsWith(' &')) return startReceiver(cwd, env, command);
  return new Promise((resolve) => {
    execFile('sh', ['-c', `exec 2>&1; ${command}`], { cwd, env }, (_, stdout) => {
      resolve(
        stdout
          .replaceAll(cwd, '/home/desk')
          .replace(/(?<=Z {2})\S+@\S+/g, 'operator@desk')
          .replaceAll(/[ \t]+$/gm, ''),
      );
    });
  });
}

/** A command that stays in the background, until the test ends; it is there once it listens. */
async function startReceiver(cwd: string, env: NodeJS.ProcessEnv, command: string): Promise<string> {
  const child = spawn('sh', ['-c', `exec ${command.slice(0, -2)}`], { cwd, env, stdio: 'ignore' });
  onTestFinished(() => void child.kill());
  const [, log] = /2> (\S+)/.exec(command)!;
  while (!(await readFile(join(cwd, log!), 'utf8').catch(() => '')).includes('Receiving')) {
    if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}`);
    await setTimeout(20);
  }
  return '';
}

/** The ports of the page may be in use; each is a free one while the page is run. */
const pagePorts = ['8443', '9464'];

async function findFreePorts(): Promise<readonly string[]> {
  const servers = pagePorts.map(() => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => String((server.address() as AddressInfo).port));
  for (const server of servers) server.close();
  return ports;
}

function withPorts(command: string, ports: readonly string[]): string {
  return pagePorts.reduce((text, port, index) => text.replaceAll(port, ports[index]!), command);
}

function withoutPorts(output: string, ports: readonly string[]): string {
  return ports.reduce((text, port, index) => text.replaceAll(port, pagePorts[index]!), output);
}

/** What differs from run to run is named; the rest is compared to the letter. */
function withoutChance({ command, output }: Session): { readonly command: string; readonly lines: readonly string[] } {
  const lines = output
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{3})?(?:Z| UTC)/g, 'TIME')
    .replace(/\b[0-9a-f]{64}\b/g, 'DIGEST')
    .replace(/\b[0-9a-f]{32}\b/g, 'SEED')
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'ID')
    .replace(/\b[0-9A-F]{16}\b/g, 'KEYID')
    .replace(/\b(?:RWR?[A-Za-z0-9+/=]{50,})/g, 'KEY')
    .replace(/\bage1[0-9a-z]+/g, 'RECIPIENT')
    .replace(/(?<=quarantine\/\S*\.)[0-9a-f]{16}/g, 'MARK')
    .replace(/(?<=bytes=|Blocks to ask the sender for: )\d+|\d+(?= B\b| MiB| bytes lost| (?:content )?blocks)/g, 'N')
    .replace(/(?<=^words {3}|^words on the labels: ).+$/gm, 'WORDS')
    .replace(/scelle [\d.]+, Node .*?;/g, 'VERSIONS;')
    .replace(/^ {2,}(?: ?\d+ [a-z]+ *){4}$/gm, 'WORDS')
    .split('\n')
    // Columns are as wide as what stands in them.
    .map((line) => line.replaceAll(/ {2,}/g, '  ').trimEnd())
    .filter((line) => line !== '');
  return { command, lines };
}

/** The page with what was shown under each of its commands. */
function withSessions(page: string, shown: readonly Session[]): string {
  const left = [...shown];
  return page.replaceAll(/^```(console.*)\n([\s\S]*?)^```$/gm, (_, kind: string, block: string) => {
    const here = left.splice(0, sessionsOf(`\`\`\`console\n${block}\`\`\`\n`).length);
    const text = here.map(({ command, output }) => `$ ${command}\n${output === '' ? '' : `${output.trimEnd()}\n`}`);
    return `\`\`\`${kind}\n${text.join('')}\`\`\``;
  });
}
