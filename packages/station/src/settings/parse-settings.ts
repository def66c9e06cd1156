import { isUtf8 } from 'node:buffer';
import { CoreError, openFileSource, toInstant } from '@scelle/core';
import { isExpectation, quoteUntrusted, toSha256Hex } from '@scelle/core/internal';
import type { z } from 'zod';
import { StationError } from '../errors/station-error.ts';
import type { Station } from '../home/station.ts';
import { findNewestSettings, insertSettings } from '../ledger/owner.ts';
import { type Path, parseToml, type TomlDocument } from './parse-toml.ts';
import type {
  ImportSettings,
  NetworkRules,
  PeerRules,
  ReceivingRules,
  RequiredRoles,
  SendingRules,
  Settings,
} from './settings.ts';
import {
  type ImportingFile,
  type NetworkFile,
  type PeerRulesFile,
  type RulesFile,
  type SettingsFile,
  settingsSchema,
  toBytes,
} from './settings-schema.ts';

/** Longest accepted settings file in bytes. */
export const SETTINGS_BYTES = 262_144;

/**
 * Parses scelle.toml. `file` is its name, for messages, and `own` the party whose it is, which has no rules for itself. Throws `settings-invalid` with every mistake in its `reasons`,
 * in the order of the lines: `settings-key-unknown`, `settings-key-missing`, `settings-value-invalid`, `settings-peer-own`;
 * or `settings-syntax` as the only reason. Throws `settings-too-long` and `utf8-invalid`, too.
 */
export function parseSettings(bytes: Uint8Array, file: string, own?: string): Settings {
  if (bytes.length > SETTINGS_BYTES) throw new StationError('settings-too-long', { file, limit: SETTINGS_BYTES });
  const document = parseDocument(decode(bytes, file), file);
  const result = settingsSchema.safeParse(document.value);
  const misplaced = own === undefined ? [] : findOwnRules(own, document, file);
  if (result.success && misplaced.length === 0) return toSettings(result.data);
  const issues = result.error?.issues ?? [];
  const mistakes = [...issues.flatMap((issue) => describeIssue(issue, document, file)), ...misplaced];
  throw invalid(file, withoutRepeats(mistakes).sort(byPlace));
}

function decode(bytes: Uint8Array, file: string): string {
  if (!isUtf8(bytes)) throw new CoreError('utf8-invalid', { file });
  // Without a byte order mark, by which an editor means nothing.
  return new TextDecoder('utf-8').decode(bytes);
}

function parseDocument(text: string, file: string): TomlDocument {
  try {
    return parseToml(text);
  } catch (error) {
    throw error instanceof StationError ? invalid(file, [inFile(error, file)]) : error;
  }
}

/** The same error, with the file in its message. */
function inFile({ code, details, cause }: StationError, file: string): StationError {
  return new StationError(code, { ...details, file }, { cause });
}

function invalid(file: string, reasons: readonly StationError[]): StationError {
  return new StationError('settings-invalid', { file, found: reasons.length }, { reasons });
}

function describeIssue(issue: z.core.$ZodIssue, document: TomlDocument, file: string): StationError[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], document, file));
  if (issue.code === 'invalid_key') return [unknownKey(path, document, file)];
  const place = document.valuePosition(path);
  const field = formatPath(path);
  const expected = isExpectation(issue.message) ? { expected: issue.message } : {};
  if (place !== null || path.length === 0) {
    return [new StationError('settings-value-invalid', { file, ...place, field, ...expected })];
  }
  return [new StationError('settings-key-missing', { file, ...findTable(path, document), field, ...expected })];
}

function unknownKey(path: Path, document: TomlDocument, file: string): StationError {
  return new StationError('settings-key-unknown', { file, ...document.keyPosition(path), field: formatPath(path) });
}

/** Rules of this party for itself: somebody meant them for a peer, or copied them from one. */
function findOwnRules(own: string, document: TomlDocument, file: string): StationError[] {
  const path = ['peers', own];
  const place = document.keyPosition(path);
  return place === null ? [] : [new StationError('settings-peer-own', { file, ...place, field: formatPath(path) })];
}

/** The place of the innermost table that is there. */
function findTable(path: Path, document: TomlDocument): { readonly line: number; readonly column: number } {
  for (let length = path.length - 1; length > 0; length -= 1) {
    const place = document.keyPosition(path.slice(0, length));
    if (place !== null) return place;
  }
  return { line: 1, column: 1 };
}

