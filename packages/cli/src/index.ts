export { type ExitStatus, exitStatus } from './kernel/exit-status.ts';
export { run } from './run.ts';
