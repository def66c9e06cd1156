import { createBatch, ipEvidenceTest, memorySource, openPayload, parseManifest, readContainer } from '@scelle/core';
import {
  encodeDocument,
  encodeManifest,
  encodePayloadHeader,
  encodeTail,
  encodeTrustedComment,
  parseContentDocument,
  parseSignatureFile,
  parseTrustedComment,
} from '@scelle/core/internal';
import {
  craftBatch,
  craftSignature,
  craftTar,
  createFixedEnvironment,
  fixedAttachments,
  fixedParties,
  fixedRecords,
} from '@scelle/testkit';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { identities, judge, takeApart } from './trial.ts';

const { tmg, arcom } = fixedParties;
const name = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,31}$/);
const digest = fc.stringMatching(/^[0-9a-f]{64}$/);
const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((value) => !/[\p{Cc}\u2028\u2029]/u.test(value));

/** Everything of a container that has an encoder is encoded again, and must be what was there. */
async function expectIdentity(batch: Uint8Array): Promise<void> {
  const container = await readContainer(memorySource(batch));
  const payloadBytes = container.payload.end - container.payload.start;
  const payload = batch.subarray(container.payload.start, container.payload.end);
  const again = [encodePayloadHeader(payloadBytes), payload, encodeTail({ payloadBytes, ...container })];
  expect(Buffer.concat(again).equals(batch)).toBe(true);
  const manifest = parseManifest(container.manifest);
  expect(encodeManifest(manifest)).toEqual(container.manifest);
  for (const bytes of [container.seal, ...container.coSignatures.map((coSignature) => coSignature.bytes)]) {
    const { trustedComment } = parseSignatureFile(bytes);
    expect(encodeTrustedComment(parseTrustedComment(trustedComment))).toBe(trustedComment);
  }
  const location = { payload: container.payload, contentBytes: manifest.content.bytes };
  const { head, groups } = await openPayload(memorySource(batch), location, identities);
  expect(encodeDocument(parseContentDocument(head.document))).toEqual(new Uint8Array(head.document));
  await groups.return();
}

it('every batch that the writer makes is accepted, and encodes to its own bytes', async () => {
  const batches = fc.record({
    stream: name,
    sequence: fc.integer({ min: 2, max: Number.MAX_SAFE_INTEGER }),
    previous: digest,
    legalBasis: fc.option(text),
    records: fc.subarray([...fixedRecords]),
  });
  await fc.assert(
    fc.asyncProperty(batches, async ({ records, ...header }) => {
      const bytes = Buffer.alloc(100_000);
      const sink = { write: async (position: number, part: Uint8Array) => void bytes.set(part, position) };
      const parties = { sender: 'tmg', recipient: 'arcom', agents: ['agent-1', 'agent-2'], profile: ipEvidenceTest };
      const keys = { signer: tmg.signer, recipients: [arcom.classical.recipient] };
      const options = { environment: createFixedEnvironment(), readAttachment };
      const writer = await createBatch(sink, { ...parties, ...header }, keys, options);
      for (const record of records) await writer.addRecord(record);
      const { bytes: length } = await writer.seal();
      const batch = new Uint8Array(bytes.subarray(0, length));
      expect(await judge(batch)).toBe('accepted');
      await expectIdentity(batch);
    }),
    { numRuns: 30 },
  );
});

it('whatever is altered in a manifest and sealed again: what is accepted encodes to its own bytes', async () => {
  const [payload, manifest] = await takeApart(await craftBatch());
  const trustedComment = 'scelle.batch/1 role=sender signer=tmg time=2026-11-03T06:00:00Z';
  const alteration = fc.record({
    at: fc.nat(manifest!.bytes!.length - 1),
    removed: fc.nat(3),
    inserted: fc.string({ unit: fc.constantFrom(...'0123456789abcdef"\\ :,{}[]\n-TZ.'), maxLength: 3 }),
  });
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(alteration, async ({ at, removed, inserted }) => {
      const bytes = Buffer.from(manifest!.bytes!).toString('latin1');
      const altered = Buffer.from(bytes.slice(0, at) + inserted + bytes.slice(at + removed), 'latin1');
      const seal = await craftSignature(altered, {
        signer: tmg.signer,
        untrustedComment: 'scelle.batch/1',
        trustedComment,
      });
      const batch = craftTar([
        payload!,
        { name: 'manifest.json', bytes: altered },
        { name: 'manifest.json.minisig', bytes: seal },
      ]);
      const outcome = await judge(batch);
      expect(outcome).toMatch(/^(accepted|rejected at \w+: [a-z0-9-]+)$/);
      if (outcome !== 'accepted') return;
      accepted += 1;
      await expectIdentity(batch);
    }),
    { numRuns: 300 },
  );
  expect(accepted).toBeGreaterThan(0);
});

async function readAttachment(sha256: string): Promise<Uint8Array> {
  const named = fixedRecords.flatMap(({ segments }) => segments).find((segment) => segment.sha256 === sha256);
  return fixedAttachments.find(({ length }) => length === named?.length)!;
}
