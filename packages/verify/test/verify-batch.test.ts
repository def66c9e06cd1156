import { type BatchSource, CoreError, type Identities, type Identity, type Manifest, memorySource } from '@scelle/core';
import { craftBatch, fixedParties, fixedRecords } from '@scelle/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ContentConsumer, Progress } from '../src/contract/context.ts';
import { stepIds } from '../src/contract/report.ts';
import { splitEarly } from './early-group.ts';
import { identities, judge, outcomeOf, reception, verifyFromOutside, verifyIt } from './trial.ts';

const { arcom } = fixedParties;
let batch: Uint8Array;

beforeAll(async () => {
  batch = await craftBatch();
});

/** A source that notes what is asked of it. */
function spySource(bytes: Uint8Array, notes: string[]): BatchSource {
  const source = memorySource(bytes);
  return {
    size: source.size,
    read: (offset, length) => source.read(offset, length),
    async *stream(range) {
      notes.push('stream begins');
      yield* source.stream(range);
      notes.push('stream ended');
    },
  };
}

function spyIdentity(notes: string[]): Identity {
  const { recipient, unwrap } = arcom.classical.identity;
  return {
    recipient,
    unwrap: (stanza) => {
      notes.push('key used');
      return unwrap(stanza);
    },
  };
}

function spyConsumer(notes: string[]): ContentConsumer {
  return {
    begin: async ({ stream }, { legalBasis }) => void notes.push(`begins ${stream} ${legalBasis}`),
    takeGroup: async ({ index, records, attachments }) =>
      void notes.push(`group ${index}: ${records.length} records, ${attachments.length} attachments`),
  };
}

describe('a verification', () => {
  it('reports every step in order, and what it compared', async () => {
    const report = await verifyIt(batch, { context: { origin: 'tmg.arcom.music.000001.scelle' } });
    expect(report).toMatchObject({
      format: 'scelle.report/2',
      verdict: 'accepted',
      level: 'full',
      codes: [],
      checkedAt: '2026-11-03T07:00:00Z',
      origin: 'tmg.arcom.music.000001.scelle',
      bytes: batch.length,
    });
    expect(report.steps.map(({ id }) => id)).toEqual(stepIds);
    const passed = report.steps.filter(({ outcome }) => outcome === 'passed');
    expect(passed.map(({ id }) => id)).toEqual(stepIds.filter((id) => id !== 'sequence'));
    expect(passed.every(({ compared }) => compared.length > 0)).toBe(true);
  });

  it('shows no step as passed that was not run to its end', async () => {
    const report = await verifyIt(await craftBatch({ seal: { algorithm: 'Ed' } }));
    expect(report.steps.map(({ outcome }) => outcome)).toEqual([
      'passed',
      'failed',
      ...Array.from({ length: 10 }, () => 'not-checked'),
    ]);
    expect(report.codes).toEqual(['signature-legacy']);
  });

  it('tells how far it has come', async () => {
    const seen: Progress[] = [];
    const { manifest } = await verifyIt(batch, { context: { onProgress: (progress) => seen.push(progress) } });
    const total = manifest!.payload.bytes;
    expect(seen).toContainEqual({ phase: 'payload', done: total, total, unit: 'bytes' });
    expect(seen).toContainEqual({ phase: 'content', done: total, total, unit: 'bytes' });
  });
});

describe('the order of checks', () => {
  it('uses no secret key before the digest of the payload is checked', async () => {
    const notes: string[] = [];
    await verifyIt(spySource(batch, notes), { context: { identities: [spyIdentity(notes)] } });
    expect(notes.slice(0, 4)).toEqual(['stream begins', 'stream ended', 'stream begins', 'key used']);
  });

  it.each([
    [
      'the digest is wrong',
      (manifest: Manifest) => ({ ...manifest, payload: { ...manifest.payload, sha256: 'ab'.repeat(32) } }),
    ],
    ['it is for somebody else', (manifest: Manifest) => ({ ...manifest, recipient: 'hadopi' })],
    [
      'the stanzas are others',
      (manifest: Manifest) => ({
        ...manifest,
        sealedTo: [arcom.classical.recipient.text, arcom.hybrid.recipient.text],
      }),
    ],
  ])('uses no secret key where %s', async (_, manifest) => {
    const notes: string[] = [];
    const outcome = await judge(await craftBatch({ manifest }), { context: { identities: [spyIdentity(notes)] } });
    expect(outcome).toMatch(/^rejected/);
    expect(notes).not.toContain('key used');
  });

  it('never decrypts at level sealed', async () => {
    const notes: string[] = [];
    const report = await verifyFromOutside(spySource(batch, notes));
    expect(outcomeOf(report)).toBe('sealed');
    expect(report.level).toBe('sealed');
    expect(notes).toEqual(['stream begins', 'stream ended']);
  });

  it('opens nothing at level sealed either where the content is a lie', async () => {
    const lie = await craftBatch({ frames: () => new Uint8Array(10) });
    expect(await judge(lie, { isSealed: true })).toBe('sealed');
  });
});

