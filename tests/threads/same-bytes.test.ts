import { createBatch, createWorkers, type Environment, ipEvidenceTest } from '@scelle/core';
import { createFixedEnvironment, fixedParties } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { bulkyAttachments, bulkyRecords } from './bulky-records.ts';

const { tmg, arcom } = fixedParties;
const records = bulkyRecords(175);

interface Written {
  readonly bytes: Buffer;
  /** What the writer was given, or was told to draw. */
  readonly lent: readonly Uint8Array[];
}

async function write(threads: number): Promise<Written> {
  await using workers = createWorkers({ threads });
  await workers.started;
  const pieces: { position: number; bytes: Uint8Array }[] = [];
  const sink = {
    write: async (position: number, bytes: Uint8Array) => void pieces.push({ position, bytes: bytes.slice() }),
  };
  const lent = bulkyAttachments();
  const fixed = createFixedEnvironment();
  const environment: Environment = {
    now: fixed.now,
    randomBytes: (length) => {
      const bytes = fixed.randomBytes(length);
      lent.push(bytes);
      return bytes;
    },
  };
  const header = { sender: 'tmg', recipient: 'arcom', stream: 'music', sequence: 1, previous: null };
  const statement = { legalBasis: 'CPI L. 331-24', authorisation: 'CNIL 2010-225', agents: ['agent-1', 'agent-2'] };
  const writer = await createBatch(
    sink,
    { ...header, ...statement, profile: ipEvidenceTest },
    { signer: tmg.signer, recipients: [arcom.classical.recipient] },
    { environment, workers },
  );
  for (const attachment of lent.slice(0, 2)) writer.addAttachment(attachment);
  for (const record of records) await writer.addRecord(record);
  const { bytes: length } = await writer.seal();
  const bytes = Buffer.alloc(length);
  for (const piece of pieces) bytes.set(piece.bytes, piece.position);
  return { bytes, lent };
}

it('a batch of many groups has the same bytes with any number of threads', async () => {
  const { bytes } = await write(0);
  for (const threads of [1, 2, 5]) {
    const written = await write(threads);
    expect(written.bytes.equals(bytes), `${threads} threads`).toBe(true);
  }
});

it('attachments, and whatever else a caller holds, are not taken away by threads', async () => {
  const { lent } = await write(2);
  expect(lent.slice(0, 2)).toEqual(bulkyAttachments());
  for (const { byteLength, buffer } of lent) {
    expect(byteLength).toBeGreaterThan(0);
    expect(buffer).toHaveProperty('detached', false);
  }
});
