import { createReadStream, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
  parseIdentityFile,
  type Signer,
} from '@scelle/core';
import { convertRecords, parseMapping } from '@scelle/formats';
import { writeMediaSet } from '@scelle/media';
import { createPolicyFinder, deliverBatch, processInbox } from '@scelle/station';
import { generateRecords } from '@scelle/synthetic';
import { craftBatch, fixedParties } from '@scelle/testkit';
import { type Ledger, verifySealed } from '@scelle/verify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPair, deliver, outboxPath, pack, signingKey } from '../../packages/station/test/support/test-station.ts';
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

const files = (place: string) => readdirSync(place, { recursive: true, encoding: 'utf8' }).sort();

/** Runs something that ends well, so that what stays for the next call is there; then what is aborted. */
async function expectNothingLeft(run: (signal?: AbortSignal) => Promise<unknown>, place = folder): Promise<void> {
  await run();
  const before = { descriptors: descriptors(), threads: threads(), files: files(place) };
  const controller = new AbortController();
  await expect(run(Object.assign(controller.signal, { controller }))).rejects.toBe(reason);
  await vi.waitFor(() => {
    expect(descriptors()).toBeLessThanOrEqual(before.descriptors);
    expect(threads()).toBeLessThanOrEqual(before.threads);
    expect(files(place)).toEqual(before.files);
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

  it('while a batch waits for its signature, and while it is opened', async () => {
    await expectNothingLeft(async (signal) => {
      const signer = signal ? { ...publicPart(tmg.signer), sign: () => hanging(signal) } : tmg.signer;
      await using file = await createPublishedFile(join(folder, 'aborted.scelle'));
      await using batch = await createBatch(file, header, { ...keys, signer }, signal && { signal });
      await batch.addLines(Uint8Array.from(lines), () => undefined);
      await batch.seal();
    });
    await expectNothingLeft(async (signal) => {
      const { recipient, identity } = arcom.classical;
      const waiting: Identity = { recipient: recipient.text, unwrap: () => hanging(signal) };
      await using source = await openFileSource(path);
      const given = { identities: [signal ? waiting : identity] as const, ...(signal && { signal }) };
      const { verdict } = await verifyIt(source, {
        policy: { maxFactAgeDays: null },
        context: { now: new Date(), ...given },
      });
      expect(verdict).toBe('accepted');
    });
  });

  it.each(['examine', 'content', 'parity'])('in the step %s of discs that are written', async (phase) => {
    const place = await mkdtemp(join(folder, 'discs-'));
    await expectNothingLeft(async (signal) => {
      const out = join(place, 'set');
      await writeMediaSet({ batches: [path], receipts: [] }, tmg.signer, {
        ...{ out, disc: 8_000_000, threads: 2 },
        onProgress: (progress) => {
          if (progress.phase === phase) abort(signal);
        },
        ...(signal && { signal }),
      });
      await rm(out, { recursive: true });
    }, place);
  });

  it('in the middle of a table that is converted', async () => {
    const table = join(folder, 'table.csv');
    const columns = ['address', 'port'].map((column) => ({ column, field: null }));
    const mapping = parseMapping(Buffer.from(JSON.stringify({ csv: { columns } })));
    const rows = Array.from({ length: 20_000 }, (_, row) => `192.0.2.1,${row}`);
    await writeFile(table, `address,port\n${rows.join('\n')}\n`);
    await expectNothingLeft(async (signal) => {
      const given = { mapping: mapping, profile: ipEvidenceTest, ...(signal && { signal }) };
      let records = 0;
      for await (const _ of convertRecords(createReadStream(table), 'csv', given)) {
        records += 1;
        if (records === 100) abort(signal);
      }
      expect(records).toBe(20_000);
    });
  });
});

/** Somebody who is given up once asked, and does not answer. */
function hanging(signal: AbortSignal | undefined): Promise<never> {
  queueMicrotask(() => abort(signal));
  return new Promise<never>(() => undefined);
}

/** A signer without its secret. */
function publicPart({ keyNumber, publicKey }: Signer): Pick<Signer, 'keyNumber' | 'publicKey'> {
  return { keyNumber, publicKey };
}

describe('aborting leaves a station as it was', () => {
  it('in the middle of a batch that is packed, received or opened', async () => {
    const { tmg: sender, arcom: receiver } = await createPair();
    await expectNothingLeft(async (signal) => {
      const waiting = { ...publicPart(await signingKey(sender)), sign: () => hanging(signal) };
      await pack(sender, signal && { signal, signer: waiting });
    }, sender.root);
    await pack(sender);
    const [first, second] = files(sender.station.layout.path('outbox')).map((file) => outboxPath(sender, { file }));

    const findPolicy = createPolicyFinder(receiver.station, receiver.settings);
    await expectNothingLeft(async (signal) => {
      await using source = await openFileSource(signal ? second! : first!);
      const stream = async function* (...range: Parameters<BatchSource['stream']>) {
        abort(signal);
        yield* source.stream(...range);
      };
      const delivery = { channel: 'file', origin: first!, ...(signal && { signal }) } as const;
      const arriving: BatchSource = { size: source.size, read: source.read.bind(source), stream };
      await deliverBatch(receiver.station, arriving, delivery, findPolicy);
    }, receiver.root);

    expect(await deliver(receiver, second!)).toMatchObject({ outcome: 'accepted' });
    const identities = await parseIdentityFile(
      await readFile(receiver.station.layout.path('keys', 'opening.identity')),
    );
    await expectNothingLeft(async (signal) => {
      const onProgress = () => abort(signal);
      const verification = { findPolicy, identities, onProgress, ...(signal && { signal }) };
      for await (const { outcome } of processInbox(receiver.station, verification)) {
        expect(outcome).toBe('accepted');
        break;
      }
    }, receiver.root);
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
