#!/usr/bin/env node
/*
 * Puts the batches of a Scellé media set together again, and repairs them where parity suffices.
 * Remet ensemble les lots d'un jeu de disques Scellé, et les répare là où la parité suffit.
 *
 *   node restore.mjs --out DIR DISC...      DISC: folder of a disc, image of it, or drive (dossier, image ou lecteur)
 *
 * Needs Node.js 20 or later and nothing else. MEDIA-FORMAT.md says what it does.
 * It opens nothing and trusts nobody: what it writes is compared with the set description, and still has to be verified.
 */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const SECTOR = 2048;
const RUN = 1 << 20;
const FILE = 1 << 30;
const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const say = (text) => process.stdout.write(`${text}\n`);

const { values, positionals: media } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
const { out } = values;
if (out === undefined || media.length === 0) {
  say('node restore.mjs --out DIR DISC...');
  process.exit(2);
}

/** The regular files of a folder, or the image or drive itself. Links are not followed. */
function listFiles(path, depth = 0) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inner = join(path, entry.name);
    if (entry.isFile()) return [inner];
    return entry.isDirectory() && depth < 8 ? listFiles(inner, depth + 1) : [];
  });
}

/** As many bytes as can be read; unreadable sectors are zeros. */
function readAt(fd, position, length) {
  const bytes = Buffer.alloc(length);
  try {
    return bytes.subarray(0, readSync(fd, bytes, 0, length, position));
  } catch {
    if (length <= SECTOR) return bytes;
    for (let start = 0; start < length; start += SECTOR) {
      readAt(fd, position + start, Math.min(SECTOR, length - start)).copy(bytes, start);
    }
    return bytes;
  }
}

/** Calls `visit` with every MiB of every file, and up to 64 KiB more, so that a block is never cut. */
function eachChunk(visit) {
  for (const path of media.flatMap((medium) => listFiles(medium))) {
    const fd = openSync(path, 'r');
    const end = fstatSync(fd).isFile() ? fstatSync(fd).size : Number.POSITIVE_INFINITY;
    for (let position = 0; position < end; position += RUN) {
      const bytes = readAt(fd, position, Math.min(RUN + 65_536, end - position));
      if (bytes.length === 0) break;
      visit(bytes, Math.min(RUN, bytes.length));
    }
    closeSync(fd);
  }
}

const sections = new Map();

function takeIndexSector(sector) {
  if (sector.length < SECTOR || sector.toString('latin1', 0, 8) !== 'SCELLEM1') return;
  if (!sha256(sector.subarray(0, 2032)).subarray(0, 16).equals(sector.subarray(2032))) return;
  const name = [sector.toString('hex', 8, 24), sector[26], sector.readUInt16BE(28), sector.readUInt32BE(36)].join(' ');
  if (!sections.has(name)) sections.set(name, new Map());
  sections.get(name).set(sector.readUInt32BE(32), Buffer.from(sector.subarray(48, 48 + sector.readUInt16BE(30))));
}

eachChunk((bytes, length) => {
  for (let start = 0; start < length; start += SECTOR) takeIndexSector(bytes.subarray(start, start + SECTOR));
});

/** The whole section of a kind and subject, or null. */
function findSection(key, kind, subject) {
  for (const [name, parts] of sections) {
    const [setKey, itsKind, itsSubject, count] = name.split(' ');
    if (setKey !== key || Number(itsKind) !== kind || Number(itsSubject) !== subject || parts.size < count) continue;
    return Buffer.concat(Array.from({ length: Number(count) }, (_, index) => parts.get(index)));
  }
  return null;
}

/** The description whose SHA-256 begins with the set key. */
function findSet() {
  const keys = new Set([...sections.keys()].map((name) => name.split(' ')[0]));
  const isSet = (key) =>
    sha256(findSection(key, 1, 0) ?? '')
      .toString('hex')
      .startsWith(key);
  const sets = [...keys].filter(isSet);
  if (sets.length !== 1) {
    say(`${sets.length} sets were found: give the discs of one. / Donnez les disques d'un seul jeu.`);
    process.exit(1);
  }
  return { key: sets[0], ...JSON.parse(findSection(sets[0], 1, 0)) };
}

