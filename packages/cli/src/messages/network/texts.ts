import type { Notice, ReceiptStage } from '@scelle/station';
import type { DeliveryOutcome } from '@scelle/verify';
import type { Line } from '../../kernel/line.ts';
import type { SendingResult } from '../../network/send-to-peer.ts';
import type { ShownUpload } from '../../network/upload.ts';

/** The commands of the network. */
export type NetworkCommand =
  | 'serve'
  | 'upload'
  | 'upload list'
  | 'upload drop'
  | 'send'
  | 'sync'
  | 'channel'
  | 'channel suspend'
  | 'channel resume'
  | 'channel show'
  | 'pull'
  | 'key rotate certificate';

/** Their arguments. */
export type NetworkArgument = 'outgoingBatches' | 'gateway' | 'uploadId';

/** Their options. */
export type NetworkOption =
  | 'listen'
  | 'metrics'
  | 'sendPending'
  | 'sendTo'
  | 'sendWatch'
  | 'parallel'
  | 'channel'
  | 'noticeReference'
  | 'gatewayFor'
  | 'cardAddress'
  | 'cardGateway'
  | 'activateCertificate'
  | 'certificateAtOnce';

/** What `--help` says about the network, in one language. */
export interface NetworkHelp {
  readonly commands: Readonly<Record<NetworkCommand, string>>;
  readonly notes: Readonly<Record<NetworkCommand, string>>;
  readonly arguments: Readonly<Record<NetworkArgument, string>>;
  readonly options: Readonly<Record<NetworkOption, string>>;
}

/** What is shown about the network, in one language. */
export interface NetworkResults {
  readonly serving: (receiver: { readonly port: number; readonly metricsPort: number | null }) => string;
  readonly uploads: (uploads: readonly ShownUpload[]) => readonly Line[];
  readonly uploadDropped: (upload: ShownUpload) => string;
  readonly batchSent: (batch: Pick<SendingResult, 'name' | 'outcome' | 'bytes' | 'codes'>) => string;
  readonly batchDecided: (batch: {
    readonly name: string;
    readonly recipient: string;
    readonly stream: string;
    readonly sequence: number;
    readonly codes: readonly string[];
  }) => string;
  readonly batchesLeft: (count: number) => string;
  readonly nothingToSend: string;
  readonly nobodyToCall: string;
  readonly channelSuspended: (suspended: { readonly peer: string; readonly notice: Notice }) => readonly Line[];
  readonly receiptFetched: (receipt: {
    readonly batch: string;
    readonly stage: ReceiptStage;
    readonly outcome: 'accepted' | 'held' | 'rejected';
    readonly codes: readonly string[];
  }) => string;
  readonly synced: (peer: {
    readonly peer: string;
    readonly sent: number;
    readonly waiting: number;
    readonly receipts: number;
  }) => string;
  readonly noticeIssued: (issued: { readonly notice: Notice; readonly gateway: string | null }) => readonly Line[];
  readonly channels: (shown: {
    readonly channels: readonly { readonly peer: string; readonly state: 'open' | 'suspended' }[];
    readonly notices: readonly Notice[];
  }) => readonly Line[];
  readonly batchPulled: (batch: {
    readonly name: string;
    readonly outcome: DeliveryOutcome;
    readonly codes: readonly string[];
  }) => string;
  readonly notHandedOn: (refused: {
    readonly kind: 'notice' | 'receipt';
    /** The peer that a notice concerns, or the batch and the stage of a receipt. */
    readonly name: string;
    readonly gateway: string;
    readonly reason: string;
  }) => string;
  readonly receiptRefused: (refused: { readonly batch: string; readonly reason: string }) => string;
  readonly moreOfThem: (count: number) => string;
  readonly pulled: (pulled: {
    readonly gateway: string;
    readonly batches: number;
    readonly receipts: number;
  }) => string;
  readonly decisionTaken: (decision: { readonly batch: string; readonly codes: readonly string[] }) => string;
  readonly certificateAnnounced: (announced: {
    readonly party: string;
    readonly number: number;
    readonly words: readonly string[];
    readonly atOnce: boolean;
  }) => readonly Line[];
  readonly certificateActivated: (activated: {
    readonly file: string;
    readonly party: string;
    readonly number: number;
    readonly words: readonly string[];
  }) => readonly Line[];
}
