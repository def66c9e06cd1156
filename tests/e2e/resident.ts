import { createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { run } from '../../packages/cli/src/run.ts';
import type { Call } from '../../packages/cli/test/resident/call.ts';
import { runCall } from '../../packages/cli/test/resident/run-call.ts';
import { encodeAnswer } from './ask-resident.ts';

// A program of the tests: it waits at the socket that it is given, and runs one command of the CLI after the other as if
// each were a process of its own.
const [socketPath] = process.argv.slice(2) as [string];

createServer({ allowHalfOpen: true }, answer).listen(socketPath, () => process.send?.('ready'));

async function answer(socket: Socket): Promise<void> {
  // The answer goes the other way of the same socket, which newer Nodes would destroy with its end.
  const call = JSON.parse(await text(socket.iterator({ destroyOnReturn: false }))) as Call;
  socket.end(encodeAnswer(await runCall(call, run)));
}
