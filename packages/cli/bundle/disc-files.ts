import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'rolldown';

const media = join(import.meta.dirname, '../../media');

/** Puts the files that `@scelle/media` reads when it runs beside the bundle, with the licence of the one that is not ours. */
export function discFiles(): Plugin {
  return {
    name: 'disc-files',
    async generateBundle() {
      const wasm = createRequire(join(media, 'package.json')).resolve(
        '@digitaldefiance/reed-solomon-erasure.wasm/wasm',
      );
      const own = (await readdir(join(media, 'disc-files'))).map((name) => [name, join(media, 'disc-files', name)]);
      const files = [
        ...own,
        ['reed_solomon_erasure_bg.wasm', wasm],
        ['reed_solomon_erasure_bg.wasm.license.txt', join(dirname(wasm), '../license.txt')],
      ] as const;
      for (const [name, path] of files) {
        this.emitFile({ type: 'asset', fileName: `disc-files/${name}`, source: await readFile(path!) });
      }
    },
  };
}
