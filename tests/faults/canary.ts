import { createHash } from 'node:crypto';
import { findBytes } from '@scelle/testkit';

/** Personal data that is found nowhere else, and a piece of a segment. */
export const canary = {
  ip: '2001:db8:ca4a:51:7e11:7a1e:0:5eed',
  pseudonym: 'canari-jaune-4711',
  /** Random, so that no compression hides it: zstd stores such bytes as they are. */
  segment: new Uint8Array(createHash('shake256', { outputLength: 16_384 }).update('canary').digest()),
} as const;

/** What must not be found. */
export const secrets: Readonly<Record<string, Buffer>> = {
  address: Buffer.from(canary.ip),
  'address in binary': Buffer.from('20010db8ca4a00517e117a1e00005eed', 'hex'),
  pseudonym: Buffer.from(canary.pseudonym),
  segment: Buffer.from(canary.segment.subarray(8_000, 8_048)),
};

/** The bytes by which the canary would be found, with a name for each. */
const traces: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
  Object.entries(secrets).flatMap(([name, bytes]) => [
    [name, bytes],
    [`${name} in UTF-16`, Buffer.from(bytes.toString('latin1'), 'utf16le')],
    [`${name} in hex`, Buffer.from(bytes.toString('hex'))],
    ...[0, 1, 2].map((shift) => [`${name} in base64, moved by ${shift}`, toBase64Core(bytes, shift)]),
  ]),
);

/** What stands in the base64 of any text that holds `bytes` so many bytes behind a multiple of three. */
function toBase64Core(bytes: Uint8Array, shift: number): Uint8Array {
  const text = Buffer.concat([new Uint8Array(shift), bytes]).toString('base64');
  return Buffer.from(text.slice(shift === 0 ? 0 : 4, 4 * Math.floor((shift + bytes.length) / 3)));
}

/** The traces of the canary in all files below the folders, as `<trace>: <path>`. */
export function findCanary(folders: readonly string[]): Promise<string[]> {
  return findBytes(folders, traces);
}

/** The traces of the canary in a text. */
export function findCanaryIn(text: string): string[] {
  const bytes = Buffer.from(text);
  return Object.keys(traces).filter((name) => bytes.includes(Buffer.from(traces[name]!)));
}
