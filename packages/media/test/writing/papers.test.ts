import { readFile } from 'node:fs/promises';
import { temporaryFolder } from '@scelle/testkit';
import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { writeSmallSet } from '../support/small-set.ts';

/** What a scanner reads from the first QR code of a page. */
function scan(page: string): string {
  const [, size, path] = /viewBox="0 0 (\d+) \d+"[^>]*><path d="([^"]+)"/.exec(page)!;
  // Four pixels for each module, as from a camera.
  const width = 4 * Number(size);
  const data = new Uint8Array(width * width * 3).fill(255);
  for (const [, x, y] of path!.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = 4 * Number(y); row < 4 * Number(y) + 4; row += 1) {
      const start = (row * width + 4 * Number(x)) * 3;
      data.fill(0, start, start + 12);
    }
  }
  return decodeQR({ width, height: width, data });
}

const text = (page: string) => page.replace(/<wbr>|<[^>]+>/g, (tag) => (tag === '<wbr>' ? '' : '\n'));

describe('the papers of a set', () => {
  it('show its key as digits, as words and as a QR code', async () => {
    const digestWords = () => ['snap', 'solve'];
    const { setKey, labels, slip } = await writeSmallSet(await temporaryFolder(), [5], { digestWords });
    for (const file of [labels, slip]) {
      const page = await readFile(file, 'utf8');
      expect(scan(page)).toBe(setKey.toUpperCase());
      expect(text(page).replaceAll('\n', '')).toMatch(new RegExp(`${setKey}.*snap solve`));
    }
  });

  it('have what is known of the way, a seal beside each disc', async () => {
    const handOver = { seals: ['A-1742', 'A-1743'], packedBy: 'M. Roy', courier: 'Durand' };
    const options = { handOver, contact: 'TMG, +33 1 23 45 67 89' };
    const { slip, discs } = await writeSmallSet(await temporaryFolder(), [5], options);
    expect(discs.length).toBe(2);
    const page = await readFile(slip, 'utf8');
    for (const cell of ['A-1742', 'A-1743', 'M. Roy', 'Durand']) expect(page).toContain(`<td>${cell}</td>`);
    expect(page).toContain('<dt>Contact</dt><dd>TMG, +33 1 23 45 67 89</dd>');
  });

  it('list the seals of a parcel where there is not one for each disc', async () => {
    const handOver = { seals: ['<1>', 'B', 'C'] };
    const { slip } = await writeSmallSet(await temporaryFolder(), [5], { handOver, language: 'fr' });
    expect(await readFile(slip, 'utf8')).toContain('<p>Numéros de scellé : &lt;1&gt;, B, C</p>');
  });
});
