import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScelleError } from '@scelle/core';
import { signDocument } from '@scelle/core/internal';
import { fixedParties } from '@scelle/testkit';
import { encodeDescription, type SetDescription, toSetKey } from '../../packages/media/src/format/description.ts';
import {
  encodeIndexSector,
  encodeSection,
  type IndexSector,
  type SectionKind,
} from '../../packages/media/src/format/section.ts';
import { openMedium, readMediaSet, type SetFailure } from '../../packages/media/src/index.ts';
import { findRequestedItems } from '../../packages/media/src/recovery/block-request.ts';
import { readIndex } from '../../packages/media/test/support/forged-disc.ts';
import { type SmallSet, writeSmallSet } from '../../packages/media/test/support/small-set.ts';
import { createGenerator, type Generator } from './small-generator.ts';

/** What a run of the campaign came to. */
export interface ForgedDiscResults {
  readonly sets: number;
  /** Items that were delivered; each was compared with what was sealed. */
  readonly delivered: number;
  /** Sets in which the true discs lay too; each gave everything that was sealed. */
  readonly restored: number;
  /** By code, how often a set was refused. */
  readonly refused: Readonly<Record<string, number>>;
  readonly slowestMs: number;
}

export interface ForgedDiscOptions {
  readonly sets: number;
  readonly seed: number;
  /** Makes the campaign fail: alters what is delivered before it is compared. */
  readonly sabotage?: boolean;
}

/** A set may not keep a desk busier than this, whatever it is made of, also on a machine that is busy with others. */
const MOST_MS = 20_000;

/**
 * Reads sets that were forged with right digests, alone and beside the true discs, and compares all that is delivered.
 * Rejects where anything is delivered that was not sealed, where a forgery keeps the true discs from being read, where an
 * error has no code, and where one set takes too long.
 */
