import { createCipheriv, hash } from 'node:crypto';
import type { IpEvidence } from '@scelle/core';
import type { Prng, Weighted } from './prng.ts';
import type { Work } from './works.ts';

type Protocol = IpEvidence['protocol'];
type HashAlgorithm = IpEvidence['file']['hashes'][number]['algorithm'];

/** A file that many subscribers share on one network: to all of them it has the same bytes, hence the same hashes. */
export interface SharedFile {
  readonly protocol: Protocol;
  /** Length in bytes. */
  readonly size: number;
  /** Names the file's bytes, 16 hex digits: see segments.ts. */
  readonly contentId: string;
  /** The value of `file` in a record, as JSON. */
  readonly json: string;
}

/** A network on which files are shared, and the hashes by which it names them. */
interface Network {
  readonly protocol: Protocol;
  readonly hashes: readonly HashAlgorithm[];
}

const NETWORKS: readonly Weighted<Network>[] = [
  { weight: 66, value: { protocol: 'bittorrent', hashes: ['btih'] } },
  { weight: 17, value: { protocol: 'ed2k', hashes: ['ed2k'] } },
  { weight: 7, value: { protocol: 'gnutella', hashes: ['tth', 'sha1'] } },
  { weight: 4, value: { protocol: 'kad', hashes: ['ed2k'] } },
  { weight: 3, value: { protocol: 'direct-connect', hashes: ['tth'] } },
  { weight: 2, value: { protocol: 'gnutella2', hashes: ['tth', 'sha1'] } },
  { weight: 1, value: { protocol: 'ares', hashes: ['sha1'] } },
];

const HEX_DIGITS = { btih: 40, btih2: 64, ed2k: 32, md5: 32, sha1: 40, sha256: 64 } as const;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const TEAMS = ['BRUME', 'KRYSTALL', 'NoRdEt', 'L’OMBRE', 'ZÉPHYR'];
const MEGABYTE = 1_000_000;

/** Draws a file in which the work is shared. */
export function drawFile(work: Work, prng: Prng): SharedFile {
  const { protocol, hashes } = prng.pickWeighted(NETWORKS);
  const size = fileSize(work, prng);
  const file: IpEvidence['file'] = {
    name: prng.chance(0.96) ? fileName(work, prng) : null,
    size,
    hashes: hashes.map((algorithm) => ({ algorithm, value: hashValue(algorithm, prng) })),
  };
  return { protocol, size, contentId: prng.hex(16), json: JSON.stringify(file) };
}

function fileName(work: Work, prng: Prng): string {
  if (work.category === 'music') {
    const start = prng.chance(0.4) ? `${work.artist} - ` : `${prng.between(10, 19)} `;
    return `${start}${work.title}.${prng.pick(['mp3', 'mp3', 'mp3', 'flac', 'ogg'])}`;
  }
  const dotted = work.title.replaceAll(' ', '.');
  const episode = work.category === 'series' ? `.S0${prng.between(1, 9)}E${prng.between(10, 24)}` : '';
  const quality = prng.pick(['DVDRip', 'FRENCH.1080p', 'VOSTFR.720p', 'BRRip']);
  return `${dotted}${episode}.${quality}-${prng.pick(TEAMS)}.${prng.pick(['avi', 'mkv', 'mp4'])}`;
}

function fileSize(work: Work, prng: Prng): number {
  if (work.category === 'music') return prng.between(2 * MEGABYTE, 14 * MEGABYTE);
  if (work.category === 'series') return prng.between(170 * MEGABYTE, 1_200 * MEGABYTE);
  // Above 4 GiB too, where 32 bits no longer hold a size.
  return prng.between(650, 9_000) * MEGABYTE + prng.between(0, MEGABYTE);
}

function hashValue(algorithm: HashAlgorithm, prng: Prng): string {
  return algorithm === 'tth' ? tigerTreeHash(prng) : prng.hex(HEX_DIGITS[algorithm]);
}

/** 192 bits in base32: 38 letters of five bits, and one with the last two bits and three zeros. */
function tigerTreeHash(prng: Prng): string {
  const letters = Array.from({ length: 38 }, () => BASE32[prng.between(0, 31)]);
  return `${letters.join('')}${prng.pick(['A', 'I', 'Q', 'Y'])}`;
}

/** Bytes of a shared file that are kept as evidence. */
export interface SyntheticSegment {
  /** SHA-256 of `bytes`, lower-case hex. */
  readonly sha256: string;
  /** To be read only: several records may hold the same array. */
  readonly bytes: Uint8Array;
}

/** A segment, and from which byte of the file on it was kept. */
export interface LocatedSegment extends SyntheticSegment {
  readonly offset: number;
}

const BLOCK = 16;

/**
 * Draws `length` bytes (less where the file is shorter) from anywhere in the file. The content of a file is an AES-CTR
 * keystream named by the seed and its `contentId`: as incompressible as media, quick to make from any offset on, and
 * the same wherever and whenever the same part is drawn.
 */
export function drawSegment(seed: string, file: SharedFile, length: number, prng: Prng): LocatedSegment {
  const kept = Math.min(length, file.size);
  const block = prng.between(0, Math.floor((file.size - kept) / BLOCK));
  const bytes = fileContent(seed, file.contentId, block, kept);
  return { offset: block * BLOCK, sha256: hash('sha256', bytes), bytes };
}

function fileContent(seed: string, contentId: string, firstBlock: number, length: number): Uint8Array {
  const key = hash('sha256', `${seed}/content`, 'buffer');
  const counter = Buffer.from(contentId.padEnd(32, '0'), 'hex');
  counter.writeBigUInt64BE(BigInt(firstBlock), 8);
  const keystream = createCipheriv('aes-256-ctr', key, counter).update(new Uint8Array(length));
  return new Uint8Array(keystream.buffer, keystream.byteOffset, keystream.length);
}
