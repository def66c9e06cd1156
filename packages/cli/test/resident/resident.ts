import type { Call } from './call.ts';
import { type Run, runCall } from './run-call.ts';

// A program of the tests: it runs one command of the CLI after the other for the process that has started it, and ends
// with it. Loading the CLI takes longer than most commands do. It may be given the module of another CLI.
const { run } = (await import(process.argv[2] ?? '../../src/run.ts')) as { readonly run: Run };

process.on('message', async ({ number, call }: { readonly number: number; readonly call: Call }) => {
  process.send!({ number, answer: await runCall(call, run) });
});
process.on('disconnect', () => process.exit());
