import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createBatch,
  createPublishedFile,
  encodeSecretKey,
  generateIdentity,
  generateSecretKey,
  ipEvidenceTest,
  parseRecipient,
  parseSecretKey,
} from '@scelle/core';
import { generateRecords } from '@scelle/synthetic';

/** Invented records, sealed. */
export interface Batch {
  readonly name: string;
  readonly records: number;
  /** Length of the segment of each record; 0 for none. */
  readonly segmentBytes: number;
}

const statement = { agents: ['agent-1', 'agent-2', 'agent-3', 'agent-4'] };

/** Writes keys, and each batch with its records as lines, into a folder, unless they are there. */
export async function makeBatches(folder: string, batches: readonly Batch[]): Promise<void> {
  const path = (name: string) => join(folder, name);
  if (!existsSync(path('tmg.key'))) {
    const identity = generateIdentity();
    await writeFile(path('arcom.identity'), `${identity.secret}\n`);
    await writeFile(path('arcom.recipient'), `${identity.recipient}\n`);
    await writeFile(path('tmg.key'), await encodeSecretKey(generateSecretKey(), null));
  }
  for (const { name, records, segmentBytes } of batches) {
    if (existsSync(path(`${name}.scelle`))) continue;
    await using file = await createPublishedFile(path(`${name}.partial`));
    const header = { sender: 'tmg', recipient: 'arcom', stream: 'music', sequence: 1, previous: null };
    const keys = {
      signer: await parseSecretKey(await readFile(path('tmg.key')), ''),
      recipients: [parseRecipient((await readFile(path('arcom.recipient'), 'utf8')).trim())],
    };
    await using writer = await createBatch(file, { ...header, ...statement, profile: ipEvidenceTest }, keys);
    const lines: string[] = [];
    const share = segmentBytes === 0 ? 'none' : 'all';
    for (const { line, segments } of generateRecords({
      records,
      segments: share,
      seed: name,
      segmentBytes: segmentBytes || 1,
    })) {
      for (const { bytes } of segments) writer.addAttachment(bytes);
      await writer.addLine(new TextEncoder().encode(line));
      if (segmentBytes === 0) lines.push(`${line}\n`);
    }
    await writer.seal();
    await file.publish();
    await writeFile(path(`${name}.jsonl`), lines.join(''));
    await writeFile(path(`${name}.jsonl.content.json`), JSON.stringify(statement));
    await rename(path(`${name}.partial`), path(`${name}.scelle`));
  }
}
