import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { encodeBlockRequest, writePatch } from '../../src/index.ts';
import { check, damage, findWrong, read } from '../support/reading.ts';
import { writeBatch, writeSmallSet } from '../support/small-set.ts';

async function damagedSet() {
  const folder = await temporaryFolder();
  const set = await writeSmallSet(folder, [900_000, 200_000], { spareDiscs: 0 });
  const piece = join(set.discs[0]!.folder, 'data/batches/tmg.arcom.music.000001.scelle');
  await damage(piece, piece, (bytes) => bytes.fill(0xee, 100_000, 400_000));
  const discs = set.discs.map((disc) => disc.folder);
  return { folder, set, discs, report: await check(discs) };
}

describe('a re-supply', () => {
  it('asks for as few blocks as suffice, brings them, and the set is read', async () => {
    const { folder, set, discs, report } = await damagedSet();
    expect(report).toMatchObject({ answer: 'not-recoverable', discs: [{ damagedBlocks: 148 }] });
    expect(report.items.map(({ state }) => state)).toEqual(['lost', 'whole']);
    const asked = report.request!.discs.flatMap(({ ranges }) => ranges).reduce((sum, { count }) => sum + count, 0);
    expect(asked).toBeLessThan(100);

    const out = join(folder, 'patch');
    const patch = await writePatch(encodeBlockRequest(report.request!), 'request', { batches: set.batches }, out);
    expect(patch.blocks).toBe(asked);
    expect((await check([out, ...discs])).answer).toBe('recoverable');
    const { files } = await read([...discs, out], folder);
    expect(await findWrong(set, files)).toEqual([]);
    expect(files.size).toBe(2);
  });

  it('is refused where the file is not among those given', async () => {
    const { folder, set, report } = await damagedSet();
    const request = encodeBlockRequest(report.request!);
    const write = (batches: readonly string[]) => writePatch(request, 'request', { batches }, join(folder, 'patch'));
    await expect(write([set.batches[1]!])).rejects.toMatchObject({ code: 'request-unmet' });
    await expect(write([await writeBatch(folder, 1, 5_000)])).rejects.toMatchObject({ code: 'request-unmet' });
    expect(await readdir(folder)).not.toContain('patch');
  });

  it('is refused for a request that is none', async () => {
    const { folder, set, report } = await damagedSet();
    const { discs } = report.request!;
    const far = {
      ...report.request!,
      discs: discs.map(({ disc }) => ({ disc, ranges: [{ start: 4_000, count: 9 }] })),
    };
    const [first] = discs;
    const twice = { ...report.request!, discs: [first!, first!] };
    const ranges = [
      { start: 0, count: 5 },
      { start: 4, count: 2 },
    ];
    const repeating = { ...report.request!, discs: [{ ...first!, ranges }] };
    const alien = { ...report.request!, description: Buffer.from('{}').toString('base64') };
    const requests = [far, alien, twice, repeating].map(encodeBlockRequest);
    for (const bytes of [new TextEncoder().encode('hello'), ...requests]) {
      const writing = writePatch(bytes, 'request', { batches: set.batches }, join(folder, 'patch'));
      await expect(writing).rejects.toMatchObject({ code: 'request-invalid' });
    }
  });
});
