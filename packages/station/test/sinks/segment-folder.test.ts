import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toSha256Hex } from '@scelle/core';
import { fixedAttachments, fixedRecords, temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';
import type { SegmentFolder } from '../../src/sinks/segment-folder.ts';
import { createImportingPair, handOver, importAll } from '../support/imports.ts';
import { describeOnTargets, openTestTarget, query } from '../support/targets.ts';

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

const names = fixedAttachments.map(toSha256Hex).sort();

describeOnTargets('segments in a folder', ({ createUrl }) => {
  it('are files under their digests, and their rows hold no bytes', async () => {
    const { tmg, arcom } = await createImportingPair();
    await handOver(tmg, arcom, fixedRecords, fixedAttachments);
    const folder = join(await temporaryFolder(), 'segments');
    const sink = await openTestTarget(await createUrl(), folder);
    await importAll(arcom, sink);
    expect(await listFiles(folder)).toEqual(names);
    expect(await readFile(join(folder, names[0]!.slice(0, 2), names[0]!))).toHaveLength(
      fixedAttachments.find((bytes) => toSha256Hex(bytes) === names[0])!.length,
    );
    expect(await query(sink.database, 'SELECT DISTINCT content FROM segments')).toEqual([{ content: null }]);
  });

  it('that an import left which died are finished or removed by the next', async () => {
    const { tmg, arcom } = await createImportingPair();
    const packed = await handOver(tmg, arcom, fixedRecords, fixedAttachments);
    const folder = join(await temporaryFolder(), 'segments');
    const url = await createUrl();
    const sink = await openTestTarget(url, folder);
    const stranded = sink.segments!.stage('f'.repeat(64));
    await stranded.write([{ sha256: names[0]!, bytes: new Uint8Array(3) }]);
    await importAll(arcom, withoutPublishing(sink, packed.manifestDigest));
    expect(await readdir(folder)).toEqual([`importing-${packed.manifestDigest}`]);
    await using _next = await sink.begin();
    expect(await listFiles(folder)).toEqual(names);
    expect((await readdir(folder)).filter((name) => name.startsWith('importing-'))).toEqual([]);
  });
});

/** The same target, whose importer dies between the commit and the files. */
function withoutPublishing<Sink extends { readonly segments: SegmentFolder | null }>(sink: Sink, digest: string): Sink {
  const { segments } = sink;
  const stage = segments!.stage;
  const publish = async () => undefined;
  Object.assign(segments!, { stage: (name: string) => ({ ...stage(name), ...(name === digest && { publish }) }) });
  return sink;
}
