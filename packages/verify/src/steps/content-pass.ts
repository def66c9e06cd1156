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
} from '@scelle/core';
import { GroupWorkers, leafSalt } from '@scelle/core/internal';
import type { ContentLeaf, StepsContext } from '../contract/context.ts';
import type { Comparison, RecordSummary, StepId } from '../contract/report.ts';
import { AttachmentsCheck } from './attachments.ts';
import type { Checklist } from './checklist.ts';
import {
  checkContentDocument,
  checkOpener,
  checkStanzas,
  describeContent,
  describeDecryption,
  MerkleCheck,
} from './content.ts';
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
