import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const module = fileURLToPath(new URL('../../src/kernel/interruption.ts', import.meta.url));

/** Runs a program in which the rest stands between the guard and its end. */
function runGuarded(rest: string): { readonly status: number | null; readonly stderr: string } {
  const program = `import { onUnsettled } from ${JSON.stringify(module)};
    const guard = onUnsettled(() => { process.stderr.write('told'); process.exit(70); });
    ${rest}
    guard[Symbol.dispose]();`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
}

describe('what never settles', () => {
  it('ends the command as a defect that is told, and not with status 13', () => {
    expect(runGuarded('await new Promise(() => undefined);')).toMatchObject({ status: 70, stderr: 'told' });
  });

  it('is not to be confused with what settles at the end', () => {
    expect(runGuarded('await new Promise((resolve) => setImmediate(resolve));')).toMatchObject({
      status: 0,
      stderr: '',
    });
  });
});
