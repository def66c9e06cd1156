import { readFileSync } from 'node:fs';

/** The version of this package, read without loading anything else. */
export function readVersion(): string {
  const file: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return String((file as { version: unknown }).version);
}
