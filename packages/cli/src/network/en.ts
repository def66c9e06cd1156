import type { ReceiptStage } from '@scelle/station';
import type { Notice } from '@scelle/station/internal';
import type { DeliveryOutcome } from '@scelle/verify';
import { formatTable, type Line } from '../kernel/line.ts';

const outcomes = {
  accepted: 'delivered',
  held: 'delivered; it waits there for an earlier one',
  rejected: 'delivered, and rejected',
  duplicate: 'was here before',
  quarantined: 'damaged or not authentic; not kept',
  unsigned: 'not sent: co-signatures are missing',
  barred: 'not sent: scelle.toml lets it go by other channels only',
  suspended: 'not sent: the channel is suspended',
  failed: 'not sent',
  left: 'not sent',
} as const;

const states = { open: 'open', suspended: 'suspended' } as const;

/** An unfinished upload as it is shown. */
export interface ShownUpload {
  readonly id: string;
  readonly peer: string;
  /** SHA-256 of the manifest, hex. */
  readonly manifest: string;
  readonly bytes: number;
  /** How many of them are here. */
  readonly received: number;
  readonly announcedAt: string;
  /** When the last byte came. */
  readonly changedAt: string;
}

/** What the commands of the network say, and their `--help`, in English. */
export const en = {
  help: {
    commands: {
      serve: 'receive batches from the network',
      upload: 'unfinished uploads of a receiver',
      'upload list': 'show the uploads in progress, and how far each is',
      'upload drop': 'remove an unfinished upload',
      send: 'hand batches of the outbox over by the network',
      sync: 'send what is pending, fetch receipts, and report',
      channel: 'suspend and resume the network channel with a peer',
      'channel suspend': 'suspend the network channel with a peer',
      'channel resume': 'resume the network channel with a peer',
      'channel show': 'show the state of the channels, and the notices about them',
      pull: 'fetch what arrived at the gateway, and hand it the receipts',
    },
    notes: {
      serve: `
Callers are known by the certificates in the cards of the peers. Each batch is judged by its manifest and signatures before
a byte of it is taken, verified when it is whole, and answered with a signed receipt; an upload that breaks goes on where it
was. The log goes to standard error, a line of JSON an event. SIGTERM ends it: what is being delivered is delivered.

It refuses to start on a host with an opening key, unless scelle.toml says single-host = true. scelle.toml is read once, at
the start; cards, revocations and suspensions count at once.

Examples:
  scelle serve --station gate --listen 0.0.0.0:8443 --metrics 9464`,
      send: `
Without BATCH everything is sent that has no delivery receipt. Each batch is announced; only what the recipient does not
have is sent, from the byte where it ended. A batch counts as delivered with a signed receipt, and with nothing else.
Breaks are waited out for a quarter of an hour.

Exit status: 0 delivered · 1 refused · 2 another certificate than the card names · 3 the channel is suspended, or something
else must happen first · 4 nobody answers · 5 the recipient has no space left · 130 interrupted: sending goes on later

Examples:
  scelle send --pending --station desk
  scelle send tmg.arcom.music.000042
  scelle send --to arcom --parallel 4 --watch`,
      sync: `
For a timer: what "scelle send --pending" does, for every authority whose card names an address; then the receipts that
these have issued since. The exit status is that of "scelle send", and 1 where a batch was rejected later.

Example:
  scelle sync --station desk`,
      channel: '',
      'channel suspend': `
The signed notice goes into the custody log here and, with its next call, there. The receiver answers with it from now on;
what has arrived stays. Batches come by discs meanwhile ("scelle media"). With a gateway, tell it: "scelle pull GATEWAY".

Example:
  scelle channel suspend tmg --reference "decision 2011-17" --reason "data found on an open server"`,
      'channel resume': `
The peer sends then exactly what the discs did not bring.

Example:
  scelle channel resume tmg --reference "decision 2011-42" --reason "measures verified"`,
      upload: '',
      'upload list': `
What was announced and has not come whole, the longest silent first. Its missing bytes are kept free for five minutes
after the last one, for whoever is neither suspended nor revoked; after seven days without a byte it is removed.

Example:
  scelle upload list`,
      'upload drop': `
By the first digits of its number or of its manifest, also while a receiver runs. The sender begins it anew with its next
sync: "scelle channel suspend" keeps it out.

Example:
  scelle upload drop 5b1f09ac --reason "the sender's machine is gone"`,
      'channel show': `
Example:
  scelle channel show tmg`,
      pull: `
For the station behind a gateway; it opens the connection itself. Notices go first, then what has arrived is fetched and
verified as if a stranger had brought it, then receipts go back. The gateway lets go of a batch with the delivery receipt.

Example:
  scelle pull arcom-gate --station inner && scelle process --station inner && scelle pull arcom-gate --station inner`,
    },
  },
  serving: ({ port, metricsPort }: { readonly port: number; readonly metricsPort: number | null }) =>
    `Receiving on port ${port}${metricsPort === null ? '' : `, counts on port ${metricsPort}`}. SIGTERM ends it.`,
  batchSent: ({
    name,
    outcome,
    bytes,
    codes,
  }: {
    readonly name: string;
    readonly outcome: Exclude<keyof typeof outcomes, 'duplicate' | 'quarantined'>;
    readonly bytes: number;
    readonly codes: readonly string[];
  }) =>
    `${name}: ${outcome === 'held' ? describeHeld(codes) : outcomes[outcome]}${bytes > 0 ? ` (${bytes} B sent)` : ''}`,
  batchDecided: ({
    name,
    recipient,
    stream,
    sequence,
    codes,
  }: {
    readonly name: string;
    readonly recipient: string;
    readonly stream: string;
    readonly sequence: number;
    readonly codes: readonly string[];
  }) =>
    `${name}: rejected by a decision (${codes.join(', ')}). Correct what the codes say: scelle pack … --to ${recipient} --stream ${stream} --replaces ${sequence}`,
  batchesLeft: (count: number) => `Not tried: ${count}.`,
  nothingToSend: 'Everything in the outbox is acknowledged.',
  nobodyToCall: 'No authority among the peers has a card with an address.',
  channelSuspended: ({
    peer,
    notice,
  }: {
    readonly peer: string;
    readonly notice: Pick<Notice, 'station' | 'issuedAt' | 'reference' | 'reason'>;
  }): readonly Line[] => [
    {
      text: `${peer}: the network channel is suspended by ${notice.station} since ${notice.issuedAt} (${notice.reference}: ${notice.reason}).`,
      tone: 'warning',
    },
    'Until it is resumed, hand over on discs:',
    `  scelle media write --pending --to ${peer} --spare-discs 1 --iso --out parcel`,
  ],
  receiptFetched: ({
    batch,
    stage,
    outcome,
    codes,
  }: {
    readonly batch: string;
    readonly stage: ReceiptStage;
    readonly outcome: 'accepted' | 'held' | 'rejected';
    readonly codes: readonly string[];
  }) => `${batch}: ${stage} ${outcome}${codes.length === 0 ? '' : ` (${codes.join(', ')})`}`,
  synced: ({
    peer,
    sent,
    waiting,
    receipts,
  }: {
    readonly peer: string;
    readonly sent: number;
    readonly waiting: number;
    readonly receipts: number;
  }) => `${peer}: batches delivered: ${sent}; waiting: ${waiting}; receipts fetched: ${receipts}.`,
  noticeIssued: ({
    notice,
    gateway,
  }: {
    readonly notice: Notice;
    readonly gateway: string | null;
  }): readonly Line[] => [
    {
      text: `The network channel with ${notice.peer} is ${states[notice.state]} (notice ${notice.number}).`,
      tone: 'good',
    },
    ...(gateway === null ? [] : [`Tell the gateway: scelle pull ${gateway}`]),
  ],
  uploads: (uploads: readonly ShownUpload[]): readonly Line[] =>
    uploads.length === 0
      ? ['No upload is unfinished.']
      : uploads.map(
          ({ id, peer, manifest, received, bytes, announcedAt, changedAt }) =>
            `${id.slice(0, 16)}  ${peer}: manifest ${manifest.slice(0, 16)}, ${received} of ${bytes} B, announced ${announcedAt}, last byte ${changedAt}`,
        ),
  uploadDropped: ({ peer, manifest, received }: ShownUpload) =>
    `The upload of ${peer} (manifest ${manifest.slice(0, 16)}) is removed with its ${received} B. It is in the custody log.`,
  channels: ({
    channels,
    notices,
  }: {
    readonly channels: readonly { readonly peer: string; readonly state: 'open' | 'suspended' }[];
    readonly notices: readonly Notice[];
  }): readonly Line[] => [
    ...formatTable(channels.map(({ peer, state }) => [peer, states[state]])),
    ...notices.map(
      ({ issuedAt, station, peer, number, state, reference, reason }) =>
        `  ${issuedAt} ${station} → ${peer} ${number}: ${states[state]} (${reference}: ${reason})`,
    ),
  ],
  batchPulled: ({
    name,
    outcome,
    codes,
  }: {
    readonly name: string;
    readonly outcome: DeliveryOutcome;
    readonly codes: readonly string[];
  }) =>
    `${name}: ${outcome === 'accepted' ? 'accepted' : outcome === 'held' ? 'held' : outcomes[outcome]}${codes.length === 0 ? '' : ` (${codes.join(', ')})`}`,
  notHandedOn: ({
    kind,
    name,
    gateway,
    reason,
  }: {
    readonly kind: 'notice' | 'receipt';
    /** The peer that a notice concerns, or the batch and the stage of a receipt. */
    readonly name: string;
    readonly gateway: string;
    readonly reason: string;
  }) =>
    kind === 'notice'
      ? `The notice about the channel with ${name} is not in force at ${gateway}: ${reason}`
      : `${name}: the receipt was not handed on. ${reason}`,
  receiptRefused: ({ batch, reason }: { readonly batch: string; readonly reason: string }) =>
    `${batch}: the receipt was not taken. ${reason}`,
  moreOfThem: (count: number) => `… and ${count} more (--json)`,
  pulled: ({
    gateway,
    batches,
    receipts,
  }: {
    readonly gateway: string;
    readonly batches: number;
    readonly receipts: number;
  }) => `${gateway}: batches fetched: ${batches}; receipts handed on: ${receipts}.`,
  decisionTaken: ({ batch, codes }: { readonly batch: string; readonly codes: readonly string[] }) =>
    `${batch}: refused at the gateway, and rejected (${codes.join(', ')})`,
};

/** What a batch that the recipient holds waits for. */
function describeHeld(codes: readonly string[]): string {
  const others = codes.filter((code) => code !== 'sequence-gap');
  return others.length === 0 ? outcomes.held : `delivered; a person decides on it there (${others.join(', ')})`;
}
