import { randomBytes } from 'node:crypto';

/** What a batch takes from the world around it, so that tests can fix it. */
export interface Environment {
  now(): Date;
  randomBytes(length: number): Uint8Array;
}

/** The clock and the random source of this machine. */
export const systemEnvironment: Environment = { now: () => new Date(), randomBytes };

/** The instant in the form of docs/format.md: milliseconds only where there are any. */
export function toInstant(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}

/** A UUID version 7 for that time. Source: RFC 9562 § 5.7. */
export function createUuidV7({ now, randomBytes }: Environment): string {
  const bytes = Uint8Array.from(randomBytes(16));
  new DataView(bytes.buffer).setBigUint64(
    0,
    (BigInt(now().getTime()) << 16n) | BigInt(bytes[6]! << 8) | BigInt(bytes[7]!),
  );
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
