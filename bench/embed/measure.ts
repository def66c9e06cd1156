/**
 * Usage: measure.ts PACKAGES WORK ARGUMENTS. Does one piece of work in this process, as a service would, with the packages
 * that were built in a folder, and prints what it found as JSON. `main.ts` calls it.
 */
import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type * as Core from '@scelle/core';
import type * as Verify from '@scelle/verify';
import { spreadOf } from '../measure/spread.ts';

const [packages = '', work = '', folder = '', ...given] = process.argv.slice(2);
const core: typeof Core = await import(join(packages, 'core/dist/index.js'));
const verify: typeof Verify = await import(join(packages, 'verify/dist/index.js'));

const signer = await core.parseSecretKey(await readFile(join(folder, 'tmg.key')), '');
const identities = await core.parseIdentityFile(await readFile(join(folder, 'arcom.identity')));
const recipient = core.parseRecipient((await readFile(join(folder, 'arcom.recipient'), 'utf8')).trim());

const policy: Verify.Policy = {
  keys: [{ role: 'sender', name: 'tmg', publicKey: { keyNumber: signer.keyNumber, key: signer.publicKey } }],
  requiredRoles: [],
  recipient: 'arcom',
  allowedRecipients: [recipient.text],
  profiles: [core.ipEvidenceTest],
  clockSkewSeconds: 300,
  maxFactAgeDays: null,
};

/** Version 0.1.0 was not told that there is none. */
const withoutLedger = ('verifySealed' in verify ? { ledger: 'none' } : {}) as { readonly ledger: 'none' };

/** Undefined for what the packages choose. */
function parseThreads(text: string | undefined): { threads?: number } {
  return text === 'default' || text === undefined ? {} : { threads: Number(text) };
}

async function verifyFile(path: string, threads: { threads?: number }, inMemory = false): Promise<void> {
  const options = { identities, ...withoutLedger, ...threads };
  if (inMemory) return judge(await verify.verifyBatch(core.memorySource(await readFile(path)), policy, options));
  await using source = await core.openFileSource(path);
  judge(await verify.verifyBatch(source, policy, options));
}

function judge({ verdict, codes }: Verify.VerificationReport): void {
  if (verdict !== 'accepted') throw new Error(`The batch is ${verdict}: ${codes.join(', ')}`);
}

async function seconds(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task();
  return (performance.now() - start) / 1000;
}

/** Verifies a batch several times; the first is not counted. */
async function verifyAgain([name = '', threads, rounds = '5']: readonly string[]) {
  const path = join(folder, name);
  const times: number[] = [];
  for (let round = 0; round <= Number(rounds); round += 1) {
    times.push(await seconds(() => verifyFile(path, parseThreads(threads))));
  }
  return spreadOf(times.slice(1));
}

/** Seals the records of a file, one `addRecord` after the other, several times. */
async function sealAgain([name = '', threads, rounds = '3']: readonly string[]) {
  const text = await readFile(join(folder, name), 'utf8');
  const lines = text.split('\n').slice(0, -1);
  const statement: object = JSON.parse(await readFile(join(folder, `${name}.content.json`), 'utf8'));
  const header = { ...statement, sender: 'tmg', recipient: 'arcom', stream: 'music', sequence: 1, previous: null };
  const times: number[] = [];
  const turns = watchTurns();
  for (let round = 0; round < Number(rounds); round += 1) {
    const records = lines.map((line) => JSON.parse(line) as object);
    const path = join(folder, `sealed-${process.pid}.scelle`);
    await turns.skip();
    times.push(
      await seconds(async () => {
        await using file = await core.createPublishedFile(path);
        const keys = { signer, recipients: [recipient] };
        const profile = core.ipEvidenceTest;
        await using writer = await core.createBatch(file, { ...header, profile }, keys, parseThreads(threads));
        for (const record of records) await writer.addRecord(record);
        await writer.seal();
        await file.publish();
      }),
    );
    await rm(path);
  }
  return { ...spreadOf(times), longestTurn: turns.longest() };
}

/** Verifies a batch ten times, at once or one after the other. */
async function verifyTen([name = '', order = '', threads]: readonly string[]) {
  const path = join(folder, name);
  const one = () => verifyFile(path, parseThreads(threads));
  let mostThreads = 0;
  const count = setInterval(() => {
    mostThreads = Math.max(mostThreads, readdirSync('/proc/self/task').length);
  }, 20);
  const taken = await seconds(async () => {
    if (order === 'at-once') await Promise.all(Array.from({ length: 10 }, one));
    else for (let turn = 0; turn < 10; turn += 1) await one();
  });
  clearInterval(count);
  return { seconds: taken, peakBytes: process.resourceUsage().maxRSS * 1024, threads: mostThreads };
}

/** Answers requests of another process while a batch is verified, as often at once as told. */
async function answerMeanwhile([name = '', times = '1', source = 'file']: readonly string[]) {
  const server = createServer((_request, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = fork(join(import.meta.dirname, 'request.ts'), [String(port)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  await new Promise((resolve) => client.once('message', resolve));
  const path = join(folder, name);
  // What a service does once, in its first call, is not counted: validators are made, and code is compiled.
  await verifyFile(path, {});
  const turns = watchTurns();
  const task = () => verifyFile(path, {}, source === 'memory');
  await turns.skip();
  const taken = await seconds(() => Promise.all(Array.from({ length: Number(times) }, task)));
  const longestTurn = turns.longest();
  client.send('end');
  const waits = await new Promise<number[]>((resolve) =>
    client.once('message', (message) => resolve(message as number[])),
  );
  server.close();
  server.closeAllConnections();
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  return { seconds: taken, requests: sorted.length, p50: at(0.5), p99: at(0.99), most: at(1), longestTurn };
}

/** Measures how long the main thread computes between two turns of its event loop, in processor time: others' load is not in it. */
function watchTurns() {
  const turns: number[] = [];
  const now = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let last = now();
  const timer = setInterval(() => {
    const at = now();
    turns.push(at - last);
    last = at;
  }, 1);
  return {
    /** What was done until now does not count. */
    skip: async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      turns.length = 0;
    },
    longest: () => {
      clearInterval(timer);
      turns.push(now() - last);
      const sorted = turns.toSorted((a, b) => a - b);
      return { p99: sorted[Math.floor(0.99 * (sorted.length - 1))]!, most: sorted.at(-1)! };
    },
  };
}

const works: Readonly<Record<string, (given: readonly string[]) => Promise<object>>> = {
  verify: verifyAgain,
  seal: sealAgain,
  ten: verifyTen,
  answer: answerMeanwhile,
};
process.stdout.write(JSON.stringify(await works[work]!(given)));
