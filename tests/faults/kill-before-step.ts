import { appendFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { fileURLToPath } from 'node:url';

// Loaded into a command before its own program (`node --import`): whatever changes a disc counts as a step. It appends the
// name of each to the file STEPS, and kills the process before step number KILL_BEFORE, counted from 0.
const { STEPS, KILL_BEFORE } = process.env as { readonly STEPS: string; readonly KILL_BEFORE: string };
let steps = 0;

type Operation = (...args: unknown[]) => unknown;

function countCalls(owner: object, names: readonly string[]): void {
  const operations = owner as Record<string, Operation>;
  for (const name of names) {
    const perform = operations[name]!;
    operations[name] = function (this: unknown, ...args) {
      if (steps++ === Number(KILL_BEFORE)) process.kill(process.pid, 'SIGKILL');
      appendFileSync(STEPS, `${name}\n`);
      return perform.apply(this, args);
    };
  }
}

const handle = await promises.open(fileURLToPath(import.meta.url));
countCalls(Object.getPrototypeOf(handle) as object, ['write', 'writeFile', 'appendFile', 'sync', 'datasync']);
await handle.close();
countCalls(promises, ['mkdir', 'rename', 'link', 'unlink', 'rm', 'rmdir', 'copyFile', 'writeFile']);
syncBuiltinESMExports();
