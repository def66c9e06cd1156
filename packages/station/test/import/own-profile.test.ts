import { readFile } from 'node:fs/promises';
import { openFileSource, type Profile, parseIdentityFile, type SignedDocument } from '@scelle/core';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { importBatch } from '../../src/import/import-batch.ts';
import { listImportable } from '../../src/import/record-import.ts';
import { parseReceipt } from '../../src/receipts/receipt.ts';
import { deliverBatch } from '../../src/receiving/deliver.ts';
import { createPolicyFinder } from '../../src/receiving/find-policy.ts';
import { processInbox } from '../../src/receiving/process-inbox.ts';
import { packBatch } from '../../src/sending/pack-batch.ts';
import type { ImportedRecord, RecordSink, SinkTransaction } from '../../src/sinks/record-sink.ts';
import { codeOf } from '../support/code-of.ts';
import { createImportingPair, importingOf, setImporting } from '../support/imports.ts';
import { outboxPath, signingKey, type TestStation } from '../support/test-station.ts';

const schema = z.strictObject({ noticeId: z.string(), submittedAt: z.string(), url: z.string() });
type Notice = z.infer<typeof schema>;

const notice: Profile<Notice> = {
  name: 'flagger-notice/1',
  test: false,
  schema,
  facts: ({ noticeId, submittedAt }) => ({
    recordId: noticeId,
    controller: 'sacem',
    occurredAt: submittedAt,
    agent: null,
    segments: [],
  }),
};

const notices: readonly Notice[] = [
  { noticeId: 'n-1', submittedAt: '2026-11-02T20:27:31Z', url: 'https://videos.example/1' },
  { noticeId: 'n-2', submittedAt: '2020-01-01T00:00:00Z', url: 'https://videos.example/1' },
  { noticeId: 'n-1', submittedAt: '2026-11-02T20:27:31Z', url: 'https://videos.example/2' },
];

/** A target in memory. */
class NoticeSink implements RecordSink<Notice> {
  readonly name = 'memory:notices';
  readonly imported: ImportedRecord<Notice>[] = [];
  #receipt: SignedDocument | null = null;

  async begin(): Promise<SinkTransaction<Notice>> {
    const staged: ImportedRecord<Notice>[] = [];
    return {
      findReceipt: async () => this.#receipt,
      addBatch: async () => {},
      findKnownIds: async () => new Set<string>(),
      findRepeated: () => Promise.reject(new Error('Nobody knows what a notice finds.')),
      addGroup: async ({ records }) => void staged.push(...records),
      commit: async ({ receipt }) => {
        this.#receipt = receipt;
        this.imported.push(...staged);
      },
      [Symbol.asyncDispose]: async () => {},
    };
  }

  async [Symbol.asyncDispose]() {}
}

/** A batch of notices that was received and processed by a station that accepts them, if it does. */
async function handOverNotices(tmg: TestStation, arcom: TestStation, profiles: readonly Profile[]) {
  const packed = await packBatch(tmg.station, tmg.settings, {
    recipient: 'arcom',
    stream: 'notices',
    signer: await signingKey(tmg),
    profile: notice,
    statement: {},
    threads: 0,
    fill: async (writer) => {
      for (const record of notices) await writer.addRecord(record);
    },
  });
  const findPolicy = createPolicyFinder(arcom.station, arcom.settings, { profiles });
  const identities = await parseIdentityFile(await readFile(arcom.station.layout.path('keys', 'opening.identity')));
  {
    await using source = await openFileSource(outboxPath(tmg, packed));
    await deliverBatch(arcom.station, source, { channel: 'file', origin: 'disc' }, findPolicy);
  }
  const processed = await Array.fromAsync(processInbox(arcom.station, { findPolicy, identities, threads: 0 }));
  return { processed, verification: { findPolicy, identities, threads: 0 } };
}

it('records of a profile of one’s own are imported into a sink that takes them, and acknowledged', async () => {
  const { tmg, arcom } = await createImportingPair({ maxFactAgeDays: null });
  await setImporting(arcom, 'max-fact-age-days = 30\nproviders = ["Example Télécom"]\nsame-finding-hours = 2');
  const { verification } = await handOverNotices(tmg, arcom, [notice]);
  const { station, settings } = arcom;
  const [batch] = await listImportable(station);
  await using sink = new NoticeSink();
  const { outcome, receipt } = await importBatch(station, batch!, { sink, profiles: [notice], settings, verification });
  expect(outcome).toBe('imported');
  expect(sink.imported.map(({ index, day, record }) => ({ index, day, record }))).toEqual([
    { index: 0, day: '2026-11-02', record: notices[0] },
  ]);
  const { stage, rejects } = parseReceipt(receipt!.document);
  expect({ stage, rejects }).toEqual({
    stage: 'import',
    rejects: [
      { index: 1, code: 'record-too-old' },
      { index: 2, code: 'record-known' },
    ],
  });
  // @ts-expect-error: a sink of notices says what they are.
  const untold = importBatch(station, batch!, { ...(await importingOf(arcom, sink)), verification });
  expect((await untold).outcome).toBe('known');
});

it('a station that was not told of a profile accepts no batch of it, and a sink takes only what it was told of', async () => {
  const { tmg, arcom } = await createImportingPair();
  const { processed } = await handOverNotices(tmg, arcom, []);
  expect(processed.map(({ outcome }) => outcome)).toEqual(['rejected']);
  const other = await createImportingPair({ maxFactAgeDays: null });
  const { verification } = await handOverNotices(other.tmg, other.arcom, [notice]);
  const [batch] = await listImportable(other.arcom.station);
  await using sink = new NoticeSink();
  const importing = {
    sink,
    profiles: [{ ...notice, name: 'another/1' }],
    settings: other.arcom.settings,
    verification,
  };
  expect(await codeOf(() => importBatch(other.arcom.station, batch!, importing))).toBe('import-profile-unknown');
  expect(sink.imported).toEqual([]);
});
