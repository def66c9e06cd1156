import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { memorySource, parseManifest, readContainer } from '@scelle/core';
import { sha256 } from '@scelle/core/internal';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { readShownOutput, runExample } from './run-example.ts';

it.each([
  'verify-before-import',
  'own-profile',
  'signer-behind-an-interface',
  'record-sink',
  'notices-into-duckdb',
  'receiver-in-a-server',
])('%s prints what its README shows', async (name) => {
  expect(await runExample(name)).toBe(await readShownOutput(name));
});

describe('seal-as-they-arrive', () => {
  it('prints what its README shows, leaves whole batches only, and continues the stream when it is started again', async () => {
    const outbox = await temporaryFolder();
    const shown = await readShownOutput('seal-as-they-arrive');
    expect(await runExample('seal-as-they-arrive', outbox)).toBe(shown);
    const names = Array.from(shown.matchAll(/\S+\.scelle/g), ([name]) => name);
    expect((await readdir(outbox)).sort()).toEqual(names);

    await runExample('seal-as-they-arrive', outbox);
    let previous: string | null = null;
    for (const [index, name] of (await readdir(outbox)).sort().entries()) {
      const { manifest } = await readContainer(memorySource(await readFile(join(outbox, name))));
      expect(parseManifest(manifest)).toMatchObject({ sequence: index + 1, previous });
      previous = Buffer.from(sha256(manifest)).toString('hex');
    }
    expect(await readdir(outbox)).toHaveLength(8);
  });
});
