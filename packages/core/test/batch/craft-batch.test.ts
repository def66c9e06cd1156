import {
  craftBatch,
  craftTar,
  createFixedEnvironment,
  fixedAttachments,
  fixedParties,
  fixedRecords,
} from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { createBatch } from '../../src/batch/create-batch.ts';
import { examineLines } from '../../src/lines/examine-lines.ts';
import { verifySignature } from '../../src/minisign/sign.ts';
import { parseSignatureFile } from '../../src/minisign/signature-file.ts';
import { ipEvidenceTest } from '../../src/record/ip-evidence.ts';
import { MemorySink, readBatch } from './batches.ts';
import { codeOf } from './code-of.ts';

const { agent, arcom, other, stranger, tmg } = fixedParties;

/** What the writer makes of the records of the crafted batch. */
async function writeSameBatch(): Promise<Uint8Array> {
  const sink = new MemorySink();
  const header = { sender: 'tmg', recipient: 'arcom', stream: 'music', sequence: 1, previous: null };
  const statement = { legalBasis: 'CPI L. 331-24', authorisation: 'CNIL 2010-225', agents: ['agent-1', 'agent-2'] };
  const keys = { signer: tmg.signer, recipients: [arcom.classical.recipient] };
  const options = { environment: createFixedEnvironment() };
  const writer = await createBatch(sink, { ...header, ...statement, profile: ipEvidenceTest }, keys, options);
  for (const attachment of fixedAttachments) writer.addAttachment(attachment);
  for (const record of fixedRecords) await writer.addRecord(record);
  await writer.seal();
  return sink.bytes;
}

describe('a crafted batch', () => {
  it('without changes says what the writer would say of the same records', async () => {
    const [crafted, written] = [await readBatch(await craftBatch()), await readBatch(await writeSameBatch())];
    const drawn = { id: '', records: null, payload: null };
    expect({ ...crafted.manifest, ...drawn }).toEqual({ ...written.manifest, ...drawn });
    expect(crafted.groups).toEqual(written.groups);
    expect(examineLines(ipEvidenceTest, crafted.groups[0]!.lines).summary.records).toBe(3);
    const seal = parseSignatureFile(crafted.container.seal);
    expect(verifySignature(seal, crafted.container.manifest, tmg.publicKey)).toBe(true);
    expect(seal.trustedComment).toBe(parseSignatureFile(written.container.seal).trustedComment);
  });

  it('has the same bytes for the same seed', async () => {
    expect(await craftBatch()).toEqual(await craftBatch());
    expect(await craftBatch({ seed: 'other' })).not.toEqual(await craftBatch());
  });

  it('is truthful about what an earlier stage has changed', async () => {
    const bytes = await craftBatch({ records: fixedRecords.slice(0, 1), attachments: fixedAttachments.slice(0, 1) });
    const { manifest, lines } = await readBatch(bytes);
    expect(manifest).toMatchObject({ records: { count: 1 }, controllers: [{ name: 'sacem', records: 1 }] });
    expect(lines).toHaveLength(1);
    expect((await readBatch(await craftBatch({ records: [], attachments: [] }))).manifest.period).toBeNull();
  });

  it('may be wrong in one place: content, tar, frames, stanzas, manifest, signatures or container', async () => {
    const codes = [
      craftBatch({ members: (members) => members.toReversed() }),
      craftBatch({ tar: (tar) => tar.subarray(0, -512) }),
      craftBatch({ frames: () => Buffer.from('no frame') }),
      craftBatch({
        recipients: [stranger.classical.recipient, stranger.hybrid.recipient],
        manifest: (m) => ({ ...m, sealedTo: [arcom.classical.recipient.text] }),
      }),
      craftBatch({ payload: (payload) => payload.slice(0, 100) }),
      craftBatch({ manifest: ({ sender, ...manifest }) => manifest }),
      craftBatch({ manifestBytes: (manifest) => Buffer.concat([manifest, Buffer.from('\n')]) }),
      craftBatch({ container: (container) => container.subarray(1) }),
      craftBatch({ containerMembers: (members) => members.slice(1) }),
    ];
    const found = await Promise.all(codes.map(async (bytes) => codeOf(readBatch(await bytes))));
    expect(found).toEqual([
      'content-member-unexpected',
      'content-tar-invalid',
      'zstd-frame-invalid',
      'age-no-identity',
      'age-header-truncated',
      'document-invalid',
      'json-not-canonical',
      'container-header-invalid',
      'container-member-unexpected',
    ]);
  });

  it('carries signatures of any key, kind and comment', async () => {
    const bytes = await craftBatch({
      seal: { signer: other.signer, untrustedComment: 'x', trustedComment: 'y' },
      coSignatures: [{}, { role: 'controller', signer: stranger.signer, algorithm: 'Ed' }],
    });
    const { container } = await readBatch(bytes);
    const seal = parseSignatureFile(container.seal);
    expect(seal).toMatchObject({ untrustedComment: 'x', trustedComment: 'y' });
    expect(verifySignature(seal, container.manifest, other.publicKey)).toBe(true);
    const [first, second] = container.coSignatures;
    expect(verifySignature(parseSignatureFile(first!.bytes), container.manifest, agent.publicKey)).toBe(true);
    expect(await codeOf(() => parseSignatureFile(second!.bytes))).toBe('signature-legacy');
  });

  it('can be a stolen payload that another peer seals as its own', async () => {
    const stolen = await craftBatch();
    const { container, manifest } = await readBatch(stolen);
    const payload = stolen.subarray(container.payload.start, container.payload.end);
    const resealed = await readBatch(
      await craftBatch({ sender: other, payload: () => payload, manifest: () => ({ ...manifest, sender: 'other' }) }),
    );
    expect(resealed.manifest).toEqual({ ...manifest, sender: 'other' });
    expect(resealed.head.document).toEqual((await readBatch(stolen)).head.document);
  });

  it('has a container that craftTar writes as the format demands, also beyond 8 GiB', async () => {
    const header = craftTar([{ name: 'payload.tar.zst.age', announcedBytes: 2 ** 33 }], new Uint8Array());
    expect(Buffer.from(header.subarray(124, 136)).toString('hex')).toBe('800000000000000200000000');
  });
});
