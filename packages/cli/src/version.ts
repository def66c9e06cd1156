import { readFileSync } from 'node:fs';

/** The version of this package, read without loading anything else. */
export function readVersion(): string {
  // biome-ignore lint/plugin: our own package.json.
  const file: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return String((file as { version: unknown }).version);
}
