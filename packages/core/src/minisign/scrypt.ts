import { scrypt } from 'node:crypto';
import { CoreError } from '../errors/core-error.ts';

/** The cost as key files state it, in libsodium's terms: a number of operations and of bytes of memory. */
export interface ScryptLimits {
  readonly operations: bigint;
  readonly memory: bigint;
}

/** The cost as scrypt takes it; the block size r is always 8. Source: RFC 7914 § 2. */
export interface ScryptCost {
  /** N: a power of two. */
  readonly cost: number;
  /** p. */
  readonly parallelization: number;
}

/** The highest work factor: N = 2^20, 1 GiB of memory and some seconds, as stock minisign chooses it. */
const MAX_WORK_FACTOR = 20;

const BLOCK_SIZE = 8;
const MIN_OPERATIONS = 32_768n;
const MAX_BLOCKS = 0x3fff_ffffn;

/** The limits for which `toScryptCost` gives N = 2^`workFactor` and p = 1; from 10, below which p grows instead. */
export function toScryptLimits(workFactor: number): ScryptLimits {
  return { operations: 2n ** BigInt(workFactor + 5), memory: 2n ** BigInt(workFactor + 10) };
}

/**
 * The cost that libsodium derives from the limits of a key file, which minisign leaves to it. Throws
 * `key-cost-too-high` beyond the time and memory of stock minisign, before any is spent: a key file may come from
 * anybody. Source: libsodium, `pickparams` of crypto_pwhash_scryptsalsa208sha256.
 */
export function toScryptCost(limits: ScryptLimits): ScryptCost {
  const operations = limits.operations < MIN_OPERATIONS ? MIN_OPERATIONS : limits.operations;
  const boundByOperations = operations < limits.memory / 32n;
  const bound = boundByOperations ? operations / 32n : limits.memory / 1024n;
  const cost = largestPowerOfTwo(bound);
  const blocks = operations / 4n / cost;
  const parallelization = boundByOperations ? 1n : (blocks < MAX_BLOCKS ? blocks : MAX_BLOCKS) / BigInt(BLOCK_SIZE);
  const limit = 2 ** MAX_WORK_FACTOR;
  if (cost * parallelization > limit) throw new CoreError('key-cost-too-high', { limit });
  return { cost: Number(cost), parallelization: Number(parallelization) };
}

/** The largest power of two up to `bound`, and at least two. */
function largestPowerOfTwo(bound: bigint): bigint {
  return bound < 2n ? 2n : 2n ** BigInt(bound.toString(2).length - 1);
}

/** Derives `length` bytes from a passphrase, beside the main thread. Source: RFC 7914. */
export function deriveWithScrypt(
  passphrase: Uint8Array,
  salt: Uint8Array,
  { cost, parallelization }: ScryptCost,
  length: number,
): Promise<Uint8Array> {
  const maxmem = 128 * BLOCK_SIZE * (cost + parallelization + 2);
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  scrypt(passphrase, salt, length, { cost, blockSize: BLOCK_SIZE, parallelization, maxmem }, (error, key) => {
    if (error) reject(error);
    else resolve(key);
  });
  return promise;
}