const set = findSet();
const B = set.blockBytes;
say(`${set.sender} -> ${set.recipient}, ${set.id}, ${set.discs.length} discs`);

mkdirSync(out, { recursive: true });
const discs = set.discs.map(({ number, kind, contentBlocks }) => {
  const stripes = Math.ceil(contentBlocks / set.stripe.data);
  const lengths = set.pieces.filter((piece) => piece.disc === number).map(({ bytes }) => bytes);
  if (kind === 'spare') lengths.push(...cut(contentBlocks * B));
  lengths.push(...cut(stripes * set.stripe.parity * B));
  // The length of a block is that of B bytes, but for the last one of a file.
  const tails = new Map();
  let blocks = 0;
  for (const length of lengths) {
    blocks += Math.ceil(length / B);
    if (length % B !== 0) tails.set(blocks - 1, length % B);
  }
  const name = join(out, `.work-${number}`);
  const [fd, good] = [openSync(name, 'w+'), new Uint8Array(blocks)];
  return { number, kind, contentBlocks, stripes, blocks, tails, name, fd, good };
});

/** How long a block is on the disc. */
const lengthOf = ({ disc, block }) => disc.tails.get(block) ?? B;

function cut(bytes) {
  return Array.from({ length: Math.ceil(bytes / FILE) }, (_, index) => Math.min(FILE, bytes - index * FILE));
}

/** The table of a disc, and its blocks sorted by the digest of their first sector. */
const tables = discs.flatMap((disc) => {
  const entries = findSection(set.key, 4, disc.number);
  if (entries === null || entries.length < 8 * disc.blocks) return [];
  const sorted = new BigUint64Array(disc.blocks);
  for (let block = 0; block < disc.blocks; block += 1) {
    sorted[block] = (BigInt(entries.readUInt32BE(8 * block)) << 32n) | BigInt(block);
  }
  return [{ disc, entries, sorted: sorted.sort() }];
});

/** The blocks whose first sector has a digest that begins like this. */
function* findBlocks({ sorted }, first) {
  let low = 0;
  let high = sorted.length;
  const wanted = BigInt(first) << 32n;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  for (; low < sorted.length && sorted[low] >> 32n === BigInt(first); low += 1) yield Number(sorted[low] & 0xffffffffn);
}

function toSectors(bytes) {
  const padded = Buffer.alloc(Math.ceil(bytes.length / SECTOR) * SECTOR);
  bytes.copy(padded);
  return padded;
}

eachChunk((bytes, length) => {
  for (let start = 0; start < length; start += SECTOR) {
    const first = sha256(toSectors(bytes.subarray(start, start + SECTOR)));
    for (const table of tables) {
      const { disc, entries } = table;
      for (const block of findBlocks(table, first.readUInt32BE(0))) {
        const found = bytes.subarray(start, start + lengthOf({ disc, block }));
        const entry = entries.subarray(8 * block + 4, 8 * block + 8);
        if (disc.good[block] || !sha256(toSectors(found)).subarray(4, 8).equals(entry)) continue;
        writeSync(disc.fd, found, 0, found.length, block * B);
        disc.good[block] = 1;
      }
    }
  }
});

// The code: GF(2^8), polynomial 0x11d, systematic Vandermonde matrix

const product = Array.from({ length: 256 }, () => new Uint8Array(256));
for (let a = 0; a < 256; a += 1) {
  for (let b = 0; b < 256; b += 1) {
    for (let factor = a, rest = b; rest > 0; rest >>= 1) {
      if (rest & 1) product[a][b] ^= factor;
      factor = factor & 128 ? (factor << 1) ^ 0x11d : factor << 1;
    }
  }
}

function invert(matrix) {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => Number(i === j))]);
  for (let i = 0; i < n; i += 1) {
    const pivot = rows.findIndex((row, index) => index >= i && row[i] !== 0);
    [rows[i], rows[pivot]] = [rows[pivot], rows[i]];
    const inverse = product[rows[i][i]].indexOf(1);
    rows[i] = rows[i].map((value) => product[inverse][value]);
    for (let j = 0; j < n; j += 1) {
      const factor = rows[j][i];
      if (j !== i && factor !== 0) rows[j] = rows[j].map((value, index) => value ^ product[factor][rows[i][index]]);
    }
  }
  return rows.map((row) => row.slice(n));
}

