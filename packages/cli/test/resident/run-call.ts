import type { Answer, Call, Written } from './call.ts';

/** A CLI: it runs a command, and gives the exit status. */
export type Run = (args: readonly string[]) => Promise<number>;

let turn: Promise<unknown> = Promise.resolve();

/** Runs a command in this process as if it were a process of its own, once those before it have ended. */
export function runCall(call: Call, run: Run): Promise<Answer> {
  const answer = turn.then(() => runInTurn(call, run));
  turn = answer.catch(() => undefined);
  return answer;
}

async function runInTurn({ args, cwd, env }: Call, run: Run): Promise<Answer> {
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  const pieces: Piece[] = [];
  const release = [capture('stdout', pieces), capture('stderr', pieces)];
  try {
    const status = await run(args);
    return { status, stdout: textOf('stdout', pieces), stderr: textOf('stderr', pieces), written: toWritten(pieces) };
  } finally {
    for (const each of release) each();
    // A process that runs one command need not take them away.
    process.removeAllListeners('uncaughtException');
  }
}

/** Bytes that a command wrote; a character may begin in one piece and end in the next. */
interface Piece {
  readonly stream: Written['stream'];
  readonly bytes: Uint8Array;
}

/** Notes what is written to the stream instead of writing it; what it returns ends that. */
function capture(stream: Piece['stream'], pieces: Piece[]): () => void {
  const { write } = process[stream];
  process[stream].write = (piece: string | Uint8Array, ...rest: unknown[]) => {
    pieces.push({ stream, bytes: Buffer.from(piece as string) });
    const done = rest.find((each) => typeof each === 'function') as (() => void) | undefined;
    done?.();
    return true;
  };
  return () => {
    process[stream].write = write;
    process[stream].removeAllListeners('error');
  };
}

function textOf(stream: Piece['stream'], pieces: readonly Piece[]): string {
  return Buffer.concat(pieces.filter((each) => each.stream === stream).map(({ bytes }) => bytes)).toString();
}

/** The text of each run of pieces that went to one stream. */
function toWritten(pieces: readonly Piece[]): Written[] {
  const starts = pieces.flatMap(({ stream }, index) => (stream === pieces[index - 1]?.stream ? [] : [index]));
  return starts.map((start, run) => {
    const { stream } = pieces[start]!;
    return { stream, text: textOf(stream, pieces.slice(start, starts[run + 1])) };
  });
}
