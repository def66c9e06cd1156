import { generateSecretKey } from '@scelle/core';
import { writeMediaSet } from '@scelle/media';
const [out, disc, ...batches] = process.argv.slice(2);
const t=performance.now();
let phase='', pt=t;
const r = await writeMediaSet({ batches: batches! }, generateSecretKey(), { out: out!, disc: (isNaN(Number(disc))?disc:Number(disc)) as never, parity: Number(process.env.PARITY ?? 0.15), spareDiscs: Number(process.env.SPARE ?? 1), images: process.env.ISO==='1', threads: process.env.T?Number(process.env.T):undefined as never, onProgress: (p)=>{ if(p.phase!==phase){ if (phase) console.log(phase, (performance.now()-pt)|0,'ms'); phase=p.phase; pt=performance.now(); } } });
console.log(phase, (performance.now()-pt)|0,'ms');
console.log(r.setKey, r.discs, (performance.now()-t)|0, 'ms', 'rss', process.resourceUsage().maxRSS>>10);
