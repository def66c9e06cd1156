import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import type { Environment, Manifest, Recipient, Signer } from '@scelle/core';
import { BATCH_FORMAT, createEncryption, encodeDocument, formatKeyIdForFileName } from '@scelle/core/internal';
import { type ContentCraft, craftIdentity, craftMembers } from './craft-content.ts';
import { type CraftedMember, craftTar } from './craft-tar.ts';
import { describeMembers, type MembersDescription } from './describe-members.ts';
import { createFixedEnvironment, fixedInstant, fixedParties } from './fixed-keys.ts';

/** A co-signature, any part of which may be wrong. */
export interface CoSignatureCraft extends Partial<SignatureCraft> {
  /** The role in the member's name and in the trusted comment; `agent` unless told. */
  readonly role?: string;
}

/**
 * How a batch departs from an honest one. The stages run in this order, and each describes truthfully what the ones
 * before have made: what is to be seen as a lie is told at a later stage.
 */
export interface BatchCraft extends ContentCraft {
  /** Changes the bytes of the inner tar. */
  readonly tar?: (tar: Uint8Array) => Uint8Array;
  /** Compresses the inner tar. Default: one frame. */
  readonly frames?: (tar: Uint8Array) => Uint8Array;
  /** Whose stanzas the age file has, in this order and of any types. Default: the classical key of `arcom`. */
  readonly recipients?: readonly Recipient[];
  /** Changes the bytes of the age file, or puts another in its place. */
  readonly payload?: (payload: Uint8Array) => Uint8Array;
  readonly manifest?: (manifest: Manifest) => object;
  readonly manifestBytes?: (manifest: Uint8Array) => Uint8Array;
  readonly seal?: Partial<SignatureCraft>;
  readonly coSignatures?: readonly CoSignatureCraft[];
  /** Changes the members of the container. */
  readonly containerMembers?: (members: readonly CraftedMember[]) => readonly CraftedMember[];
  /** Changes the bytes of the container. */
  readonly container?: (container: Uint8Array) => Uint8Array;
  /** The same seed gives the same salt key, file key and stanzas. */
  readonly seed?: string;
}

/** The bytes of a batch, honest but for what `craft` changes; without it, one that every verifier accepts. */
export async function craftBatch(craft: BatchCraft = {}): Promise<Uint8Array> {
  const environment = createFixedEnvironment(craft.seed);
  const saltKey = environment.randomBytes(32);
  const members = craftMembers(craft, saltKey);
  const tar = apply(craft.tar, craftTar(members));
  const payload = await craftPayload(craft, tar, environment);
  const manifest = craftManifest(craft, { tar, payload, ...describeMembers(members, saltKey) });
  const container = craftTar(
    apply(craft.containerMembers, [
      { name: 'payload.tar.zst.age', bytes: payload },
      { name: 'manifest.json', bytes: manifest },
      { name: 'manifest.json.minisig', bytes: await craftSeal(craft, manifest) },
      ...(await craftCoSignatures(craft, manifest)),
    ]),
  );
  return apply(craft.container, container);
}

async function craftPayload(craft: BatchCraft, tar: Uint8Array, environment: Environment): Promise<Uint8Array> {
  // One type for all, because the writer refuses to mix them and a hostile one would not.
  const wrappers = recipientsOf(craft).map(({ wrap }) => ({ type: 'crafted', wrap }));
  const encryption = await createEncryption(wrappers, { random: environment.randomBytes });
  const compressed = craft.frames === undefined ? zstdCompressSync(tar) : craft.frames(tar);
  const parts = [encryption.header, encryption.push(compressed), encryption.finish()];
  return apply(craft.payload, new Uint8Array(Buffer.concat(parts)));
}

function craftManifest(
  craft: BatchCraft,
  { tar, payload, ...description }: MembersDescription & { readonly tar: Uint8Array; readonly payload: Uint8Array },
): Uint8Array {
  const manifest: Manifest = {
    format: BATCH_FORMAT,
    ...craftIdentity(craft),
    previous: null,
    replaces: null,
    createdAt: fixedInstant,
    period: description.period,
    profile: 'ip-evidence-test/1',
    records: description.records,
    controllers: description.controllers,
    attachments: description.attachments,
    content: { bytes: tar.length },
    payload: { bytes: payload.length, sha256: createHash('sha256').update(payload).digest('hex') },
    sealedTo: recipientsOf(craft).map(({ text }) => text),
    producer: 'scelle/0.1.0',
  };
  return apply(craft.manifestBytes, encodeDocument(apply(craft.manifest, manifest)));
}

async function craftSeal({ sender = fixedParties.tmg, seal }: BatchCraft, manifest: Uint8Array): Promise<Uint8Array> {
  return craftSignature(manifest, {
    signer: sender.signer,
    untrustedComment: BATCH_FORMAT,
    trustedComment: `${BATCH_FORMAT} role=sender signer=${sender.name} time=${fixedInstant}`,
    ...seal,
  });
}

function craftCoSignatures({ coSignatures = [] }: BatchCraft, manifest: Uint8Array): Promise<CraftedMember[]> {
  const crafted = coSignatures.map(async ({ role = 'agent', signer = fixedParties.agent.signer, ...craft }) => ({
    name: `manifest.json.${role}.${formatKeyIdForFileName(signer.keyNumber)}.minisig`,
    bytes: await craftSignature(manifest, {
      signer,
      untrustedComment: BATCH_FORMAT,
      trustedComment: `${BATCH_FORMAT} role=${role} signer=agent time=${fixedInstant} sample=none`,
      ...craft,
    }),
  }));
  return Promise.all(crafted);
}

function recipientsOf({ recipients = [fixedParties.arcom.classical.recipient] }: BatchCraft): readonly Recipient[] {
  return recipients;
}

function apply<Part, Changed>(change: ((part: Part) => Changed) | undefined, part: Part): Part | Changed {
  return change === undefined ? part : change(part);
}

/** A signature file, any part of which may be wrong. */
export interface SignatureCraft {
  readonly signer: Signer;
  readonly trustedComment: string;
  readonly untrustedComment: string;
  /** `Ed` is minisign's legacy kind, which signs the message itself. Default: `ED`. */
  readonly algorithm?: 'ED' | 'Ed';
  /** The key number in the file; the signer's own unless told. */
  readonly keyNumber?: Uint8Array;
}

/** The bytes of a signature file over `message`. */
export async function craftSignature(message: Uint8Array, craft: SignatureCraft): Promise<Uint8Array> {
  const { signer, trustedComment, untrustedComment, algorithm = 'ED', keyNumber = signer.keyNumber } = craft;
  const signed = algorithm === 'ED' ? createHash('blake2b512').update(message).digest() : message;
  const signature = await signer.sign(signed);
  const global = await signer.sign(Buffer.concat([signature, Buffer.from(trustedComment)]));
  const block = Buffer.concat([Buffer.from(algorithm), keyNumber, signature]);
  const lines = [
    `untrusted comment: ${untrustedComment}`,
    block.toString('base64'),
    `trusted comment: ${trustedComment}`,
    Buffer.from(global).toString('base64'),
    '',
  ];
  return new TextEncoder().encode(lines.join('\n'));
}
