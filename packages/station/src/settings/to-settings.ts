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
  toBytes,
} from './settings-schema.ts';

/** The settings that the file amounts to. What it leaves out is not demanded and not bounded. */
export function toSettings(file: SettingsFile): Settings {
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
