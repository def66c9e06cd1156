import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Call } from './call.ts';

const program = fileURLToPath(new URL('./resident.ts', import.meta.url));
const waiting = new Map<number, PromiseWithResolvers<Answer>>();
let resident: ChildProcess | undefined;
let calls = 0;

/** Has a command run by the resident, which is started for the first one and runs those of all tests of this process. */
export function callResident(call: Call): Promise<Answer> {
  resident ??= startResident();
  const number = calls++;
  const answer = Promise.withResolvers<Answer>();
  waiting.set(number, answer);
  // Whoever waits for an answer must not end before it comes; nobody waits for the resident itself.
  resident.channel?.ref();
  resident.send({ number, call });
  return answer.promise;
}

function startResident(): ChildProcess {
  // In a session of its own it has no terminal to ask.
  const execArgv = ['--conditions=@scelle/source'];
  const child = fork(program, [], { execArgv, detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
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
