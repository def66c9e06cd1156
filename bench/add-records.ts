/**
 * Usage: add-records.ts DATA-SET RECORDS KEYS BATCH. Seals the first records of a data set with `addRecord`, one at a
 * time, and prints the seconds from the first of them until the batch is published. The records are objects before.
 */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createBatch, createPublishedFile, ipEvidenceTest, parseRecipient, parseSecretKey } from '@scelle/core';

const [dataSet = '', count = '', keyFolder = '', batch = ''] = process.argv.slice(2);
const readText = (folder: string, name: string) => readFile(join(folder, name), 'utf8');

const signer = await parseSecretKey(await readFile(join(keyFolder, 'tmg.key')), '');
const recipient = parseRecipient((await readText(keyFolder, 'arcom.recipient')).trim());
const statement: object = JSON.parse(await readText(dataSet, 'content.json'));
const header = {
  ...statement,
  sender: 'tmg',
  recipient: 'arcom',
  stream: 'music',
  sequence: 1,
  previous: null,
  profile: ipEvidenceTest,
};
const records = await readRecords(Number(count));

const start = performance.now();
await using file = await createPublishedFile(batch);
const writer = await createBatch(file, header, { signer, recipients: [recipient] });
for (const record of records) await writer.addRecord(record);
await writer.seal();
await file.publish();
process.stdout.write(`${(performance.now() - start) / 1000}\n`);

async function readRecords(most: number): Promise<object[]> {
  const read: object[] = [];
  const input = createReadStream(join(dataSet, 'records.jsonl'));
  for await (const line of createInterface({ input })) {
    read.push(JSON.parse(line) as object);
    if (read.length === most) break;
  }
  // Otherwise the rest of the file would be read while the clock runs.
  input.destroy();
  return read;
}
