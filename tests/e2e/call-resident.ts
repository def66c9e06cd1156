import { connect } from 'node:net';
import type { Answer, Call } from './call.ts';

// A program of the tests: has the resident at the socket run a command, and ends as that command does.
const [socketPath, ...args] = process.argv.slice(2) as [string, ...string[]];
const call: Call = { args, cwd: process.cwd(), env: process.env };
let text = '';
connect(socketPath)
  .setEncoding('utf8')
  .on('data', (piece) => {
    text += piece;
  })
  .on('end', () => {
    const { status, stdout, stderr } = JSON.parse(text) as Answer;
    process.stdout.on('error', () => undefined).write(stdout);
    process.stderr.write(stderr);
    process.exitCode = status;
  })
  .end(JSON.stringify(call));
