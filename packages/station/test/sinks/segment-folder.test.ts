import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toSha256Hex } from '@scelle/core/internal';
import { fixedAttachments, fixedRecords, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import type { DatabaseSink } from '../../src/sinks/database-sink.ts';
import type { SegmentFolder } from '../../src/sinks/segment-folder.ts';
import { codeOf } from '../support/code-of.ts';
import { createImportingPair, handOver, importAll } from '../support/imports.ts';
import { describeOnTargets, openTestTarget, query } from '../support/targets.ts';

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name !== 'owner')
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
    expect(await readdir(folder)).toEqual([`importing-${packed.manifestDigest}`, 'owner']);
    await using _next = await sink.begin();
    expect(await listFiles(folder)).toEqual(names);
    expect((await readdir(folder)).filter((name) => name.startsWith('importing-'))).toEqual([]);
  });

  it('are not touched by another database, whose imports they are not', async () => {
    const { tmg, arcom } = await createImportingPair();
    const packed = await handOver(tmg, arcom, fixedRecords, fixedAttachments);
    const folder = join(await temporaryFolder(), 'segments');
    const sink = await openTestTarget(await createUrl(), folder);
    await importAll(arcom, withoutPublishing(sink, packed.manifestDigest));
    const trial = await openTestTarget(await createUrl(), folder);
    expect(await codeOf(() => trial.begin())).toBe('segments-folder-foreign');
    expect(await listFiles(folder)).toEqual(names);
    await using _next = await sink.begin();
    expect(await readdir(folder)).not.toContain(`importing-${packed.manifestDigest}`);
  });

  it('are in one folder, which may be moved', async () => {
    const { tmg, arcom } = await createImportingPair();
    await handOver(tmg, arcom, fixedRecords, fixedAttachments);
    const [url, parent] = [await createUrl(), await temporaryFolder()];
    await importAll(arcom, await openTestTarget(url, join(parent, 'segments')));
    const elsewhere = await openTestTarget(url, join(parent, 'empty'));
    expect(await codeOf(() => elsewhere.begin())).toBe('segments-folder-foreign');
    expect(await readdir(parent)).not.toContain('empty');
    await rename(join(parent, 'segments'), join(parent, 'moved'));
    const moved = await openTestTarget(url, join(parent, 'moved'));
    await using _transaction = await moved.begin();
  });

  it('that earlier software wrote into a folder without an owner stay in it, and nowhere else', async () => {
    const { tmg, arcom } = await createImportingPair();
    await handOver(tmg, arcom, fixedRecords, fixedAttachments);
    const [url, parent] = [await createUrl(), await temporaryFolder()];
    const sink = await openTestTarget(url, join(parent, 'segments'));
    await importAll(arcom, sink);
    await rm(join(parent, 'segments', 'owner'));
    await sink.database.execute(
      'ALTER TABLE scelle_schema DROP COLUMN id; ALTER TABLE scelle_schema DROP COLUMN has_folder',
    );
    await sink.database.execute('UPDATE scelle_schema SET version = 1');
    const elsewhere = await openTestTarget(url, join(parent, 'empty'));
    expect(await codeOf(() => elsewhere.begin())).toBe('segments-folder-foreign');
    {
      const adopting = await openTestTarget(url, join(parent, 'segments'));
      await using transaction = await adopting.begin();
      expect(transaction).toBeDefined();
    }
    expect(await readdir(join(parent, 'segments'))).toContain('owner');
  });

  it.each(['answer', 'publish'] as const)(
    'stay for the next import where the database has committed and then the %s fails',
    async (failing) => {
      const { tmg, arcom } = await createImportingPair();
      const packed = await handOver(tmg, arcom, fixedRecords, fixedAttachments);
      const folder = join(await temporaryFolder(), 'segments');
      const url = await createUrl();
      const failed = failures[failing](await openTestTarget(url, folder));
      await expect(importAll(arcom, failed)).rejects.toThrow('lost');
      expect(await readdir(folder)).toContain(`importing-${packed.manifestDigest}`);
      const sink = await openTestTarget(url, folder);
      expect((await importAll(arcom, sink)).map(({ outcome }) => outcome)).toEqual(['known']);
      expect(await listFiles(folder)).toEqual(names);
    },
  );
});

/** What may fail once the database has a batch. */
const failures = {
  answer(sink: DatabaseSink): DatabaseSink {
    const { database } = sink;
    const { commit } = database;
    database.commit = async () => {
      await commit.call(database);
      throw new Error('the answer is lost');
    };
    return sink;
  },
  publish(sink: DatabaseSink): DatabaseSink {
    const { stage } = sink.segments!;
    const publish = async () => Promise.reject(new Error('the disc is lost'));
    Object.assign(sink.segments!, { stage: (name: string) => ({ ...stage(name), publish }) });
    return sink;
  },
};

/** The same target, whose importer dies between the commit and the files. */
function withoutPublishing<Sink extends { readonly segments: SegmentFolder | null }>(sink: Sink, digest: string): Sink {
  const { segments } = sink;
  const stage = segments!.stage;
  const publish = async () => undefined;
  Object.assign(segments!, { stage: (name: string) => ({ ...stage(name), ...(name === digest && { publish }) }) });
  return sink;
}

describe.skipIf(process.platform !== 'linux')('a folder for segments that cannot be made', () => {
  it('ends an import, which would try for ever, and leaves nothing of it', async () => {
    const url = `sqlite:${join(await temporaryFolder(), 'evidence.db')}`;
    const sink = await openTestTarget(url, '/proc/scelle');
    expect(await codeOf(() => sink.begin())).toBe('target-unwritable');
    await using _next = await (await openTestTarget(url)).begin();
  });
});