function formatPath(path: Path): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${quoteUntrusted(key)}`))
    .join('');
}

/** Several rules can fail on one value, and a person corrects it once. */
function withoutRepeats(mistakes: readonly StationError[]): StationError[] {
  return [...new Map(mistakes.map((mistake) => [mistake.message, mistake])).values()];
}

function byPlace({ details: a }: StationError, { details: b }: StationError): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** The settings that the file amounts to. What it leaves out is not demanded and not bounded. */
function toSettings(file: SettingsFile): Settings {
  const { receiving, sending, importing = {}, retention = {}, network = {}, peers = {} } = file;
  return {
    dayZone: file['day-zone'],
    clockSkewSeconds: file['clock-skew-seconds'],
    keyValidityDays: file['key-validity-days'],
    testProfiles: file['test-profiles'],
    receiving: { ...noReceivingRules, ...toReceivingRules(receiving), channels: receiving.channels },
    sending: { ...noSendingRules, ...toSendingRules(sending), channels: sending.channels },
    importing: toImporting(importing),
    retention: {
      custodyDays: retention['custody-days'] ?? null,
      sentDays: retention['sent-days'] ?? null,
      importedDays: retention['imported-days'] ?? null,
      importedAction: retention['imported-action'] ?? 'delete',
    },
    network: toNetworkRules(network),
    peers: Object.fromEntries(Object.entries(peers).map(([peer, rules]) => [peer, toPeerRules(rules)])),
  };
}

const noSendingRules = { requiredRoles: [], additionalRecipients: [] };

const noReceivingRules = {
  ...noSendingRules,
  maxFactAgeDays: null,
  maxBatchRecords: null,
  maxBatchBytes: null,
  maxDailyRecords: null,
};

/** A file in the folder of the station. */
const DEFAULT_TARGET = 'sqlite:evidence.db';

function toImporting(file: ImportingFile): ImportSettings {
  return {
    into: file.into ?? DEFAULT_TARGET,
    segmentsFolder: file['segments-folder'] ?? null,
    rules: {
      maxFactAgeDays: file['max-fact-age-days'] ?? null,
      maxFutureSeconds: file['max-future-seconds'] ?? null,
      sameFindingHours: file['same-finding-hours'] ?? null,
      providers: file.providers ?? null,
      testRecords: file['test-records'] ?? false,
    },
  };
}

const GIGABYTE = 1024 ** 3;

function toNetworkRules(rules: NetworkFile): NetworkRules {
  const { 'certificate-file': certificate, 'key-file': key, 'reserved-space': reserved } = rules;
  return {
    singleHost: rules['single-host'] ?? false,
    publicCertificate: certificate === undefined ? null : { certificate, key: key ?? certificate },
    reservedBytes: reserved === undefined ? GIGABYTE : toBytes(reserved),
    maxOpenUploads: rules['max-open-uploads'] ?? 16,
  };
}

function toPeerRules({ receiving = {}, sending = {} }: PeerRulesFile): PeerRules {
  return { receiving: toReceivingRules(receiving), sending: toSendingRules(sending) };
}

function toReceivingRules(rules: RulesFile): Partial<ReceivingRules> {
  const size = rules['max-batch-size'];
  return withoutAbsent({
    ...toSendingRules(rules),
    maxFactAgeDays: rules['max-fact-age-days'],
    maxBatchRecords: rules['max-batch-records'],
    maxBatchBytes: size === undefined ? undefined : toBytes(size),
    maxDailyRecords: rules['max-daily-records'],
  });
}

function toSendingRules(rules: RulesFile): Partial<SendingRules> {
  const roles = rules['required-roles'];
  return withoutAbsent({
    channels: rules.channels,
    requiredRoles: roles === undefined ? undefined : toRequiredRoles(roles),
    additionalRecipients: rules['additional-recipients'],
  });
}

function toRequiredRoles(roles: Readonly<Record<string, number>>): RequiredRoles {
  return Object.entries(roles).map(([role, threshold]) => ({ role, threshold }));
}

type Present<Rules> = { [Key in keyof Rules]?: Exclude<Rules[Key], undefined> };

/** Only what is there may take the place of the rules of all peers. */
function withoutAbsent<Rules extends object>(rules: Rules): Present<Rules> {
  return Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== undefined)) as Present<Rules>;
}

/**
 * Reads the settings of a station, that of the party `own`. Throws `settings-missing`, `settings-unreadable`, and the codes of `parseSettings`.
 */
export async function readSettings(
  file: string,
  own?: string,
): Promise<{ readonly settings: Settings; readonly bytes: Uint8Array }> {
  const bytes = await readWhole(file);
  return { settings: parseSettings(bytes, file, own), bytes };
}

/**
 * Enters in the custody log that the settings were changed since this station last worked with them, and keeps their
 * text. It does nothing where they are the same, and tells whether they were not.
 */
export async function recordSettings(
  { ledger, change }: Pick<Station, 'ledger' | 'change'>,
  bytes: Uint8Array,
  { now, command }: { readonly now: Date; readonly command: string },
): Promise<boolean> {
  const digest = toSha256Hex(bytes);
  if ((await findNewestSettings(ledger)) === digest) return false;
  return change(async (inside) => {
    const previous = await findNewestSettings(inside.ledger);
    if (previous === digest) return false;
    const text = new TextDecoder().decode(bytes);
    await insertSettings(inside.ledger, { digest, text, since: toInstant(now) });
    await inside.record({ command, act: 'settings-changed', result: 'done', details: { digest, previous } });
    return true;
  });
}

/**
 * What is longer is refused by its length, and need not be read to its end. Threat: a pipe under this name, at which
 * every command would wait for ever.
 */
async function readWhole(file: string): Promise<Uint8Array> {
  try {
    await using source = await openFileSource(file);
    return await source.read(0, Math.min(source.size, SETTINGS_BYTES + 1));
  } catch (error) {
    throw toReadError(error, file);
  }
}

function toReadError(error: unknown, file: string): unknown {
  if (!(error instanceof CoreError)) return error;
  if (error.code === 'source-missing') return new StationError('settings-missing', { file }, { cause: error });
  const found = error.details['found'] ?? error.code;
  return new StationError('settings-unreadable', { file, found }, { cause: error });
}