/** Row r of the matrix V: the powers of r. */
const vandermonde = Array.from({ length: 256 }, (_, base) => {
  const row = [1];
  while (row.length < 256) row.push(product[base][row.at(-1)]);
  return row;
});
const inverses = new Map();

/** The factors by which a data shard follows from these shards, as many as there are data shards. */
function factorsOf(index, shards) {
  const name = shards.join();
  const rowOf = (shard) => vandermonde[shard].slice(0, shards.length);
  if (!inverses.has(name)) inverses.set(name, invert(shards.map(rowOf)));
  const inverse = inverses.get(name);
  return shards.map((_, column) => rowOf(index).reduce((sum, value, i) => sum ^ product[value][inverse[i][column]], 0));
}

/** Restores the missing data shards of a group of blocks, if enough are there; each is a disc with a block, or null for zeros. */
function repair(group, data) {
  const isThere = (shard) => shard === null || shard.disc.good[shard.block] === 1;
  const missing = group.flatMap((shard, index) => (index < data && !isThere(shard) ? [index] : []));
  const present = group.flatMap((shard, index) => (isThere(shard) ? [index] : [])).slice(0, data);
  if (missing.length === 0 || present.length < data) return false;
  const bytes = present.map((index) => {
    const block = Buffer.alloc(B);
    if (group[index] !== null) readSync(group[index].disc.fd, block, 0, lengthOf(group[index]), group[index].block * B);
    return block;
  });
  for (const index of missing) {
    const sum = Buffer.alloc(B);
    const factors = factorsOf(index, present);
    for (const [row, block] of bytes.entries()) {
      const times = product[factors[row]];
      for (let i = 0; i < B; i += 1) sum[i] ^= times[block[i]];
    }
    const { disc, block } = group[index];
    writeSync(disc.fd, sum, 0, lengthOf(group[index]), block * B);
    disc.good[block] = 1;
  }
  return true;
}

function repairWithin(disc, stripe) {
  const { data, parity } = set.stripe;
  const content = Array.from({ length: data }, (_, column) => column * disc.stripes + stripe);
  const rows = Array.from({ length: parity }, (_, row) => disc.contentBlocks + row * disc.stripes + stripe);
  const group = content.map((block) => (block < disc.contentBlocks ? { disc, block } : null));
  return repair([...group, ...rows.map((block) => ({ disc, block }))], data);
}

const dataDiscs = discs.filter(({ kind }) => kind === 'data').length;
const repairAcross = (block) =>
  repair(
    discs.map((disc) => (block < disc.contentBlocks ? { disc, block } : null)),
    dataDiscs,
  );

for (let progress = true; progress; ) {
  progress = false;
  for (const disc of discs) {
    for (let stripe = 0; stripe < disc.stripes; stripe += 1) progress = repairWithin(disc, stripe) || progress;
  }
  const fullest = Math.max(...discs.map(({ contentBlocks }) => contentBlocks));
  for (let block = 0; block < fullest; block += 1) progress = repairAcross(block) || progress;
}

let isAll = true;
for (const [item, { name, sha256: expected }] of set.items.entries()) {
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(name) || name.includes('..')) throw new Error('bad name');
  const target = join(out, name);
  const digest = createHash('sha256');
  const fd = openSync(target, 'wx');
  for (const [index, piece] of set.pieces.entries()) {
    if (piece.item !== item) continue;
    const before = set.pieces.slice(0, index).filter(({ disc }) => disc === piece.disc);
    const start = before.reduce((sum, { bytes }) => sum + Math.ceil(bytes / B) * B, 0);
    for (let done = 0; done < piece.bytes; done += RUN) {
      const bytes = Buffer.alloc(Math.min(RUN, piece.bytes - done));
      readSync(discs[piece.disc - 1].fd, bytes, 0, bytes.length, start + done);
      digest.update(bytes);
      writeSync(fd, bytes);
    }
  }
  closeSync(fd);
  const isRight = digest.digest('hex') === expected;
  if (!isRight) rmSync(target);
  isAll &&= isRight;
  say(`${isRight ? 'OK  ' : 'LOST'} ${name}`);
}
for (const { fd, name } of discs) {
  closeSync(fd);
  rmSync(name);
}
process.exit(isAll ? 0 : 1);
