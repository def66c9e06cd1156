import { run } from '../../src/run.ts';
import type { Answer, Call } from './call.ts';

let turn: Promise<unknown> = Promise.resolve();

/** Runs a command in this process as if it were a process of its own, once those before it have ended. */
export function runCall(call: Call): Promise<Answer> {
  const answer = turn.then(() => runInTurn(call));
  turn = answer.catch(() => undefined);
  return answer;
}

async function runInTurn({ args, cwd, env }: Call): Promise<Answer> {
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
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
