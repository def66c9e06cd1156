import { CoreError, formatKeyId, type Identities, type SecretKey } from '@scelle/core';
import { encodeManifest } from '@scelle/core/internal';
import type { OpenedStation } from '@scelle/station';
import {
  coSignOutgoing,
  createOutgoingPolicy,
  findAnomalies,
  listOutgoing,
  OutboxIds,
  type OutgoingBatch,
  RecordIds,
} from '@scelle/station';
import { requireClock } from '@scelle/station/internal';
import { CliError } from '../errors/cli-error.ts';
import { type CommandContext, type CommandResult, reportAnyway } from '../kernel/context.ts';
import { exitStatus, worstStatus } from '../kernel/exit-status.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { loadIdentities, loadSecretKey } from '../keys/load-keys.ts';
import { showProgress } from '../verify/report.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { confirmSigning, type Review, reviewBatch, showReview, withoutRecords } from './review.ts';

const texts = { en, fr };

/** Options of `scelle cosign --pending`. */
export interface CosignPendingOptions extends StationOptions {
  readonly key: string;
  readonly passphraseFile?: string;
  readonly role: string;
  readonly name: string;
  readonly identity?: string;
  readonly identityPassphraseFile?: string;
  readonly yes?: boolean;
}

/** With what the batches are read, and what was read of them. */
interface Reader {
  /** Null where nobody is to look inside. */
  readonly identities: Identities | null;
  readonly outboxIds: OutboxIds;
}

/**
 * `scelle cosign --pending`: shows one by one the batches of the outbox that lack a co-signature of the role, with what
 * stands out in them, and signs those that are confirmed.
 */
export async function cosignPending(context: CommandContext, options: CosignPendingOptions): Promise<CommandResult> {
  const { role, yes = false } = options;
  if (role === 'sender') throw new CoreError('co-signature-role', { name: role });
  if (!yes && !context.terminal.canAsk) throw new CliError('confirmation-missing');
  using opened = await openForCommand(context, options, 'cosign');
  await requireClock(opened.station, opened.settings);
  const outgoing = await listOutgoing(opened.station, opened.settings);
  const pending = outgoing.filter(({ missing }) => missing.some((required) => required.role === role));
  if (pending.length === 0) return { document: { batches: [] }, lines: [texts[context.language].nothingToSign(role)] };
  const identities = await loadReviewer(context, options);
  const results: CommandResult[] = [];
  const reading = { onProgress: showProgress(context), signal: context.interruption.signal };
  const reader: Reader = { identities, outboxIds: new OutboxIds(opened, identities, reading) };

  async function work(): Promise<void> {
    for (const each of pending) results.push(await cosignOne(context, opened, each, reader, options));
  }

  const report = (): CommandResult => ({
    status: worstStatus(results.map(({ status = exitStatus.done }) => status)),
    document: { batches: results.map(({ document }) => document) },
    lines: results.flatMap(({ lines }) => lines),
  });
  return await reportAnyway(work, () => results.length > 0, report);
}

async function cosignOne(
  context: CommandContext,
  opened: OpenedStation,
  outgoing: OutgoingBatch,
  { identities, outboxIds }: Reader,
  options: CosignPendingOptions,
): Promise<CommandResult> {
  const { path, batch } = outgoing;
  const policy = await createOutgoingPolicy(opened, batch.recipient);
  const recordIds = new RecordIds();
  const review = await reviewBatch(context, path, policy, identities, recordIds);
  if ('document' in review) return review;
  showReview(context, review);
  const wereRead = review.view !== null;
  if (wereRead) outboxIds.remember(path, recordIds);
  const reviewed = { manifest: review.manifest, recordIds: wereRead ? recordIds : null };
  const anomalies = await findAnomalies(opened.station, reviewed, outboxIds);
  for (const anomaly of anomalies)
    context.terminal.notice({ text: texts[context.language].anomaly(anomaly), tone: 'warning' });
  if (options.yes !== true) await confirmSigning(context);
  // Agents authenticate again to sign: the key is opened only now, and for each batch.
  const signer = await loadSecretKey(context, options.key, {
    file: options.passphraseFile,
    option: '--passphrase-file',
    variable: 'SCELLE_PASSPHRASE',
  });
  try {
    const signed = await sign(context, opened, outgoing, review, signer, options);
    return { ...signed, document: { ...signed.document, anomalies } };
  } finally {
    signer.wipe();
  }
}

async function sign(
  context: CommandContext,
  { station }: OpenedStation,
  outgoing: OutgoingBatch,
  { manifest, view }: Review,
  signer: SecretKey,
  { role, name }: CosignPendingOptions,
): Promise<CommandResult> {
  context.interruption.check();
  const sample = view?.sample.seed ?? null;
  await coSignOutgoing(station, outgoing, encodeManifest(manifest), { signer, role, name, sample });
  const file = outgoing.path;
  const document = { file, role, name, keyId: formatKeyId(signer.keyNumber), sample, view: withoutRecords(view) };
  return { document, lines: texts[context.language].coSigned(document) };
}

async function loadReviewer(
  context: CommandContext,
  { identity, identityPassphraseFile: file }: CosignPendingOptions,
): Promise<Identities | null> {
  if (identity === undefined) return null;
  return loadIdentities(context, identity, { file, option: '--identity-passphrase-file', variable: null });
}
