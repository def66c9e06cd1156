import { spawnSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import type { Stage } from './stage.ts';

const tools = ['tar', 'minisign', 'sha256sum', 'age', 'zstd'];

/** Checks the batch once more with tools that know nothing of Scellé, where they are installed. */
export async function checkWithStockTools(stage: Stage, batch: string): Promise<void> {
  stage.title('The same batch, checked with stock tools alone');
  const missing = tools.filter((tool) => spawnSync('which', [tool]).status !== 0);
  if (missing.length > 0) {
    stage.print(`Left out: ${missing.join(', ')} is not installed here.`);
    return;
  }
  await mkdir(stage.path('by-hand/content'), { recursive: true });
  const [, publicKey] = (await readFile(stage.path('tmg/keys/signing.pub'), 'utf8')).split('\n');
  await shell(stage, `tar xf ${batch} -C by-hand`);
  await shell(stage, `minisign -V -H -m by-hand/manifest.json -P ${publicKey}`);
  await shell(stage, 'sha256sum by-hand/payload.tar.zst.age && grep -A2 \'"payload"\' by-hand/manifest.json');
  await shell(
    stage,
    'age -d -i arcom/keys/opening.identity by-hand/payload.tar.zst.age | zstd -dq | tar x -C by-hand/content && ' +
      'cat by-hand/content/records/*.jsonl | cmp - received/records.jsonl && echo "the same records"',
  );
}

async function shell(stage: Stage, command: string): Promise<void> {
  stage.print(`$ ${command}`);
  await stage.run('sh', ['-c', command]);
}
