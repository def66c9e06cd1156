import { readFile } from 'node:fs/promises';
import { parseIdentityFile } from '@scelle/core';
import { createPolicyFinder, openStation, readSettings } from '@scelle/station';
import { importBatch } from '../packages/station/src/import/import-batch.ts';
import { listImportable } from '../packages/station/src/import/list-importable.ts';
import { openTarget } from '../packages/station/src/sinks/open-target.ts';

const [, , dir, url, folder] = process.argv;
const st = await openStation(`${dir}/arcom`);
const { settings } = await readSettings(`${dir}/arcom/scelle.toml`);
const identities = await parseIdentityFile(await readFile(`${dir}/arcom/keys/opening.identity`));
setInterval(() => { const m = process.memoryUsage(); console.log(Object.entries(m).map(([k, v]) => k + ' ' + (v / 1e6).toFixed(0)).join(' ')); }, 300).unref();
const sink = await openTarget({ url: url!, base: process.cwd(), segmentsFolder: folder ?? null });
console.time('import');
for (const b of listImportable(st)) {
  const o = await importBatch(st, b, {
    sink,
    settings,
    verification: { findPolicy: createPolicyFinder(st, settings), identities },
  });
  console.log(o.outcome, o.report?.codes);
}
console.timeEnd('import');
console.time('close');
await sink[Symbol.asyncDispose]();
console.timeEnd('close');
console.log('peak MB', process.resourceUsage().maxRSS / 1024);
st.close();
