import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stage } from './stage.ts';

/** Records of each of the two days that go by discs. */
const RECORDS = 2_000;

/** Records of both. */
export const recordsByDiscs: number = 2 * RECORDS;

const SECTOR_BYTES = 2_048;

/** The line is down: two days go by post, on four small discs, of which one gets lost and one scratched. */
export async function handOverByDiscs(stage: Stage): Promise<void> {
  await packAndBurn(stage);
  await damage(stage);
  await openParcel(stage);
}

async function packAndBurn(stage: Stage): Promise<void> {
  stage.title('The line is down: two more days go onto discs, one of which is spare');
  for (const day of ['wednesday', 'thursday']) {
    await stage.scelle(`generate --records ${RECORDS} --segments tenth --seed demo-${day} --out ${day}`);
    const input = `${day}/records.jsonl --segments ${day}/segments --content ${day}/content.json`;
    await stage.scelle(`pack ${input} --profile ip-evidence-test/1 --to arcom --stream films --station tmg`);
  }
  const key = '--key agent-1/keys/signing.key --identity agent-1/keys/opening.identity';
  await stage.scelle(`cosign --pending ${key} --role agent --name agent-1 --station tmg --yes`);
  const parcel = '--disc 5M --spare-discs 1 --seal-number A-1742 --courier post --packed-by Roy --out parcel';
  await stage.timed('onto discs', 2 * RECORDS, `media write --pending --to arcom ${parcel} --station tmg`);
}

async function damage(stage: Stage): Promise<void> {
  stage.title('The parcel arrives: the second disc is missing, and the third is scratched');
  await rm(stage.path('parcel/disc-02-of-04'), { recursive: true });
  const batches = 'parcel/disc-03-of-04/data/batches';
  const [piece] = (await readdir(stage.path(batches))).sort();
  await scratch(stage.path(join(batches, piece!)), { first: 300, count: 150 });
  stage.print(`✗ parcel/disc-02-of-04: lost\n✗ ${join(batches, piece!)}: 150 consecutive sectors scratched`);
}

async function openParcel(stage: Stage): Promise<void> {
  stage.title('Both batches are restored from what is left, and accepted');
  const discs = (await readdir(stage.path('parcel'))).filter((name) => name.startsWith('disc-')).sort();
  const paths = discs.map((name) => join('parcel', name)).join(' ');
  await stage.scelle(`media check ${paths} --signer tmg=tmg/keys/signing.pub --report discs.html`, 5);
  const opened = '--seal-number A-1742 --opened-by Petit --station arcom';
  await stage.timed('from discs', 2 * RECORDS, `media read ${paths} ${opened}`);
  await stage.timed('process those', 2 * RECORDS, 'process --reports . --station arcom');
}

/** Overwrites consecutive sectors of a file, as a scratch makes them unreadable. */
async function scratch(path: string, { first, count }: { readonly first: number; readonly count: number }) {
  const file = await open(path, 'r+');
  await file.write(Buffer.alloc(count * SECTOR_BYTES), 0, count * SECTOR_BYTES, first * SECTOR_BYTES);
  await file.close();
}
