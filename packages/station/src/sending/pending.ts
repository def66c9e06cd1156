import { stat } from 'node:fs/promises';
import {
  type BatchSource,
  type ClosableSource,
  CoreError,
  type CoSignatureMember,
  type CoSigning,
  coSignFile,
  openFileSource,
  readContainer,
} from '@scelle/core';
import { parseSignatureFile, toEpochMilliseconds, toSha256Hex, verifySignature } from '@scelle/core/internal';
import type { RequiredRole, TrustedKey } from '@scelle/verify';
import { listTrustedKeys } from '../cards/revocations.ts';
import { StationError } from '../errors/station-error.ts';
import type { Station } from '../home/station.ts';
import { listSent, noteSize, type SentBatch } from '../ledger/sent-batches.ts';
import { type Settings, sendingRules } from '../settings/settings.ts';

/** A batch of the outbox that the recipient has not acknowledged. */
export interface OutgoingBatch {
  readonly batch: SentBatch;
  /** Path of its file. */
  readonly path: string;
  /** Co-signatures that the settings demand before it may leave, and how many are missing of each; none when ready. */
  readonly missing: readonly RequiredRole[];
}

/** The batches of the outbox without a delivery receipt, in the order of recipients, streams and numbers. */
export async function listOutgoing(station: Station, settings: Settings): Promise<readonly OutgoingBatch[]> {
  const { ledger, layout } = station;
  const keys = await listTrustedKeys(ledger, settings.keyValidityDays);
  const outgoing: OutgoingBatch[] = [];
  for (const batch of await listSent(ledger, ['packed', 'sent'])) {
    const path = layout.path('outbox', batch.file);
    const { requiredRoles } = sendingRules(settings, batch.recipient);
    const missing = requiredRoles.length === 0 ? [] : await findMissing(path, requiredRoles, keys, station);
    outgoing.push({ batch, path, missing });
  }
  return outgoing;
}

/**
 * Opens a batch of the outbox that is to leave. Throws `outbox-conflict` where another one lies under its name, and the
 * codes of `openFileSource`.
 */
export async function openOutgoing({ batch, path }: Pick<OutgoingBatch, 'batch' | 'path'>): Promise<ClosableSource> {
  const source = await openFileSource(path, { ownFile: true });
  try {
    if ((await readDigest(source)) === batch.digest) return source;
    throw new StationError('outbox-conflict', { file: path, expected: batch.sequence });
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function readDigest(source: BatchSource): Promise<string | null> {
  try {
    return toSha256Hex((await readContainer(source)).manifest);
  } catch (error) {
    if (error instanceof CoreError && error.code.startsWith('container-')) return null;
    throw error;
  }
}

async function findMissing(
  path: string,
  roles: readonly RequiredRole[],
  keys: readonly TrustedKey[],
  { environment }: Station,
): Promise<RequiredRole[]> {
  await using source = await openFileSource(path, { ownFile: true });
  const { manifest, coSignatures } = await readContainer(source);
  const now = environment.now().getTime();
  const usable = keys.filter(({ revokedFrom }) => revokedFrom === undefined || now < toEpochMilliseconds(revokedFrom));
  return roles.flatMap(({ role, threshold }) => {
    const signed = countSigners(role, manifest, coSignatures, usable);
    return signed < threshold ? [{ role, threshold: threshold - signed }] : [];
  });
}

/** How many distinct keys of a role have signed. */
function countSigners(
  role: string,
  manifest: Uint8Array,
  coSignatures: readonly CoSignatureMember[],
  keys: readonly TrustedKey[],
): number {
  const files = coSignatures.filter((member) => member.role === role).map(({ bytes }) => parseSignatureFile(bytes));
  const signers = keys
    .filter((key) => key.role === role && files.some((file) => verifySignature(file, manifest, key.publicKey)))
    .map(({ publicKey }) => Buffer.from(publicKey.key).toString('hex'));
  return new Set(signers).size;
}

/**
 * Adds a co-signature to a batch of the outbox and notes it. `manifest` is what was looked at. A crash between the two
 * leaves a signed batch whose signature the log does not tell: signing again says `co-signature-exists`. Throws the
 * codes of `coSignFile`.
 */
export async function coSignOutgoing(
  station: Station,
  { batch, path }: OutgoingBatch,
  manifest: Uint8Array,
  signing: CoSigning,
): Promise<void> {
  await station.exclusively(async () => {
    await coSignFile(path, manifest, signing, { environment: station.environment });
    const { size } = await stat(path);
    await station.change(async (inside) => {
      const { recipient, stream, sequence, digest } = batch;
      await noteSize(inside.ledger, digest, size);
      await inside.record({
        command: 'cosign',
        act: 'batch-co-signed',
        party: recipient,
        batch: { sender: inside.name, recipient, stream, sequence, digest },
        result: 'done',
        details: { role: signing.role, signer: signing.name, sample: signing.sample },
      });
    });
  });
}
