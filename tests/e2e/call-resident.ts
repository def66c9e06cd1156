import { askResident } from './ask-resident.ts';

// A program of the tests: has the resident at the socket run a command, and ends as that command does.
const [socketPath, ...args] = process.argv.slice(2) as [string, ...string[]];
const { status, written } = await askResident(socketPath, { args, cwd: process.cwd(), env: process.env });
process.stdout.on('error', () => undefined);
for (const { stream, text } of written) process[stream].write(text);
process.exitCode = status;
