import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

// Prints in how many of our source files something runs for a command, from its declaration to the bytes: whoever
// follows the command has these to open. `node tests/house/files-to-open.ts [ROOT]`, ROOT another checkout.

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
}

const root = process.argv[2] ?? new URL('../../', import.meta.url).pathname;
const parties = ['tmg', 'arcom', 'gate'] as const;
const folder = mkdtempSync(join(tmpdir(), 'scelle-house-'));
const scelle = ['--conditions=@scelle/source', join(root, 'packages/cli/src/bin.ts')];

function run(command: string, environment: NodeJS.ProcessEnv = process.env): string {
  const args = [...scelle, ...command.split(' ')];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
  });
  // With 3 and 5 nothing has failed.
  if (![0, 3, 5].includes(status ?? 70)) throw new Error(`scelle ${command}: ${status} ${stderr}`);
  return stdout;
}

/** Files in which a function ran, but for what every module does when it is loaded. */
function countFiles(command: string): number {
  const coverage = join(folder, 'coverage');
  run(command, { ...process.env, NODE_V8_COVERAGE: coverage });
  const files = new Set<string>();
  for (const name of readdirSync(coverage)) {
    const { result } = JSON.parse(readFileSync(join(coverage, name), 'utf8')) as Coverage;
    for (const { url, functions } of result) {
      const isOurs = /\/packages\/\w+\/src\//.test(url) && !url.includes('node_modules');
      const hasRun = functions.some(({ functionName, ranges }) => functionName !== '' && ranges[0]!.count > 0);
      if (isOurs && hasRun) files.add(url);
    }
  }
  rmSync(coverage, { recursive: true });
  return files.size;
}

function makeStations(): void {
  run('generate --records 3000 --segments tenth --seed house --out day');
  for (const [name, role] of [
    ['tmg', 'collector'],
    ['arcom', 'authority'],
    ['gate', 'gateway --for arcom'],
  ] as const) {
    run(`init ${name} --name ${name} --role ${role} --no-passphrase`);
    const settings = join(folder, name, 'scelle.toml');
    writeFileSync(settings, readFileSync(settings, 'utf8').replace('test-profiles = false', 'test-profiles = true'));
  }
  introduce();
}

/** Lets the others know the newest card of a party. */
function tell(from: string, ...others: readonly string[]): void {
  writeFileSync(join(folder, `${from}.card`), run(`card --station ${from}`));
  for (const to of others) run(`peer add ${from}.card --yes --station ${to}`);
}

function introduce(): void {
  for (const name of parties) tell(name, ...parties.filter((other) => other !== name));
}

/** A gateway, and a card of the authority that tells where it is. */
async function serve(): Promise<ChildProcess> {
  const server = spawn(process.execPath, [...scelle, 'serve', '--station', 'gate', '--listen', '127.0.0.1:0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  server.stdout.resume();
  for await (const line of createInterface({ input: server.stderr })) {
    const [, port] = /^Receiving on port (\d+)/.exec(line) ?? [];
    if (port === undefined) continue;
    run(`card --address https://127.0.0.1:${port} --station gate`);
    tell('gate', 'arcom');
    run('card --gateway gate --station arcom');
    tell('arcom', 'gate', 'tmg');
    break;
  }
  server.stderr.resume();
  return server;
}

const pack = 'pack day/records.jsonl --segments day/segments --content day/content.json --profile ip-evidence-test/1';
const batch = (number: number) => `tmg/outbox/tmg.arcom.music.00000${number}.scelle`;
try {
  makeStations();
  const counts: Record<string, number> = { pack: countFiles(`${pack} --to arcom --stream music --station tmg`) };
  const keys = '--signer tmg=tmg/keys/signing.pub --identity arcom/keys/opening.identity';
  counts['verify in full'] = countFiles(`verify ${batch(1)} ${keys}`);
  counts['receive'] = countFiles(`receive ${batch(1)} --station arcom`);
  run('process --station arcom');
  counts['import'] = countFiles('import --pending --into sqlite:evidence.db --station arcom');
  counts['media write'] = countFiles(`media write ${batch(1)} --out discs --key tmg/keys/signing.key`);
  run(`${pack} --to arcom --stream film --station tmg`);
  const server = await serve();
  counts['send'] = countFiles('send --pending --to arcom --station tmg');
  server.kill();
  console.table(counts);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
