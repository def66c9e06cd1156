import { type Identity, ipEvidenceTest, openFileSource, type PublicKey } from '@scelle/core';
import { type Policy, type VerificationReport, verifyBatch } from '@scelle/verify';

/** How a batch was judged, and what was in it. */
export interface Judged {
  readonly report: VerificationReport;
  /** Record lines, without newlines. */
  readonly lines: readonly string[];
  readonly attachments: ReadonlyMap<string, Uint8Array>;
}

/** Verifies the batch at `path` as one from `tmg` to `arcom` that the identity opens, and keeps its content. */
export async function verifyFile(path: string, publicKey: PublicKey, identity: Identity): Promise<Judged> {
  const lines: string[] = [];
  const attachments = new Map<string, Uint8Array>();
  await using source = await openFileSource(path);
  const report = await verifyBatch(source, policyFor(publicKey), {
    identities: [identity],
    ledger: 'none',
    consumer: {
      async takeGroup(group) {
        for (const { bytes } of group.records) lines.push(new TextDecoder().decode(bytes));
        for (const { sha256, bytes } of group.attachments) attachments.set(sha256, bytes);
      },
    },
  });
  return { report, lines, attachments };
}

function policyFor(publicKey: PublicKey): Policy {
  return {
    keys: [{ role: 'sender', name: 'tmg', publicKey }],
    requiredRoles: [],
    recipient: 'arcom',
    allowedRecipients: null,
    profiles: [ipEvidenceTest],
    clockSkewSeconds: 300,
    maxFactAgeDays: null,
  };
}
