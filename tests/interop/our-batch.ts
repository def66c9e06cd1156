import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createBatch,
  createPublishedFile,
  encodePublicKey,
  generateIdentity,
  generateSecretKey,
  type Identity,
  ipEvidenceTest,
  type PublicKey,
  parseIdentity,
  parseRecipient,
  type SealedBatch,
  type SecretKey,
} from '@scelle/core';
import { encodeIdentityFile, publicKeyBase64 } from '@scelle/core/internal';
import { generateRecords } from '@scelle/synthetic';
import { temporaryFolder } from '@scelle/testkit';
import { afterAll, beforeAll } from 'vitest';

/** The keys of a sender and of a recipient. */
export interface Keys {
  readonly signer: SecretKey;
  readonly identity: Identity;
}

/** What goes into a batch. */
export interface Content {
  readonly records?: number;
}

/** A day that is past on any clock, so that no fact lies in the future. */
const DAY = '2026-01-05';

/** Records with a small segment on every tenth, the same ones each time. */
export function sampleRecords({ records = 40 }: Content = {}): ReturnType<typeof generateRecords> {
  return generateRecords({ records, segments: 'tenth', seed: 'interop', day: DAY, segmentBytes: 1_000 });
}

/** Seals the sample records into the file at `path`. */
export async function sealBatch(path: string, { signer, identity }: Keys, content?: Content): Promise<SealedBatch> {
  const agents = ['agent-1', 'agent-2', 'agent-3', 'agent-4'];
  const position = { sender: 'tmg', recipient: 'arcom', stream: 'music', sequence: 1, previous: null };
  const recipients = [parseRecipient(identity.recipient)];
  await using file = await createPublishedFile(path);
  const batch = await createBatch(file, { ...position, agents, profile: ipEvidenceTest }, { signer, recipients });
  for (const { line, segments } of sampleRecords(content)) {
    for (const segment of segments) batch.addAttachment(segment.bytes);
    await batch.addLine(new TextEncoder().encode(line));
  }
  const sealed = await batch.seal();
  await file.publish();
  return sealed;
}

/** Writes the two inputs of `make-batch.sh` into `folder`: `records.jsonl` and the folder `attachments`. */
export async function writeSampleFiles(folder: string): Promise<readonly string[]> {
  const records = [...sampleRecords()];
  await mkdir(join(folder, 'attachments'));
  await writeFile(join(folder, 'records.jsonl'), records.map(({ line }) => `${line}\n`).join(''));
  for (const [index, { bytes }] of records.flatMap(({ segments }) => segments).entries()) {
    await writeFile(join(folder, 'attachments', `segment-${index}`), bytes);
  }
  return records.map(({ line }) => line);
}

/** What a person who takes a batch apart with stock tools has at hand: `batch.scelle`, `tmg.pub`, `arcom.identity`. */
export interface Handover {
  readonly sealed: SealedBatch;
  readonly keys: Keys;
  /** The base64 line of `tmg.pub`. */
  readonly publicKey: string;
}

/** Writes a new batch of ours and the files that open it into `folder`. */
export async function handOver(folder: string, content?: Content): Promise<Handover> {
  const signer = generateSecretKey();
  const text = generateIdentity({ postQuantum: false });
  const keys = { signer, identity: parseIdentity(text.secret) };
  const publicKey = toPublicKey(signer);
  await writeFile(join(folder, 'tmg.pub'), encodePublicKey(publicKey));
  await writeFile(join(folder, 'arcom.identity'), encodeIdentityFile(text, new Date()));
  const sealed = await sealBatch(join(folder, 'batch.scelle'), keys, content);
  return { sealed, keys, publicKey: publicKeyBase64(publicKey) };
}

/** The same, made once for the tests of a file; what this returns copies it into a new folder of the running test. */
export function useHandover(content?: Content): () => Promise<Handover & { readonly folder: string }> {
  let template = '';
  let handover: Handover;
  beforeAll(async () => {
    template = await mkdtemp(join(tmpdir(), 'scelle-test-'));
    handover = await handOver(template, content);
  });
  afterAll(() => rm(template, { recursive: true, force: true }));
  return async () => {
    const folder = await temporaryFolder();
    await cp(template, folder, { recursive: true });
    return { ...handover, folder };
  };
}

/** The public half of a signing key. */
export function toPublicKey({ keyNumber, publicKey }: SecretKey): PublicKey {
  return { keyNumber, key: publicKey };
}
