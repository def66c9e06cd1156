/**
 * Usage: add-records.ts DATA-SET KEYS BATCH. Seals the records of a data set with `addRecord`, one at a time, each parsed
 * just before, as a service that receives them would; and prints the seconds that this takes until the batch is
 * published, less those of a program that only parses them.
 */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBatch, createPublishedFile, ipEvidenceTest, parseRecipient, parseSecretKey } from '@scelle/core';

const [dataSet = '', keyFolder = '', batch = ''] = process.argv.slice(2);
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
const text = readFileSync(join(dataSet, 'records.jsonl'));

const parsing = await measure(() => Promise.resolve(parseAll()));
const all = await measure(sealAll);
process.stdout.write(`${all - parsing}\n`);

function parseAll(): number {
  let count = 0;
  for (const record of records()) count += Object.keys(record).length;
  return count;
}

async function sealAll(): Promise<void> {
  await using file = await createPublishedFile(batch);
  const writer = await createBatch(file, header, { signer, recipients: [recipient] });
  for (const record of records()) await writer.addRecord(record);
  await writer.seal();
  await file.publish();
}

function* records(): Generator<object, void> {
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = text.indexOf('\n', start);
    yield JSON.parse(text.toString('utf8', start, end)) as object;
  }
}

async function measure(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
