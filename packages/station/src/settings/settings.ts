import type { Channel, RequiredRole } from '@scelle/verify';

/** How many co-signatures of which roles, by distinct keys. */
export type RequiredRoles = readonly RequiredRole[];

/** What is accepted of a peer. What is left out of a peer's own rules is that of all. */
export interface ReceivingRules {
  readonly channels: readonly Channel[];
  readonly requiredRoles: RequiredRoles;
  /** Parties who can open batches besides this one. */
  readonly additionalRecipients: readonly string[];
  /** Oldest fact accepted, in days before reception; null sets no bound. */
  readonly maxFactAgeDays: number | null;
  /** Records of one batch; null sets no bound. */
  readonly maxBatchRecords: number | null;
  /** Bytes of the payload of one batch; null sets no bound. */
  readonly maxBatchBytes: number | null;
  /** Records of one controller on one day; null sets no bound. */
  readonly maxDailyRecords: number | null;
}

/** What batches for a peer must have before they leave, and how they go. */
export interface SendingRules {
  readonly channels: readonly Channel[];
  readonly requiredRoles: RequiredRoles;
  /** Parties who can open the batches besides the peer. */
  readonly additionalRecipients: readonly string[];
}

/** After how many days what is deleted; null keeps it. */
export interface Retention {
  /** Entries of the custody log. */
  readonly custodyDays: number | null;
  /** Sent batches, counted from their import receipt. */
  readonly sentDays: number | null;
  /** Imported records, counted from their import. */
  readonly importedDays: number | null;
  /** Whether imported records are deleted then, or what leads to a person is taken out of them. */
  readonly importedAction: 'delete' | 'pseudonymise';
}

/** By what single records are refused at their import. Source: docs/import.md § Rejects. */
export interface ImportRules {
  /** Oldest facts, in days before the reception of the batch; null sets no bound. */
  readonly maxFactAgeDays: number | null;
  /** Latest facts, in seconds after the reception of the batch; null sets no bound. */
  readonly maxFutureSeconds: number | null;
  /** Within how many hours the same address, port and work count once; null counts all. */
  readonly sameFindingHours: number | null;
  /** The providers that records may name; null accepts any, and none. */
  readonly providers: readonly string[] | null;
  /** Whether invented records are imported. */
  readonly testRecords: boolean;
}

/** Where verified records go, and which. */
export interface ImportSettings {
  /** URL of the target; files are relative to the station's folder. */
  readonly into: string;
  /** Folder of the segments; null keeps them in the target itself. */
  readonly segmentsFolder: string | null;
  readonly rules: ImportRules;
}

/** What holds for the host on the network. */
export interface NetworkRules {
  /** Whether batches are received from the network on the very host that can open them. */
  readonly singleHost: boolean;
  /** A certificate that a public authority issued, with its key; null for the one that the card names. */
  readonly publicCertificate: { readonly certificate: string; readonly key: string } | null;
  /** Bytes of the disc that uploads must leave free. */
  readonly reservedBytes: number;
  /** Uploads that one peer may have begun and not finished. */
  readonly maxOpenUploads: number;
}

/** What a person has laid down in scelle.toml: the procedure that this station keeps to. */
export interface Settings {
  /** The time zone in which days begin. */
  readonly dayZone: string;
  /** How far clocks may differ, in seconds. */
  readonly clockSkewSeconds: number;
  /** How long a signing key is trusted at most, in days from the beginning of its validity. */
  readonly keyValidityDays: number;
  /** Whether batches of test data are accepted. */
  readonly testProfiles: boolean;
  readonly receiving: ReceivingRules;
  readonly sending: SendingRules;
  readonly importing: ImportSettings;
  readonly retention: Retention;
  readonly network: NetworkRules;
  /** Rules of single peers, which take the place of those above. */
  readonly peers: Readonly<Record<string, PeerRules>>;
}

/** The rules of one peer that differ from those of all. */
export interface PeerRules {
  readonly receiving: Partial<ReceivingRules>;
  readonly sending: Partial<SendingRules>;
}

/** What is accepted of that peer. */
export function receivingRules({ receiving, peers }: Settings, peer: string): ReceivingRules {
  return { ...receiving, ...findRules(peers, peer)?.receiving };
}

/** What batches for that peer need. */
export function sendingRules({ sending, peers }: Settings, peer: string): SendingRules {
  return { ...sending, ...findRules(peers, peer)?.sending };
}

function findRules(peers: Settings['peers'], peer: string): PeerRules | undefined {
  return Object.hasOwn(peers, peer) ? peers[peer] : undefined;
}
