import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { craftBatch, craftSignature, fixedParties, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { writeMediaSet } from '../../src/index.ts';
import { noise, writeBatch, writeSmallSet } from '../support/small-set.ts';

const { signer } = fixedParties.tmg;

async function write(
  folder: string,
  batches: readonly string[],
  receipts: readonly { document: string; signature: string }[] = [],
) {
  const out = join(folder, 'set');
  return writeMediaSet({ batches, receipts }, signer, { out, disc: 3_000_000, threads: 0 });
}

describe('writeMediaSet', () => {
  it.each([
    ['plain records', async () => Buffer.from('{"recordId":1}\n')],
    ['a secret key', async () => Buffer.from('untrusted comment: minisign encrypted secret key\nRWQ\n')],
    ['an empty file', async () => Buffer.alloc(0)],
    ['a batch that was cut short', async () => (await craftBatch()).slice(0, 2_000)],
    ['a batch with a malformed seal', () => craftBatch({ seal: { untrustedComment: 'x\ny' } })],
    [
      'a batch whose seal is for another kind of document',
      () =>
        craftBatch({ seal: { trustedComment: 'scelle.receipt/1 role=sender signer=tmg time=2026-11-03T06:00:00Z' } }),
    ],
  ])('refuses %s with item-not-sealed, and leaves nothing', async (_, make) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), await make());
    await expect(write(folder, [join(folder, 'file')])).rejects.toMatchObject({ code: 'item-not-sealed' });
    expect(await readdir(folder)).toEqual(['file']);
  });

  it('refuses a batch whose payload was altered', async () => {
    const folder = await temporaryFolder();
    const bytes = await craftBatch();
    bytes[600]! ^= 1;
    await writeFile(join(folder, 'file'), bytes);
    await expect(write(folder, [join(folder, 'file')])).rejects.toMatchObject({ code: 'item-damaged' });
  });

  it('refuses batches of other parties, the same batch twice, and nothing at all', async () => {
    const folder = await temporaryFolder();
    const batch = await writeBatch(folder, 1, 1_000);
    await writeFile(
      join(folder, 'other'),
      await craftBatch({ manifest: (manifest) => ({ ...manifest, recipient: 'hadopi' }) }),
    );
    await expect(write(folder, [batch, join(folder, 'other')])).rejects.toMatchObject({ code: 'parties-differ' });
    await expect(write(folder, [batch, batch])).rejects.toMatchObject({ code: 'item-twice' });
    await expect(write(folder, [])).rejects.toMatchObject({ code: 'items-missing' });
  });

  it('leaves nothing where it is aborted, before it begins or in the middle', async () => {
    const folder = await temporaryFolder();
    const batch = await writeBatch(folder, 1, 100_000);
    const before = await readdir(folder);
    const controller = new AbortController();
    const reason = new Error('the desk closes');
    const write = (signal: AbortSignal, onProgress = () => {}) =>
      writeMediaSet({ batches: [batch], receipts: [] }, signer, {
        ...{ out: join(folder, 'set'), disc: 3_000_000, threads: 1 },
        signal,
        onProgress,
      });
    await expect(write(controller.signal, () => controller.abort(reason))).rejects.toBe(reason);
    await expect(write(controller.signal)).rejects.toBe(reason);
    expect(await readdir(folder)).toEqual(before);
  });

  it.each([{ label: 'x'.repeat(65) }, { contact: 'one\ntwo' }])('refuses the text %j', async (options) => {
    await expect(writeSmallSet(await temporaryFolder(), [1_000], options)).rejects.toMatchObject({
      code: 'text-invalid',
    });
  });

  it.each([
    { threads: Number.NaN },
    { threads: -1 },
    { threads: Number.POSITIVE_INFINITY },
    { disc: Number.NaN },
    { disc: -1 },
    { disc: Number.POSITIVE_INFINITY },
  ])('refuses the number %o, and leaves nothing', async (options) => {
    const folder = await temporaryFolder();
    await expect(writeSmallSet(folder, [1_000], options)).rejects.toMatchObject({
      code: 'option-invalid',
      details: { field: Object.keys(options)[0] },
    });
    expect(await readdir(folder)).toEqual(['batch-1.scelle']);
  });

  it('overwrites nothing', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'set'));
    await expect(writeSmallSet(folder, [1_000])).rejects.toMatchObject({ code: 'set-exists' });
  });

  it('carries a signed receipt, and refuses what is none', async () => {
    const folder = await temporaryFolder();
    const batch = await writeBatch(folder, 1, 1_000);
    const document = new TextEncoder().encode('{\n  "format": "scelle.receipt/1"\n}\n');
    const sign = (word: string) =>
      craftSignature(document, {
        signer: fixedParties.arcom.signer,
        untrustedComment: word,
        trustedComment: `${word} role=delivery signer=arcom time=2026-11-03T06:00:00Z`,
      });
    const put = async (name: string, bytes: Uint8Array) => {
      await writeFile(join(folder, name), bytes);
      return join(folder, name);
    };
    const good = {
      document: await put('r.json', document),
      signature: await put('r.sig', await sign('scelle.receipt/1')),
    };
    const set = await write(folder, [batch], [good]);
    expect(set.description.items.map(({ kind }) => kind)).toEqual(['batch', 'receipt', 'receipt-signature']);

    const other = { ...good, signature: await put('other.sig', await sign('scelle.card/1')) };
    await expect(write(join(folder, 'b'), [batch], [other])).rejects.toMatchObject({ code: 'item-not-sealed' });
    const text = { ...good, document: await put('text', noise('text', 100)) };
    await expect(write(join(folder, 'c'), [batch], [text])).rejects.toMatchObject({ code: 'item-not-sealed' });
  });
});
