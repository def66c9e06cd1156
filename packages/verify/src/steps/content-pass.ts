import {
  type BatchSource,
  type ByteRange,
  type Container,
  type ContentDocument,
  type ContentHead,
  type Identity,
  limits,
  type Manifest,
  type OpenContent,
  openPayload,
  type Profile,
  ScelleError,
  type Stanza,
} from '@scelle/core';
import {
  encodeHex,
  hashLeaf,
  leafSalt,
  MerkleRoot,
  parseContentDocument,
  publicKeyBase64,
  type Subtree,
} from '@scelle/core/browser';
import { GroupWorkers } from '@scelle/core/internal';
import type { ContentLeaf, StepsContext } from '../contract/context.ts';
import type { TrustedKey } from '../contract/policy.ts';
import type { Comparison, RecordSummary, StepId } from '../contract/report.ts';
import { VerifyError } from '../errors/verify-error.ts';
import { AttachmentsCheck } from './attachments.ts';
import type { Checklist } from './checklist.ts';
import type { CheckedManifest } from './manifest.ts';
import { examineGroups, type NamedGroup, RecordsCheck, toProvisional } from './records.ts';

/** What the pass over the content reads. */
export interface ContentPass {
  readonly source: BatchSource;
  readonly container: Container;
  readonly checked: CheckedManifest;
  readonly identities: readonly Identity[];
  readonly profile: Profile;
  readonly context: StepsContext;
}

/**
 * Steps 7 to 11, in one pass: each group is decrypted, taken apart, and handed to every check whose predecessors have
 * not failed. Gives what is known of the records, or null where they did not pass.
 */
export async function checkContent(checklist: Checklist, pass: ContentPass): Promise<RecordSummary | null> {
  const { manifest, senderKey } = pass.checked;
  try {
    await using opened = await open(pass);
    const content = checkContentDocument(opened.head.document, manifest, senderKey);
    await handOver(() => pass.context.consumer?.begin?.(manifest, content, toLeaf(opened.head)));
    const checks = createChecks(opened.head, content, manifest);
    await using workers = new GroupWorkers(pass.context, Math.ceil(manifest.content.bytes / limits.groupLineBytes));
    let groups = 0;
    const isKept = pass.context.consumer !== undefined;
    for await (const group of examineGroups(opened, { profile: pass.profile, workers, isKept })) {
      await takeGroup(checklist, pass, checks, group);
      groups += 1;
    }
    checklist.pass('decryption', describeDecryption(manifest));
    checklist.pass('content', describeContent(manifest, groups));
    return finish(checklist, pass, checks);
  } catch (error) {
    if (error instanceof ConsumerFailure) throw error.cause;
    failReading(checklist, error);
    return null;
  }
}

function toLeaf({ document: bytes, saltKey }: ContentHead): ContentLeaf {
  return { bytes, salt: leafSalt(saltKey, 0) };
}

interface Checks {
  readonly records: RecordsCheck;
  readonly merkle: MerkleCheck;
  readonly attachments: AttachmentsCheck;
}

function createChecks(head: ContentHead, content: ContentDocument, manifest: Manifest): Checks {
  return {
    records: new RecordsCheck(content, manifest),
    merkle: new MerkleCheck(head),
    attachments: new AttachmentsCheck(manifest),
  };
}

function open({ source, container, checked, identities, context }: ContentPass): Promise<OpenContent> {
  const { manifest } = checked;
  const { payload } = container;
  return openPayload(watch(source, context), { payload, contentBytes: manifest.content.bytes }, identities, {
    inspectHeader: (stanzas) => checkStanzas(stanzas, manifest),
    onUnwrapped: (identity) => checkOpener(identity, manifest),
    ...(context.signal && { signal: context.signal }),
  });
}

/** The same source, with progress reported as its stream is read. */
function watch(source: BatchSource, { onProgress }: StepsContext): BatchSource {
  async function* stream(range: ByteRange): AsyncGenerator<Uint8Array> {
    const total = range.end - range.start;
    let done = 0;
    for await (const bytes of source.stream(range)) {
      yield bytes;
      done += bytes.length;
      onProgress?.({ phase: 'content', done, total, unit: 'bytes' });
    }
  }
  return { size: source.size, read: (offset, length) => source.read(offset, length), stream };
}

async function takeGroup(checklist: Checklist, pass: ContentPass, checks: Checks, group: NamedGroup): Promise<void> {
  const { index, names, examined } = group;
  const proceeds = (id: StepId, check: () => void) =>
    !checklist.hasFailed('records', 'merkle', 'attachments') && attempt(checklist, id, () => [check()]) !== null;
  const passed =
    proceeds('records', () => checks.records.take(index, examined().summary)) &&
    proceeds('merkle', () => checks.merkle.take(examined().subtrees)) &&
    proceeds('attachments', () => checks.attachments.take(index, names, examined()));
  if (passed) await handOver(() => pass.context.consumer?.takeGroup(toProvisional(group, pass.profile)));
}

