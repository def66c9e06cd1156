import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BatchSource,
  createBatch,
  createPublishedFile,
  type Identity,
  ipEvidenceTest,
  memorySource,
  openFileSource,
  type Signer,
} from '@scelle/core';
import { generateRecords } from '@scelle/synthetic';
import { craftBatch, fixedParties } from '@scelle/testkit';
import { type Ledger, verifySealed } from '@scelle/verify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { policy, reception, verifyFromOutside, verifyIt } from '../../packages/verify/test/trial.ts';

const { tmg, arcom } = fixedParties;
const reason = new Error('the desk closes');
const keys = { signer: tmg.signer, recipients: [arcom.classical.recipient] };
const header = {
  ...{ sender: 'tmg', recipient: 'arcom', stream: 'music', sequence: 1, previous: null, profile: ipEvidenceTest },
  agents: ['agent-1', 'agent-2', 'agent-3', 'agent-4'],
};

/** Lines of more groups than are done without a thread. */
const lines: Uint8Array = Buffer.from(
  Array.from(
    generateRecords({ records: 16_000, segments: 'none', seed: 'abort', day: '2026-11-02' }),
    ({ line }) => line,
  ).join('\n'),
);

let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scelle-abort-'));
  path = join(folder, 'batch.scelle');
  await using file = await createPublishedFile(path);
  await using batch = await createBatch(file, header, keys, {});
  await batch.addLines(Uint8Array.from(lines), () => undefined);
  await batch.seal();
  await file.publish();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const descriptors = () => readdirSync('/proc/self/fd').length;
const threads = () => readdirSync('/proc/self/task').length;

/** Runs something twice that ends well, so that what stays for the next call is there; then what is aborted. */
async function expectNothingLeft(run: (signal?: AbortSignal) => Promise<unknown>): Promise<void> {
  await run();
  const before = { descriptors: descriptors(), threads: threads(), files: readdirSync(folder) };
  const controller = new AbortController();
  await expect(run(Object.assign(controller.signal, { controller }))).rejects.toBe(reason);
  await vi.waitFor(() => {
    expect(descriptors()).toBeLessThanOrEqual(before.descriptors);
    expect(threads()).toBeLessThanOrEqual(before.threads);
    expect(readdirSync(folder)).toEqual(before.files);
  });
}

/** Aborts the signal that `expectNothingLeft` gave. */
function abort(signal: AbortSignal | undefined): void {
  (signal as (AbortSignal & { controller: AbortController }) | undefined)?.controller.abort(reason);
}

describe('aborting leaves no thread, descriptor or file behind', () => {
  it.each(['payload', 'content'] as const)('in the middle of the %s of a verification', async (phase) => {
    await expectNothingLeft(async (signal) => {
      await using source = await openFileSource(path);
      const { verdict } = await verifyIt(source, {
        policy: { maxFactAgeDays: null },
        context: {
          onProgress: (progress) => {
            if (progress.phase === phase && progress.done * 2 > progress.total) abort(signal);
          },
          now: new Date(),
          ...(signal && { signal }),
        },
      });
      expect(verdict).toBe('accepted');
    });
  });

  it('in the middle of a batch that is written', async () => {
    await expectNothingLeft(async (signal) => {
      await using file = await createPublishedFile(join(folder, 'aborted.scelle'));
      await using batch = await createBatch(file, header, keys, signal && { signal });
      await batch.addLines(Uint8Array.from(lines), () => undefined);
      abort(signal);
      await batch.addLines(Uint8Array.from(lines.subarray(0, 0)), () => undefined);
    });
  });
});

describe('somebody who does not answer is not waited for', () => {
  const never = () => new Promise<never>(() => undefined);

  it('an identity', async () => {
    const controller = new AbortController();
    const asked: (AbortSignal | undefined)[] = [];
    const identity: Identity = {
      recipient: arcom.classical.recipient.text,
      unwrap: (_, options) => {
        asked.push(options?.signal);
        queueMicrotask(() => controller.abort(reason));
        return never();
      },
    };
    const context = { identities: [identity] as const, signal: controller.signal };
    await expect(verifyIt(await craftBatch(), { context })).rejects.toBe(reason);
    expect(asked).toEqual([controller.signal]);
  });

  it('a ledger', async () => {
    const controller = new AbortController();
    const ledger: Ledger = {
      judgeSequence: () => {
        queueMicrotask(() => controller.abort(reason));
        return never();
      },
    };
    const { signal } = controller;
    await expect(verifyFromOutside(await craftBatch(), { context: { ledger, signal } })).rejects.toBe(reason);
  });

  it('a signer; the batch is sealed once it does', async () => {
    const controller = new AbortController();
    let isSilent = true;
    const signer: Signer = {
      ...{ keyNumber: tmg.signer.keyNumber, publicKey: tmg.signer.publicKey },
      sign: (bytes) => {
        queueMicrotask(() => controller.abort(reason));
        return isSilent ? never() : tmg.signer.sign(bytes);
      },
    };
    await using file = await createPublishedFile(join(folder, 'patient.scelle'));
    await using batch = await createBatch(file, header, { ...keys, signer });
    await expect(batch.seal({ signal: controller.signal })).rejects.toBe(reason);
    isSilent = false;
    expect((await batch.seal()).manifest.sequence).toBe(1);
  });
});

it('a signal that was aborted before anything began lets nothing be read', async () => {
  const source: BatchSource = { ...memorySource(new Uint8Array(512)), read: async () => expect.fail('it was read') };
  const context = { ledger: 'none', now: reception, signal: AbortSignal.abort(reason) } as const;
  await expect(verifySealed(source, policy, context)).rejects.toBe(reason);
  const signal = AbortSignal.abort(reason);
  const sink = { write: async () => expect.fail('it was written') };
  await expect(createBatch(sink, header, keys, { signal })).rejects.toBe(reason);
});
