import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signDocument } from '@scelle/core/internal';
import { fixedParties, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { encodeDescription, parseDescription, toSetKey } from '../../src/format/description.ts';
import { encodeSection } from '../../src/format/section.ts';
import { readMediaSet, type SetFailure, writeMediaSet } from '../../src/index.ts';
import { forgeDescription } from '../support/forged-disc.ts';
import { openEach } from '../support/reading.ts';
import { writeSmallSet } from '../support/small-set.ts';

describe('a set that lies', () => {
  it('stands in the way of no other set, and of nothing else on it', async () => {
    const [folder, other] = [await temporaryFolder(), await temporaryFolder()];
    const honest = await writeSmallSet(other, [3_000], { spareDiscs: 0, label: 'honest' });
    const set = await writeSmallSet(folder, [2_000, 4_000], { spareDiscs: 0 });
    const forged = await forgeDescription(set.discs[0]!.folder, join(folder, 'forged'), (description) => ({
      ...description,
      items: description.items.map((item, index) => (index === 0 ? { ...item, sha256: '0'.repeat(64) } : item)),
    }));
    const delivered: string[] = [];
    const failures: SetFailure[] = [];
    const media = [forged, honest.discs[0]!.folder];
    const session = join(folder, 'session');
    const deliver = async ({ item, setKey }: { item: { name: string }; setKey: string }) =>
      void delivered.push(`${setKey === honest.setKey} ${item.name}`);
    const reports = await readMediaSet(openEach(media), session, {
      threads: 0,
      deliver,
      onFailure: (failure) => void failures.push(failure),
    });
    expect(delivered.sort()).toEqual(['false tmg.arcom.music.000002.scelle', 'true tmg.arcom.music.000001.scelle']);
    expect(failures.map(({ reason }) => reason.code)).toEqual(['item-wrong']);
    expect(reports.length).toBe(2);
    // Another day, the honest discs alone: the set that is still there does no harm.
    await readMediaSet(openEach([honest.discs[0]!.folder]), session, { threads: 0, deliver });
    expect(delivered.filter((name) => name.startsWith('true')).length).toBe(2);
    await expect(readMediaSet(openEach([forged]), session, { threads: 0, deliver })).rejects.toMatchObject({
      code: 'item-wrong',
    });
  });

  it('does not make a receipt of any length: none is read that is longer than a receipt can be', async () => {
    const folder = await temporaryFolder();
    const set = await writeSmallSet(folder, [3_000], { spareDiscs: 0 });
    const description = set.description;
    const long = (kind: 'receipt' | 'receipt-signature', bytes: number) =>
      encodeDescription({
        ...description,
        discs: [{ ...description.discs[0]!, contentBlocks: Math.ceil(bytes / description.blockBytes) }],
        items: [{ kind, name: 'receipt-0.json', bytes, sha256: '0'.repeat(64), manifest: null }],
        pieces: [{ disc: 1, item: 0, offset: 0, bytes, name: 'receipt-0.json' }],
      });
    expect(parseDescription(long('receipt', 16_777_216)).items[0]!.bytes).toBe(16_777_216);
    for (const bytes of [long('receipt', 16_777_217), long('receipt-signature', 4_097)]) {
      expect(() => parseDescription(bytes)).toThrow(expect.objectContaining({ code: 'set-invalid' }));
    }
    // Begun by an earlier version: it can never be completed, and goes.
    const lie = long('receipt', 1_600_000_000);
    const session = join(folder, 'session');
    const key = toSetKey(lie);
    await mkdir(join(session, key, 'items'), { recursive: true, mode: 0o700 });
    await writeFile(
      join(session, key, 'index.bin'),
      encodeSection({ setKey: key, kind: 'description', subject: 0 }, 0, lie),
    );
    const delivered: string[] = [];
    await readMediaSet(openEach([set.discs[0]!.folder]), session, {
      threads: 0,
      deliver: async () => void delivered.push('one'),
    });
    expect(delivered.length).toBe(1);
    expect(await readdir(session)).toEqual([]);
  });
});

describe('receipts', () => {
  it('go onto discs whatever their valid length', async () => {
    const folder = await temporaryFolder();
    const document = join(folder, 'receipt.json');
    // Its content is for the station to judge; a disc takes what is signed as a receipt.
    const bytes = new TextEncoder().encode(`{"format":"scelle.receipt/1","rejects":"${'x'.repeat(1_400_000)}"}\n`);
    await writeFile(document, bytes);
    const word = { format: 'scelle.receipt/1', role: 'import', signer: 'arcom', time: '2026-01-01T00:00:00Z' } as const;
    await writeFile(`${document}.minisig`, await signDocument(fixedParties.tmg.signer, bytes, word));
    const set = await writeMediaSet(
      {
        batches: [],
        receipts: [{ document, signature: `${document}.minisig` }],
        parties: { sender: 'arcom', recipient: 'tmg' },
      },
      fixedParties.tmg.signer,
      { out: join(folder, 'set'), disc: 6_000_000, threads: 0 },
    );
    const found = new Map<string, string>();
    const digest = async (file: string) =>
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex');
    await readMediaSet(openEach([set.discs[0]!.folder]), join(folder, 'session'), {
      threads: 0,
      deliver: async ({ item, file }) => void found.set(item.kind, await digest(file)),
    });
    expect(found.get('receipt')).toBe(await digest(document));
    expect(found.size).toBe(2);
  });
});
