import { hash } from 'node:crypto';

/** A choice among `values`, each as likely as its weight says. */
export interface Weighted<Value> {
  readonly value: Value;
  /** Any positive number: the weights of a list need no particular sum. */
  readonly weight: number;
}

const TWO_TO_32 = 2 ** 32;

/** Words whose hex digits are made at once, because converting them one by one is slow. */
const HEX_WORDS = 32;

/**
 * A small deterministic generator, sfc32 (PractRand), seeded with the SHA-256 of a text. It repeats itself on every
 * machine and is fast; nothing secret may ever be made with it.
 */
export class Prng {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;
  #digits = '';

  /** The same `seed` gives the same sequence; different seeds give unrelated ones. */
  constructor(seed: string) {
    const digest = hash('sha256', seed, 'buffer');
    this.#a = digest.readInt32BE(0);
    this.#b = digest.readInt32BE(4);
    this.#c = digest.readInt32BE(8);
    this.#counter = digest.readInt32BE(12);
  }

  /** An integer from 0 to 2^32 − 1. */
  word(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A number from 0 (included) to 1 (excluded). */
  fraction(): number {
    return this.word() / TWO_TO_32;
  }

  /** An integer from `least` to `most`, both included; they may lie at most 2^32 apart. */
  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  /** True with the given probability (0 to 1). */
  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of `values`, all equally likely. */
  pick<Value>(values: readonly Value[]): Value {
    return values[this.between(0, values.length - 1)]!;
  }

  /** One of `values`, as likely as their weights say. */
  pickWeighted<Value>(values: readonly Weighted<Value>[]): Value {
    let left = this.fraction() * totalWeight(values);
    for (const { value, weight } of values) {
      left -= weight;
      if (left < 0) return value;
    }
    return values.at(-1)!.value;
  }

  /** Lower-case hex digits, as many as asked. */
  hex(digits: number): string {
    while (this.#digits.length < digits) this.#digits += this.#moreDigits();
    const text = this.#digits.slice(0, digits);
    this.#digits = this.#digits.slice(digits);
    return text;
  }

  /** A UUID of version 4 (RFC 9562 § 5.4) in lower-case text. */
  uuid(): string {
    const digits = this.hex(30);
    const start = `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(12, 15)}`;
    return `${start}-${'89ab'[this.word() & 3]}${digits.slice(15, 18)}-${digits.slice(18)}`;
  }

  #moreDigits(): string {
    const words = Buffer.alloc(4 * HEX_WORDS);
    for (let at = 0; at < words.length; at += 4) words.writeUInt32BE(this.word(), at);
    return words.toString('hex');
  }
}

function totalWeight(values: readonly Weighted<unknown>[]): number {
  let total = 0;
  for (const { weight } of values) total += weight;
  return total;
}
