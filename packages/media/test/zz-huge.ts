import { mkdir, writeFile } from 'node:fs/promises';
import { encodeSection } from '../src/index-sectors/index-sector.ts';
import { encodeDescription } from '../src/set/description.ts';
import { toSetKey } from '../src/set/set-key.ts';
import { checkMedia, openMedium } from '../src/index.ts';
const [parityText, discsText, blocksText] = process.argv.slice(2);
const count = Number(discsText), blocks = Number(blocksText);
const discs = Array.from({ length: count }, (_, i) => ({ number: i + 1, kind: 'data' as const, contentBlocks: blocks, runs: '0'.repeat(64), blocks: '0'.repeat(64) }));
const per = 524288; // blocks of 1 GiB
const pieces: any[] = []; const items: any[] = [];
let item = 0;
for (const d of discs) for (let b = 0; b < blocks; b += per) { const bytes = Math.min(per, blocks - b) * 2048; items.push({ kind: 'receipt', name: `receipt-${item}.json`, bytes, sha256: '0'.repeat(64), manifest: null }); pieces.push({ disc: d.number, item, offset: 0, bytes, name: `receipt-${item}.json` }); item++; }
const bytes = encodeDescription({ format: 'scelle.media/1', id: '019a0000-0000-7000-8000-000000000000', label: null, createdAt: '2026-11-02T00:00:00Z', sender: 'tmg', recipient: 'arcom', blockBytes: 2048, stripe: { data: 40, parity: Number(parityText) }, discs, items, pieces, producer: 'scelle/0.1.0' });
console.log('description', bytes.length);
const folder = '/tmp/m-huge'; await mkdir(folder, { recursive: true });
await writeFile(`${folder}/x`, encodeSection({ setKey: toSetKey(bytes), kind: 'description', subject: 0 } as never, 1, bytes));
const t = performance.now();
const [report] = await checkMedia([await openMedium(folder)]);
console.log(report!.answer, ((performance.now() - t) / 1000).toFixed(1), 's', Math.round(process.resourceUsage().maxRSS / 1024), 'MB');
