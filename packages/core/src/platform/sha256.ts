import { nodeCrypto } from './node.ts';

/** SHA-256 of the bytes: by OpenSSL where there is Node, and otherwise in JavaScript, since browsers have it as a promise only. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return nodeCrypto === null ? sha256Plainly(bytes) : nodeCrypto.hash('sha256', bytes, 'buffer');
}

const BLOCK_BYTES = 64;
const ROUNDS = 64;

/** The first 32 bits of the fractional parts of the square, or cube, roots of the first primes. */
function fractions(root: 2 | 3, count: number): Uint32Array {
  const primes = new Uint32Array(count);
  for (let candidate = 2, found = 0; found < count; candidate += 1) {
    if (primes.subarray(0, found).every((prime) => candidate % prime !== 0)) primes[found++] = candidate;
  }
  return primes.map((prime) => (root === 2 ? Math.sqrt(prime) : Math.cbrt(prime)) * 2 ** 32);
}

/** The same in JavaScript alone. Source: FIPS 180-4 § 6.2. */
export function sha256Plainly(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / BLOCK_BYTES) * BLOCK_BYTES);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
  const hash = fractions(2, 8);
  const constants = fractions(3, ROUNDS);
  const words = new Uint32Array(ROUNDS);
  for (let block = 0; block < padded.length; block += BLOCK_BYTES) {
    for (let index = 0; index < ROUNDS; index += 1) {
      words[index] = index < 16 ? view.getUint32(block + 4 * index) : schedule(words, index);
    }
    compress(hash, words, constants);
  }
  const result = new DataView(new ArrayBuffer(32));
  hash.forEach((word, index) => {
    result.setUint32(4 * index, word);
  });
  return new Uint8Array(result.buffer);
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function schedule(words: Uint32Array, index: number): number {
  const [early, late] = [words[index - 15]!, words[index - 2]!];
  const small0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
  const small1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
  return words[index - 16]! + small0 + words[index - 7]! + small1;
}

function compress(hash: Uint32Array, words: Uint32Array, constants: Uint32Array): void {
  let [a, b, c, d, e, f, g, h] = hash as unknown as [number, number, number, number, number, number, number, number];
  for (let index = 0; index < ROUNDS; index += 1) {
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const first = (h + sum1 + ((e & f) ^ (~e & g)) + constants[index]! + words[index]!) | 0;
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const second = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    hash[index] = hash[index]! + word;
  });
}
