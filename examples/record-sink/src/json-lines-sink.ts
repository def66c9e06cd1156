import { appendFile, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFile } from '@scelle/core';
import type { ImportedGroup, ImportTotals, RecordSink, SinkTransaction } from '@scelle/station';

/** Begins the name of the folder of an import that has not ended. */
const STAGED = 'importing-';

/** A target that is a folder: each batch is a folder in it, under the SHA-256 of its manifest. */
export function createJsonLinesSink(root: string): RecordSink {
  return {
    name: `jsonl:${root}`,
    begin: () => begin(root),
    async [Symbol.asyncDispose]() {},
  };
}

async function begin(root: string): Promise<SinkTransaction> {
  await mkdir(root, { recursive: true });
  const unlock = await lockFile(join(root, 'import'));
  const known = await readKnownIds(root);
  let digest = '';
  const staged = () => join(root, `${STAGED}${digest}`);

  async function addGroup({ records, absent }: ImportedGroup): Promise<void> {
    await appendFile(join(staged(), 'records.jsonl'), records.map(({ line }) => `${line}\n`).join(''));
    await appendFile(join(staged(), 'rejects.jsonl'), absent.map(({ index, code }) => `${index} ${code}\n`).join(''));
    for (const { record } of records) known.add(record.recordId);
  }

  async function commit({ receipt }: ImportTotals): Promise<void> {
    await writeFile(join(staged(), 'receipt.json'), receipt.document);
    await writeFile(join(staged(), 'receipt.json.minisig'), receipt.signature);
    for (const name of await readdir(staged())) await sync(join(staged(), name));
    await sync(staged());
    // The one step that makes the batch appear, with all that belongs to it.
    await rename(staged(), join(root, digest));
    await sync(root);
  }

  return {
    findReceipt: (wanted) => readReceipt(join(root, wanted)),
    async addBatch(batch) {
      ({ digest } = batch);
      // What an import left that was killed.
      await rm(staged(), { recursive: true, force: true });
      await mkdir(staged());
      await writeFile(join(staged(), 'manifest.json'), batch.sealed.manifest);
    },
    findKnownIds: async (recordIds) => new Set(recordIds.filter((recordId) => known.has(recordId))),
    // This target does not look for findings that come twice.
    findRepeated: async () => new Set(),
    addGroup,
    commit,
    async [Symbol.asyncDispose]() {
      if (digest !== '') await rm(staged(), { recursive: true, force: true });
      await unlock();
    },
  };
}

async function readReceipt(folder: string) {
  try {
    const document = await readFile(join(folder, 'receipt.json'));
    return { document, signature: await readFile(join(folder, 'receipt.json.minisig')) };
  } catch {
    return null;
  }
}

/** A target with millions of records keeps an index instead. */
async function readKnownIds(root: string): Promise<Set<string>> {
  const known = new Set<string>();
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith(STAGED)) continue;
    const text = await readFile(join(root, entry.name, 'records.jsonl'), 'utf8');
    for (const line of text.split('\n').slice(0, -1)) {
      known.add((JSON.parse(line) as { readonly recordId: string }).recordId);
    }
  }
  return known;
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
