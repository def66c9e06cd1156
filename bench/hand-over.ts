/**
 * Usage: hand-over.ts scelle|curl STATIONS BATCH. Hands the batch of the station `tmg` over TLS to a receiver that it
 * starts: `scelle send` to `scelle serve` of a copy of the stations, or `curl -T` to a bare server that writes to a file,
 * with the same certificates. Prints the seconds that the process took that sends.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';

const [way = '', stations = '', batch = ''] = process.argv.slice(2);
const { NODE: node = '', SCELLE: scelle = '' } = process.env;
const copy = `${stations}.copy`;
const parties = { tmg: join(copy, 'tmg'), arcom: join(copy, 'arcom') };

await rm(copy, { recursive: true, force: true });
await cp(stations, copy, { recursive: true });
const seconds = way === 'curl' ? await uploadWithCurl() : await sendWithScelle();
await rm(copy, { recursive: true });
process.stdout.write(`${seconds}\n`);

async function sendWithScelle(): Promise<number> {
  const port = await findFreePort();
  const settings = join(parties.arcom, 'scelle.toml');
  const text = await readFile(settings, 'utf8');
  await writeFile(settings, text.replace('single-host = false', 'single-host = true'));
  const card = callScelle('card', '--address', `https://127.0.0.1:${port}`, '--station', parties.arcom);
  await writeFile(join(copy, 'arcom.card'), card);
  callScelle('peer', 'add', join(copy, 'arcom.card'), '--yes', '--station', parties.tmg);
  const receiver = spawn(node, [scelle, 'serve', '--station', parties.arcom, '--listen', `127.0.0.1:${port}`]);
  await untilListening(receiver);
  try {
    return await timeProcess(node, [scelle, 'send', '--station', parties.tmg]);
  } finally {
    receiver.kill();
    await once(receiver, 'exit');
  }
}

async function uploadWithCurl(): Promise<number> {
  const identity = join(parties.arcom, 'keys', 'tls.pem');
  const pem = await readFile(identity);
  const options = { key: pem, cert: pem, minVersion: 'TLSv1.3', requestCert: true, rejectUnauthorized: false } as const;
  const server = createServer(options, async (request, response) => {
    await pipeline(request, createWriteStream(join(copy, 'uploaded')));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const address = `https://127.0.0.1:${port}/batch`;
  const caller = join(parties.tmg, 'keys', 'tls.pem');
  try {
    return await timeProcess('curl', ['-sS', '--fail', '-k', '--cert', caller, '-T', batch, address]);
  } finally {
    server.close();
  }
}

async function timeProcess(command: string, args: readonly string[]): Promise<number> {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error(`${command} ended with ${status}.`);
  return (performance.now() - start) / 1000;
}

function callScelle(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(node, [scelle, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`scelle ${args[0]} ended with ${status}: ${stderr}`);
  return stdout;
}

async function untilListening({ stderr }: ChildProcess): Promise<void> {
  let said = '';
  for await (const line of createInterface(stderr!)) {
    if (line.startsWith('Receiving')) return;
    said += line;
  }
  throw new Error(`scelle serve ended: ${said}`);
}

async function findFreePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