export async function readForgedDiscs({ sets, seed, sabotage = false }: ForgedDiscOptions): Promise<ForgedDiscResults> {
  const folder = await mkdtemp(join(tmpdir(), 'scelle-forged-'));
  try {
    const bases = [await prepare(join(folder, 'a'), [3_000, 9_000]), await prepare(join(folder, 'b'), [200_000])];
    const results = { sets: 0, delivered: 0, restored: 0, slowestMs: 0 };
    const refused: Record<string, number> = {};
    for (let number = 0; number < sets; number += 1) {
      const random = createGenerator(seed + number);
      const base = random.pick(bases);
      const forged = await writeForged(join(folder, 'forged'), base, bases, random);
      const isBeside = random.below(2) === 0;
      const discs = base.set.discs.map((disc) => disc.folder);
      const media = !isBeside ? [forged] : random.below(2) === 0 ? [forged, ...discs] : [...discs, forged];
      const begin = performance.now();
      const found = await read(media, join(folder, 'session'), bases, isBeside || random.below(2) === 0, sabotage);
      const took = performance.now() - begin;
      const what = `seed ${seed}, set ${number}`;
      if (took > MOST_MS) throw new Error(`${what}: took ${Math.round(took)} ms`);
      for (const code of found.codes) refused[code] = (refused[code] ?? 0) + 1;
      const own = [...base.sealed.keys()].filter((sha256) => found.delivered.has(sha256));
      if (isBeside && own.length < base.sealed.size)
        throw new Error(`${what}: the true discs were not read (${found.codes})`);
      results.sets += 1;
      results.delivered += found.delivered.size;
      if (isBeside) results.restored += 1;
      results.slowestMs = Math.max(results.slowestMs, Math.round(took));
      await rm(join(folder, 'session'), { recursive: true, force: true });
      await rm(forged, { recursive: true, force: true });
    }
    return { ...results, refused };
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Base {
  readonly set: SmallSet;
  readonly sectors: readonly IndexSector[];
  /** What was sealed, by its SHA-256. */
  readonly sealed: ReadonlyMap<string, Uint8Array>;
  /** The files of the first disc with evidence and parity. */
  readonly content: Uint8Array;
}

async function prepare(folder: string, sizes: readonly number[]): Promise<Base> {
  await mkdir(folder);
  const set = await writeSmallSet(folder, sizes, { spareDiscs: 0 });
  const items = set.description.items.map(
    async ({ sha256 }, index) => [sha256, new Uint8Array(await readFile(set.batches[index]!))] as const,
  );
  const disc = set.discs[0]!.folder;
  const names = [...set.description.pieces.map(({ name }) => `data/batches/${name}`), 'parity/001.bin'];
  const files = await Promise.all(names.map((name) => readFile(join(disc, name))));
  const padded = files.map((bytes) => Buffer.concat([bytes, Buffer.alloc((2_048 - (bytes.length % 2_048)) % 2_048)]));
  return {
    set,
    sectors: await readIndex(disc),
    sealed: new Map(await Promise.all(items)),
    content: Buffer.concat(padded),
  };
}

async function read(
  paths: readonly string[],
  session: string,
  bases: readonly Base[],
  isTrusting: boolean,
  sabotage: boolean,
): Promise<{ readonly delivered: ReadonlySet<string>; readonly codes: readonly string[] }> {
  const delivered = new Set<string>();
  const codes: string[] = [];
  async function* media() {
    for (const path of paths) {
      await using medium = await openMedium(path);
      yield medium;
    }
  }
  try {
    await readMediaSet(media(), session, {
      threads: 0,
      ...(isTrusting && { senders: [{ name: 'tmg', publicKey: fixedParties.tmg.publicKey }], recipient: 'arcom' }),
      onFailure: ({ reason }: SetFailure) => void codes.push(reason.code),
      onPassedOver: ({ reason }) => void codes.push(reason.code),
      deliver: async ({ item, file }) => {
        const bytes = new Uint8Array(await readFile(file));
        if (sabotage) bytes[0]! ^= 1;
        const sealed = bases.map((base) => base.sealed.get(item.sha256)).find((each) => each !== undefined);
        if (sealed === undefined || Buffer.compare(sealed, bytes) !== 0)
          throw new Error(`${item.name} is not what was sealed`);
        delivered.add(item.sha256);
      },
    });
  } catch (error) {
    if (!(error instanceof ScelleError)) throw error;
    codes.push(error.code);
  }
  return { delivered, codes };
}

/** Writes an image of index sectors, content and noise; what it says is chosen by the generator. */
async function writeForged(path: string, base: Base, bases: readonly Base[], random: Generator): Promise<string> {
  const forgery = random.pick([forgePayloads, forgeHeaders, forgeDescription, forgeTables, mixSets, forgeRequest]);
  const index = await forgery(base, bases, random);
  const content = Uint8Array.from(base.content);
  for (let spot = random.below(40); spot > 0; spot -= 1)
    content[random.below(content.length)]! ^= 1 + random.below(255);
  const parts = [index, content, random.below(2) === 0 ? index : random.bytes(2_048 * random.below(8))];
  await writeFile(path, Buffer.concat(random.below(2) === 0 ? parts : parts.toReversed()));
  return path;
}

type Forgery = (base: Base, bases: readonly Base[], random: Generator) => Promise<Uint8Array>;

const kinds: readonly SectionKind[] = ['description', 'signature', 'runs', 'blocks', 'supply'];

/** Other payloads in some or all sectors, once or several times over. */
const forgePayloads: Forgery = async ({ sectors }, _, random) => {
  const copies = 1 + random.below(4);
  const forged = Array.from({ length: copies }, () => {
    const isChosen = (): boolean => copies > 1 || random.below(3) === 0;
    return sectors.map((each) => (isChosen() ? { ...each, payload: random.bytes(each.payload.length) } : each));
  });
  return encode(forged.flat());
};

/** Sectors that say they are others. */
const forgeHeaders: Forgery = async ({ sectors }, _, random) => {
  const forge = (each: IndexSector): IndexSector => {
    const count = random.pick([each.count, 1 + random.below(9), 2 ** 32 - 1]);
    const [subject, disc] = [
      random.pick([each.subject, random.below(300)]),
      random.pick([each.disc, random.below(300)]),
    ];
    const kind = random.pick([each.kind, random.pick(kinds)]);
    return { ...each, kind, count, index: random.below(Math.min(count, 10)), subject, disc };
  };
  return encode(sectors.flatMap((each) => (random.below(2) === 0 ? [each, forge(each)] : [forge(each)])));
};

/** A description that says something else; signed by the sender, by somebody else, or not at all. */
const forgeDescription: Forgery = async ({ set, sectors }, _, random) => {
  const number = (): number => random.pick([0, 1, 2, 4_096, 65_536, 2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER]);
  const { description } = set;
  const [disc, item, piece] = [description.discs[0]!, description.items[0]!, description.pieces[0]!];
  const changes: readonly Partial<SetDescription>[] = [
    { items: [{ ...item, sha256: '0'.repeat(64) }, ...description.items.slice(1)] },
    { items: [{ ...item, bytes: number() }, ...description.items.slice(1)] },
    { items: [{ ...item, kind: 'receipt', manifest: null }, ...description.items.slice(1)] },
    { items: [{ ...item, manifest: 'f'.repeat(64) }, ...description.items.slice(1)] },
    { pieces: [{ ...piece, offset: number() }, ...description.pieces.slice(1)] },
    { pieces: [...description.pieces].reverse() },
    { discs: [{ ...disc, contentBlocks: number() }] },
    { discs: [{ ...disc, runs: '0'.repeat(64), blocks: '0'.repeat(64) }] },
    { blockBytes: number() },
    { stripe: { data: 40, parity: random.below(100) } },
    { sender: random.pick(['arcom', 'other']), recipient: random.pick(['tmg', 'other']) },
  ];
  const bytes = encodeDescription({ ...description, ...random.pick(changes) });
  const signer = random.pick([fixedParties.tmg, fixedParties.stranger]).signer;
  const word = { format: 'scelle.media/1', role: 'media', signer: 'tmg', time: '2026-01-01T00:00:00Z' } as const;
  return withTables(
    bytes,
    random.below(4) === 0 ? random.bytes(100) : await signDocument(signer, bytes, word),
    sectors,
  );
};

/** Large discs of which nothing is there but a sector of each table. */
const forgeTables: Forgery = async ({ set, sectors }, _, random) => {
  const { description } = set;
  const discs = 1 + random.below(20);
  const blocks = random.pick([1, 4_096, 524_288]);
  const bytes = blocks * description.blockBytes;
  const list = Array.from({ length: discs }, (_, index) => index);
  const pieces = list.map((item) => ({ disc: item + 1, item, offset: 0, bytes, name: `a${item}.x` }));
  const forged = encodeDescription({
    ...description,
    discs: list.map((index) => ({ ...description.discs[0]!, number: index + 1, contentBlocks: blocks })),
    items: list.map((item) => ({ ...description.items[0]!, name: `a${item}.x`, bytes })),
    pieces,
  });
  const payload = random.bytes(8).toString();
  const table = sectors.filter(({ kind }) => kind === 'blocks' || kind === 'runs');
  const other = list.flatMap((index) => table.map((each) => ({ ...each, subject: index + 1 })));
  return withTables(forged, new TextEncoder().encode(payload), other);
};

/** The sectors of two sets, one among the other. */
const mixSets: Forgery = async (_, bases, random) => {
  const all = bases.flatMap(({ sectors }) => sectors);
  return encode(Array.from({ length: all.length }, () => random.pick(all)));
};

/** A request instead of a disc: it is parsed, and its bytes lie on the image. */
const forgeRequest: Forgery = async ({ set }, _, random) => {
  const description = encodeDescription(set.description);
  const ranges = Array.from({ length: 1 + random.below(200) }, (_, index) => ({
    start: index * random.below(3),
    count: random.below(3),
  }));
  const request = Buffer.from(
    `${JSON.stringify({
      format: 'scelle.media-request/1',
      description: Buffer.from(description).toString('base64'),
      signature: 'AAAA',
      descriptionSha256: '0'.repeat(64),
      discs: [{ disc: random.below(3), ranges }],
    })}\n`,
  );
  try {
    findRequestedItems(request, 'request');
  } catch (error) {
    if (!(error instanceof ScelleError)) throw error;
  }
  return Buffer.concat([request, Buffer.alloc((2_048 - (request.length % 2_048)) % 2_048)]);
};

function encode(sectors: readonly IndexSector[]): Uint8Array {
  return Buffer.concat(sectors.map((each) => encodeIndexSector(each)));
}

function withTables(description: Uint8Array, signature: Uint8Array, tables: readonly IndexSector[]): Uint8Array {
  const setKey = toSetKey(description);
  const own = tables.filter(({ kind }) => kind === 'runs' || kind === 'blocks').map((each) => ({ ...each, setKey }));
  const head = encodeSection({ setKey, kind: 'description', subject: 0 }, 1, description);
  return Buffer.concat([head, encodeSection({ setKey, kind: 'signature', subject: 0 }, 1, signature), encode(own)]);
}
