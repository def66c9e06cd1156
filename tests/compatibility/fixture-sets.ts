import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';

/** What a released version wrote; see tests/fixtures/README.md. */
export interface FixtureSet {
  readonly version: string;
  /** Unpacks one of its archives into an existing folder. */
  unpack(name: 'command' | 'desk' | 'line' | 'discs' | 'keys' | 'bricked', folder: string): Promise<void>;
  /** The moment at which the set was complete, in milliseconds. */
  madeAt(): Promise<number>;
}

const fixtures = new URL('../fixtures/', import.meta.url);

/** Those of all released versions. */
export const fixtureSets: readonly FixtureSet[] = readdirSync(fixtures, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => toSet(name));

function toSet(version: string): FixtureSet {
  const folder = new URL(`${version}/`, fixtures);
  return {
    version,
    async unpack(name, into) {
      const archive = await promisify(zstdDecompress)(await readFile(new URL(`${name}.tar.zst`, folder)));
      const tar = spawn('tar', ['-x', '-p', '-C', into], { stdio: ['pipe', 'ignore', 'pipe'] });
      tar.stdin.on('error', () => undefined);
      tar.stdin.end(archive);
      const [said, [status]] = await Promise.all([text(tar.stderr), once(tar, 'close')]);
      if (status !== 0) throw new Error(`tar: ${said}`);
    },
    madeAt: async () => Date.parse((await readFile(new URL('made-at.txt', folder), 'utf8')).trim()),
  };
}
