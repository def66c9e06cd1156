import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Call } from './call.ts';

/** A process that runs commands of the CLI, one after the other. */
export interface ResidentOptions {
  /** A module whose `run` is the CLI; this version's sources where left out. */
  readonly module?: string;
  /** Modules that Node loads before. */
  readonly preloads?: readonly URL[];
  /** Environment variables while these and the CLI are loaded; each command has those of its call. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Such a process. */
export interface Resident {
  /** Has it run a command; the first one starts it. */
  readonly call: (call: Call) => Promise<Answer>;
  /** Ends it; otherwise it ends with this process. */
  stop(): void;
}

const program = fileURLToPath(new URL('./resident.ts', import.meta.url));

/** Has a command run by the resident, which is started for the first one and runs those of all tests of this process. */
export const callResident: Resident['call'] = createResident().call;

/** A resident for calls of its own. */
export function createResident({ module, preloads = [], env }: ResidentOptions = {}): Resident {
  const waiting = new Map<number, PromiseWithResolvers<Answer>>();
  let resident: ChildProcess | undefined;
  let calls = 0;

  function start(): ChildProcess {
    // In a session of its own it has no terminal to ask.
    const child = fork(program, module === undefined ? [] : [module], {
      execArgv: ['--conditions=@scelle/source', ...preloads.map((url) => `--import=${url}`)],
      env: { ...process.env, ...env },
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.on('message', ({ number, answer }: { readonly number: number; readonly answer: Answer }) => {
      waiting.get(number)!.resolve(answer);
      waiting.delete(number);
      if (waiting.size === 0) child.channel?.unref();
    });
    child.once('exit', (status) => {
      resident = undefined;
      for (const { reject } of waiting.values()) reject(new Error(`The resident ended with ${status}.`));
      waiting.clear();
    });
    child.unref();
    return child;
  }

  function call(call: Call): Promise<Answer> {
    resident ??= start();
    const number = calls++;
    const answer = Promise.withResolvers<Answer>();
    waiting.set(number, answer);
    // Whoever waits for an answer must not end before it comes; nobody waits for the resident itself.
    resident.channel?.ref();
    resident.send({ number, call });
    return answer.promise;
  }

  return { call, stop: () => void resident?.kill() };
}
