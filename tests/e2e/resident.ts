import { createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { run } from '../../packages/cli/src/run.ts';
import type { Answer, Call } from './call.ts';

// A program of the tests: it waits at the socket that it is given, and runs one command of the CLI after the other as if
// each were a process of its own. Loading the CLI takes longer than most commands do.
const [socketPath] = process.argv.slice(2) as [string];
let turn: Promise<unknown> = Promise.resolve();

createServer({ allowHalfOpen: true }, (socket) => {
  turn = turn.then(() => answer(socket));
}).listen(socketPath, () => process.send?.('ready'));

async function answer(socket: Socket): Promise<void> {
  const { args, cwd, env } = JSON.parse(await text(socket)) as Call;
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  socket.end(JSON.stringify(await runCaptured(args)));
}

async function runCaptured(args: readonly string[]): Promise<Answer> {
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)];
  try {
    const status = await run(args);
    return { status, stdout: stdout.written(), stderr: stderr.written() };
  } finally {
    for (const each of [stdout, stderr]) each.release();
    // A process that runs one command need not take them away.
    process.removeAllListeners('uncaughtException');
  }
}

interface Capture {
  written(): string;
  release(): void;
}

function capture(stream: NodeJS.WriteStream): Capture {
  const pieces: Buffer[] = [];
  const { write } = stream;
  stream.write = (piece: string | Uint8Array, ...rest: unknown[]) => {
    pieces.push(Buffer.from(piece as string));
    const done = rest.find((each) => typeof each === 'function') as (() => void) | undefined;
    done?.();
    return true;
  };
  return {
    written: () => Buffer.concat(pieces).toString(),
    release: () => {
      stream.write = write;
      stream.removeAllListeners('error');
    },
  };
}
