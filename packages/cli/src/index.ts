export { type ExitStatus, exitStatus } from './exit-status.ts';
export { run } from './run.ts';