/** The totals, in the order of the steps. */
function finish(checklist: Checklist, { checked }: ContentPass, checks: Checks): RecordSummary | null {
  const { manifest } = checked;
  const conclude = (id: StepId, compare: () => Comparison[]) => {
    if (checklist.hasFailed('records', 'merkle')) return;
    if (checklist.hasFailed('attachments'))
      return id === 'attachments' ? undefined : checklist.skip(id, 'later-step-failed');
    const compared = attempt(checklist, id, compare);
    if (compared !== null) checklist.pass(id, compared);
  };
  conclude('records', () => checks.records.finish());
  conclude('merkle', () => checks.merkle.finish(manifest));
  conclude('attachments', () => checks.attachments.finish());
  return checklist.hasFailed('records', 'merkle', 'attachments') ? null : checks.records.summarise();
}

function attempt<T>(checklist: Checklist, id: StepId, check: () => T): T | null {
  try {
    return check();
  } catch (error) {
    checklist.fail(id, error);
    return null;
  }
}

/** A failure while reading belongs to the encryption or to what was in it. */
function failReading(checklist: Checklist, error: unknown): void {
  const code = ScelleError.is(error) ? error.code : '';
  const isDecryption = code.startsWith('age-') || code === 'stanzas-mismatch' || code === 'not-sealed-to-me';
  checklist.fail(isDecryption ? 'decryption' : 'content', error);
  if (!isDecryption) checklist.skip('decryption', 'later-step-failed');
}

/** Keeps a failure of the consumer, such as a full disc, from being taken for one of the batch. */
class ConsumerFailure extends Error {}

async function handOver(call: () => Promise<void> | undefined): Promise<void> {
  try {
    await call();
  } catch (error) {
    throw new ConsumerFailure('the consumer failed', { cause: error });
  }
}

/**
 * Step 7, before any secret key is used: the stanzas are those that the manifest names, in number, type and order, so
 * that nobody is hidden among the recipients. Source: docs/format.md § Payload.
 */
export function checkStanzas(stanzas: readonly Stanza[], { sealedTo }: Manifest): void {
  const expected = sealedTo.map((recipient) => (recipient.startsWith('age1pq1') ? 'mlkem768x25519' : 'X25519'));
  const found = stanzas.map(({ type }) => type);
  if (found.join(' ') !== expected.join(' ')) {
    throw new VerifyError('stanzas-mismatch', { found: describe(found), expected: describe(expected) });
  }
}

/** Step 7, once the file key is found: the key that opened the payload is one that the manifest names. */
export function checkOpener({ recipient }: Identity, { sealedTo }: Manifest): void {
  if (!sealedTo.includes(recipient)) throw new VerifyError('not-sealed-to-me', { expected: recipient.slice(0, 80) });
}

/** What the report shows of the step. */
export function describeDecryption({ sealedTo, payload }: Manifest): Comparison[] {
  return [
    { what: 'stanzas', found: String(sealedTo.length), expected: String(sealedTo.length) },
    { what: 'payload-bytes', found: String(payload.bytes) },
  ];
}

/** Types of stanzas, which an attacker may choose: shortened and without odd characters. */
function describe(types: readonly string[]): string {
  return types.map((type) => type.replaceAll(/[^\w-]/g, '?').slice(0, 20)).join(' ');
}

/** The fields that batch.json repeats from the manifest. */
const repeated = ['id', 'sender', 'recipient', 'stream', 'sequence'] as const;

/**
 * Step 8, the head of the content: batch.json repeats the manifest and names the key whose seal verified. Otherwise
 * another trusted peer could seal a stolen payload as its own without ever opening it.
 * Source: docs/format.md § Inner tar.
 */
export function checkContentDocument(bytes: Uint8Array, manifest: Manifest, senderKey: TrustedKey): ContentDocument {
  const content = parseContentDocument(bytes);
  for (const field of repeated) {
    if (content[field] !== manifest[field]) {
      throw new VerifyError('content-document-mismatch', { member: 'batch.json', field });
    }
  }
  if (content.senderKey !== publicKeyBase64(senderKey.publicKey)) {
    throw new VerifyError('content-document-mismatch', { member: 'batch.json', field: 'senderKey' });
  }
  return content;
}

/** What the report shows of the step. */
export function describeContent({ content, id }: Manifest, groups: number): Comparison[] {
  return [
    { what: 'content-bytes', found: String(content.bytes), expected: String(content.bytes) },
    { what: 'batch-id', found: id, expected: id },
    { what: 'groups', found: String(groups) },
  ];
}

/** Step 10: the Merkle root over batch.json and all records. Source: RFC 9162 § 2.1; docs/format.md § Merkle tree. */
export class MerkleCheck {
  readonly #tree = new MerkleRoot();

  /** Takes batch.json, which is leaf 0. */
  constructor({ saltKey, document }: ContentHead) {
    this.#tree.push(hashLeaf(leafSalt(saltKey, 0), document));
  }

  /** Takes the leaves of the next records, as complete subtrees. */
  take(subtrees: readonly Subtree[]): void {
    for (const subtree of subtrees) this.#tree.pushSubtree(subtree);
  }

  finish({ records }: Manifest): Comparison[] {
    const found = encodeHex(this.#tree.root());
    const expected = records.merkleRoot;
    if (found !== expected) throw new VerifyError('merkle-root', { found, expected });
    return [{ what: 'merkle-root', found, expected }];
  }
}
