import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toInstant } from '@scelle/core';
import { signDocument } from '@scelle/core/internal';
import { fixedParties } from '@scelle/testkit';
import {
  encodeDescription,
  MEDIA_FORMAT,
  parseDescription,
  type SetDescription,
  toSetKey,
} from '../../src/format/description.ts';
import { encodeIndexSector, encodeSection, type IndexSector, parseIndexSector } from '../../src/format/section.ts';

const SECTOR_BYTES = 2_048;

/** The sectors of an index file. */
function parseIndex(bytes: Uint8Array): IndexSector[] {
  return Array.from({ length: bytes.length / SECTOR_BYTES }, (_, index) =>
    parseIndexSector(bytes.subarray(index * SECTOR_BYTES, (index + 1) * SECTOR_BYTES)),
  ).filter((sector) => sector !== null);
}

/** The index of a disc in a folder. */
export async function readIndex(disc: string): Promise<IndexSector[]> {
  return parseIndex(new Uint8Array(await readFile(join(disc, 'index/1.bin'))));
}

/** The description in an index. */
function describe(sectors: readonly IndexSector[]): SetDescription {
  const payloads = new Map(
    sectors.filter(({ kind }) => kind === 'description').map((each) => [each.index, each.payload]),
  );
  return parseDescription(Buffer.concat([...payloads].sort(([a], [b]) => a - b).map(([, payload]) => payload)));
}

/** A copy of a disc whose description says something else, signed by the sender: a lie of somebody who is trusted. */
export async function forgeDescription(
  disc: string,
  to: string,
  change: (description: SetDescription) => SetDescription,
): Promise<string> {
  const sectors = await readIndex(disc);
  const bytes = encodeDescription(change(describe(sectors)));
  const setKey = toSetKey(bytes);
  const signature = await signDocument(fixedParties.tmg.signer, bytes, {
    format: MEDIA_FORMAT,
    role: 'media',
    signer: 'tmg',
    time: toInstant(new Date()),
  });
  const tables = sectors.filter(({ kind }) => kind === 'runs' || kind === 'blocks');
  await cp(disc, to, { recursive: true });
  for (const copy of [2, 3]) await rm(join(to, `index/${copy}.bin`));
  await writeFile(
    join(to, 'index/1.bin'),
    Buffer.concat([
      encodeSection({ setKey, kind: 'description', subject: 0 }, 1, bytes),
      encodeSection({ setKey, kind: 'signature', subject: 0 }, 1, signature),
      ...tables.map((sector) => encodeIndexSector({ ...sector, setKey })),
    ]),
  );
  return to;
}
