import { readFile, rm, writeFile } from 'node:fs/promises';
import { ipEvidenceTest, openFileSource, parseIdentityFile, parseSecretKey } from '@scelle/core';
import {
  addPeer,
  createPolicyFinder,
  deliverBatch,
  findCurrentCard,
  initStation,
  openStation,
  packBatch,
  processInbox,
  readSettings,
} from '@scelle/station';
import { generateRecords } from '@scelle/synthetic';

const [, , dir, count, segs = 'none'] = process.argv;
await rm(dir!, { recursive: true, force: true });
for (const [name, role] of [
  ['tmg', 'collector'],
  ['arcom', 'authority'],
] as const) {
  await initStation(`${dir}/${name}`, { name, role, passphrase: null });
  const f = `${dir}/${name}/scelle.toml`;
  await writeFile(
    f,
    (await readFile(f, 'utf8'))
      .replace('test-profiles = false', 'test-profiles = true')
      .replace('test-records = false', 'test-records = true')
      .replace('max-daily-records = 150000', ''),
  );
}
const tmg = await openStation(`${dir}/tmg`);
const arcom = await openStation(`${dir}/arcom`);
for (const [a, b] of [
  [tmg, arcom],
  [arcom, tmg],
] as const)
  addPeer(
    a.database,
    findCurrentCard(b.database, b.name)!,
    { own: a.name, now: new Date(), clockSkewSeconds: 300 },
    a.record,
  );
const s1 = (await readSettings(`${dir}/tmg/scelle.toml`)).settings;
const s2 = (await readSettings(`${dir}/arcom/scelle.toml`)).settings;
console.time('pack');
const packed = await packBatch(tmg, s1, {
  recipient: 'arcom',
  stream: 'music',
  signer: await parseSecretKey(await readFile(`${dir}/tmg/keys/signing.key`)),
  profile: ipEvidenceTest,
  statement: { agents: ['agent-1', 'agent-2', 'agent-3', 'agent-4'] },
  fill: async (w) => {
    let lines: string[] = [];
    for (const { line, segments } of generateRecords({
      records: Number(count),
      segments: segs as 'none',
      seed: 'bench',
    })) {
      if (segs !== 'none') {
        for (const s of segments as any) w.addAttachment(s.bytes);
        await w.addLine(new TextEncoder().encode(line));
        continue;
      }
      lines.push(line);
      if (lines.length === 4000) {
        await w.addLines(new TextEncoder().encode(lines.join('\n') + '\n'), (e) => {
          throw e;
        });
        lines = [];
      }
    }
    if (lines.length)
      await w.addLines(new TextEncoder().encode(lines.join('\n') + '\n'), (e) => {
        throw e;
      });
  },
});
console.timeEnd('pack');
{
  await using src = await openFileSource(`${dir}/tmg/outbox/${packed.file}`);
  const r = await deliverBatch(arcom, src, { channel: 'file', origin: 'x' }, createPolicyFinder(arcom, s2));
  console.log(r.outcome, r.report.codes);
}
const identities = await parseIdentityFile(await readFile(`${dir}/arcom/keys/opening.identity`));
console.time('process');
for await (const p of processInbox(arcom, { findPolicy: createPolicyFinder(arcom, s2), identities }))
  console.log(p.outcome, p.report?.codes);
console.timeEnd('process');
tmg.close();
arcom.close();
