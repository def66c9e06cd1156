import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';

const repository = join(import.meta.dirname, '../..');
const names = ['core', 'verify', 'station', 'media', 'formats', 'interconnect'];

/** A program that takes all packages, has a profile of its own, and relies on what a verdict promises. */
const program = `
import type { Identities, Profile } from '@scelle/core';
import { type Policy, verifyBatch } from '@scelle/verify';
import { memorySource } from '@scelle/core';
import { z } from 'zod';
${names.map((name) => `import * as ${name} from '@scelle/${name}';`).join('\n')}

interface Note { readonly id: string }
export const note: Profile<Note> = {
  name: 'note/1',
  test: true,
  schema: z.strictObject({ id: z.string() }),
  facts: ({ id }) => ({ recordId: id, controller: 'sacem', occurredAt: '', agent: null, segments: [] }),
};
export async function nameSender(bytes: Uint8Array, policy: Policy, identities: Identities): Promise<string> {
  const report = await verifyBatch(memorySource(bytes), () => policy, { identities, ledger: 'none' });
  return report.verdict === 'accepted' ? report.manifest.sender : report.codes.join();
}
export default [${names.join(', ')}];
`;

it('a consumer that checks the declarations of its libraries compiles against the built packages', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'node_modules/@scelle'), { recursive: true });
  await mkdir(join(folder, 'node_modules/@types'));
  for (const name of names)
    await symlink(join(repository, 'packages', name), join(folder, `node_modules/@scelle/${name}`));
  for (const name of ['zod', '@types/node']) {
    await symlink(join(repository, 'node_modules', name), join(folder, 'node_modules', name));
  }
  const compilerOptions = { module: 'nodenext', target: 'es2022', lib: ['es2024', 'esnext.disposable', 'dom'] };
  const strict = { strict: true, skipLibCheck: false, noEmit: true, types: ['node'] };
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'consumer.ts'), program);
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...compilerOptions, ...strict }, files: ['consumer.ts'] }),
  );
  const { stdout } = await promisify(execFile)(join(repository, 'node_modules/.bin/tsc'), ['-p', folder]).catch(
    (error: { stdout: string }) => error,
  );
  expect(stdout).toBe('');
});
