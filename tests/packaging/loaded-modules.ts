import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';

/** Runs a module with arguments in a folder, and gives the addresses of all modules that Node loaded for it, in order. */
export async function listLoadedModules(folder: string, ...command: readonly string[]): Promise<readonly string[]> {
  const list = join(folder, 'loaded.txt');
  const observer = `
    import { appendFileSync } from 'node:fs';
    import { registerHooks } from 'node:module';
    registerHooks({
      load(url, context, next) {
        appendFileSync(${JSON.stringify(list)}, url + '\\n');
        return next(url, context);
      },
    });
  `;
  await writeFile(join(folder, 'observer.js'), observer);
  await writeFile(list, '');
  await runProgram(folder, process.execPath, '--import', './observer.js', ...command);
  return (await readFile(list, 'utf8')).trimEnd().split('\n');
}
