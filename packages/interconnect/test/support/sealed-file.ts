import { createHash, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type SecretKey, systemEnvironment, toInstant, VERSION } from '@scelle/core';
import {
  BATCH_FORMAT,
  createUuidV7,
  encodeManifest,
  encodePayloadHeader,
  encodeTail,
  payloadPosition,
  signDocument,
  toSha256Hex,
} from '@scelle/core/internal';
import { findCurrentCard } from '@scelle/station';
import type { Party } from './parties.ts';
import { signingKey } from './signing-key.ts';

/** Who sends to whom. */
export interface Ends {
  readonly from: Pick<Party, 'name' | 'station'>;
  readonly to: Pick<Party, 'name' | 'station'>;
}

/** What a sealed file is to be. */
export interface SealedFileOptions {
  /** Bytes of the payload. */
  readonly bytes: number;
  readonly sequence?: number;
  readonly previous?: string | null;
  readonly stream?: string;
  readonly sender?: string;
  readonly signer?: SecretKey;
  readonly createdAt?: Date;
}

/** A sealed file. */
export interface SealedFile {
  readonly path: string;
  readonly digest: string;
  readonly size: number;
}

const PIECE = 1 << 20;

/**
 * Writes a batch whose payload is noise: nothing that can be seen without an opening key tells it from another, and it is
 * made as fast as the disc takes it.
 */
export async function writeSealedFile(
  folder: string,
  { from, to }: Ends,
  options: SealedFileOptions,
): Promise<SealedFile> {
  const { bytes, sequence = 1, previous = null, stream = 'music', sender = from.name } = options;
  const path = join(folder, `${sender}.${to.name}.${stream}.${String(sequence).padStart(6, '0')}.scelle`);
  await using file = await open(path, 'wx');
  const hash = createHash('sha256');
  await file.write(encodePayloadHeader(bytes), 0, undefined, 0);
  for (let done = 0; done < bytes; done += PIECE) {
    const piece = randomBytes(Math.min(PIECE, bytes - done));
    hash.update(piece);
    await file.write(piece, 0, undefined, payloadPosition + done);
  }
  const createdAt = toInstant(options.createdAt ?? new Date());
  const manifest = encodeManifest({
    format: BATCH_FORMAT,
    id: createUuidV7(systemEnvironment),
    sender,
    recipient: to.name,
    stream,
    sequence,
    previous,
    replaces: null,
    createdAt,
    period: null,
    profile: 'ip-evidence-test/1',
    records: { count: 0, merkleRoot: '0'.repeat(64) },
    controllers: [],
    attachments: { count: 0, bytes: 0 },
    content: { bytes: 0 },
    payload: { bytes, sha256: hash.digest('hex') },
    sealedTo: (await findCurrentCard(to.station.ledger, to.name))!.card.recipients,
    producer: `scelle/${VERSION}`,
  });
  const statement = { format: BATCH_FORMAT, role: 'sender', signer: sender, time: createdAt };
  const seal = await signDocument(options.signer ?? (await signingKey(from)), manifest, statement);
  const tail = encodeTail({ payloadBytes: bytes, manifest, seal, coSignatures: [] });
  await file.write(tail, 0, undefined, payloadPosition + bytes);
  return { path, digest: toSha256Hex(manifest), size: payloadPosition + bytes + tail.length };
}

/** Writes the first batches of a stream, one after the other. */
export async function writeSealedFiles(
  folder: string,
  parties: Ends,
  { count, bytes }: { readonly count: number; readonly bytes: number },
): Promise<readonly SealedFile[]> {
  const files: SealedFile[] = [];
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const previous = files.at(-1)?.digest ?? null;
    files.push(await writeSealedFile(folder, parties, { bytes, sequence, previous }));
  }
  return files;
}