describe('a consumer', () => {
  it('is given the head, then the groups', async () => {
    const notes: string[] = [];
    await verifyIt(batch, { context: { consumer: spyConsumer(notes) } });
    expect(notes).toEqual(['begins music CPI L. 331-24', 'group 0: 3 records, 2 attachments']);
  });

  it('is refused without an identity, before anything is read: nothing would come of it', async () => {
    const notes: string[] = [];
    const source: BatchSource = {
      ...spySource(batch, notes),
      read: async (offset, length) => {
        notes.push('read');
        return memorySource(batch).read(offset, length);
      },
    };
    const context = { identities: [] as unknown as Identities, consumer: spyConsumer(notes) };
    await expect(verifyIt(source, { context })).rejects.toThrow(expect.objectContaining({ code: 'identity-missing' }));
    expect(notes).toEqual([]);
  });

  it('is given nothing where batch.json is refused', async () => {
    const notes: string[] = [];
    const stolen = await craftBatch({ content: (document) => ({ ...document, sender: 'other' }) });
    await verifyIt(stolen, { context: { consumer: spyConsumer(notes) } });
    expect(notes).toEqual([]);
  });

  it('is given no group in which a record or an attachment failed', async () => {
    const notes: string[] = [];
    const records = [...fixedRecords.slice(0, 2), { ...fixedRecords[2]!, isp: 5 }];
    await verifyIt(await craftBatch({ records }), { context: { consumer: spyConsumer(notes) } });
    await verifyIt(await craftBatch({ attachments: [] }), { context: { consumer: spyConsumer(notes) } });
    expect(notes).toEqual(['begins music CPI L. 331-24', 'begins music CPI L. 331-24']);
  });

  it('is given no further group once a check has failed', async () => {
    const notes: string[] = [];
    expect(await judge(await craftBatch({ members: splitEarly }), { context: { consumer: spyConsumer(notes) } })).toBe(
      'rejected at attachments: group-boundary',
    );
    expect(notes.slice(1)).toEqual(['group 0: 1 records, 1 attachments']);
  });

  it.each(['begin', 'takeGroup'] as const)('that fails in %s is not taken for a wrong batch', async (method) => {
    const failure = new CoreError('target-full', { found: 'ENOSPC' });
    const consumer: ContentConsumer = {
      takeGroup: async () => undefined,
      [method]: async () => {
        throw failure;
      },
    };
    await expect(verifyIt(batch, { context: { consumer } })).rejects.toBe(failure);
  });
});

describe('what this machine or the caller gets wrong is not blamed on the batch', () => {
  const failure = new Error('EIO');

  function failing(at: 'read' | 'first stream' | 'second stream', error: Error = failure): BatchSource {
    const source = memorySource(batch);
    let streams = 0;
    return {
      size: source.size,
      read: async (offset, length) => {
        if (at === 'read') throw error;
        return source.read(offset, length);
      },
      async *stream(range) {
        streams += 1;
        yield batch.slice(range.start, range.start + 600);
        if (at === (streams === 1 ? 'first stream' : 'second stream')) throw error;
        yield batch.slice(range.start + 600, range.end);
      },
    };
  }

  it.each(['read', 'first stream', 'second stream'] as const)('a source that fails in its %s', async (at) => {
    await expect(verifyIt(failing(at))).rejects.toBe(failure);
    const unreadable = new CoreError('source-unreadable', { found: 'EIO' });
    await expect(verifyIt(failing(at, unreadable))).rejects.toBe(unreadable);
  });

  it('an identity that does not answer', async () => {
    const identity: Identity = {
      recipient: arcom.classical.recipient.text,
      unwrap: () => Promise.reject(failure),
    };
    await expect(verifyIt(batch, { context: { identities: [identity] } })).rejects.toBe(failure);
  });

  it('a ledger that does not answer', async () => {
    const ledger = { judgeSequence: () => Promise.reject(failure) };
    await expect(verifyIt(batch, { context: { ledger } })).rejects.toBe(failure);
  });

  it('a progress display that throws', async () => {
    const onProgress = ({ phase }: Progress) => {
      if (phase === 'content') throw failure;
    };
    await expect(verifyIt(batch, { context: { onProgress } })).rejects.toBe(failure);
  });
});

it('the clock is read once', async () => {
  const { checkedAt } = await verifyIt(batch, { context: { now: reception, identities } });
  expect(checkedAt).toBe('2026-11-03T07:00:00Z');
});
