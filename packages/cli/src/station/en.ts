import type { ReceiptStage, SentState } from '@scelle/station';
import type { ReceiptFiles } from '@scelle/station/internal';
import type { DeliveryOutcome, FollowedBatch } from '@scelle/verify';
import type { Line } from '../kernel/line.ts';

const outcomes = {
  accepted: 'accepted',
  held: 'held',
  rejected: 'rejected',
  duplicate: 'duplicate: it came before',
  quarantined: 'quarantined: not believed, its number stays free',
  undecided: 'not decided: keys or policy have changed since it came',
  settled: 'opened or judged by another command meanwhile',
  unreadable: 'its file is not as it should be',
} as const;

/** What the commands of a station that receives, opens and answers say, and their `--help`, in English. */
export const en = {
  help: {
    commands: {
      init: 'make a station: keys, policy, ledger, outbox and inbox of one party',
      receive: 'take batches that somebody brought, and issue delivery receipts',
      process: 'open the batches in the inbox, and issue verification receipts',
      receipt: 'hand out receipts, and take those that come back',
      'receipt export': 'write the receipts that this station has issued',
      'receipt add': 'take receipts that came back',
      decision: 'hand out decisions about refused batches, and take those that come back',
      'decision export': 'write the decisions that this station has issued',
      'decision add': 'take decisions of a recipient about batches of this station',
      judge: 'decide on a batch that waits for a person',
    },
    notes: {
      init: `
DIR gets scelle.toml (the policy: read it), keys/, outbox/, inbox/, held/, quarantine/, receipts/ and ledger.db. The
passphrase protects the keys that a person uses; those for receipts and for the custody log have none. The commands
of a station find it by --station, by SCELLE_STATION, or by the nearest scelle.toml upwards.

Example:
  scelle init desk --name tmg --role collector`,
      receive: `
What needs no opening key is checked. The next batch of a stream is accepted; a later one is held until the missing
ones come, and then follows by itself; what came before is a duplicate and gets the same receipt. What is damaged or
not authentic goes to quarantine/. A file of yours in the same file system is kept by a second name instead of a copy, and
made read-only. The exit status is the worst of 4, 1 (rejected, quarantined), 3 (held) and 0.

Example:
  scelle receive /media/dvd/*.scelle --station desk`,
      process: `
Batches are opened in the order of their streams, with the opening key of the station, or with --identity, or with
--share for each custodian. What is encrypted to an earlier opening key of the station (keys/opening.card-N.identity) is
opened with that one. The content is verified in memory; nothing is written. The exit status is the worst of
1 (rejected), 3 (something could not be decided) and 0.

Examples:
  scelle process --station desk
  scelle process --station desk --share ann.share-1-of-3 --share bob.share-2-of-3`,
      receipt: '',
      'receipt export': `
Each receipt becomes BATCH.STAGE.json with its minisign signature beside it; where several batches bear one number, the
first digits of the manifest's digest stand between. Only an older receipt of the same batch and stage is replaced.

Example:
  scelle receipt export --to tmg --out /media/usb`,
      'receipt add': `
RECEIPT is the .json file; its .minisig must lie beside it, and may be named too. Each is checked against the keys of its issuer and against
what was sent. A batch counts as delivered only with a receipt.

Example:
  scelle receipt add /media/usb/*.json`,
      decision: '',
      'decision export': `
A decision tells the sender of a batch for which there is no receipt that it is rejected: it was refused before it came, or
the time of its seal did not count and it was rejected by "scelle judge". Each becomes BATCH.DIGITS.decision.json with its minisign
signature beside it. Over the network senders get them by themselves; discs do not carry them.

Example:
  scelle decision export --to tmg --out /media/usb`,
      'decision add': `
DECISION is the .json file; its .minisig must lie beside it, and may be named too. Each is checked against the keys of its
issuer and against what was sent. A rejected batch can then be corrected by "scelle pack --replaces".

Example:
  scelle decision add /media/usb/*.decision.json`,
      judge: `
For batches on which a person must decide, as "scelle status" shows them: an unknown co-signer, a signature that is
older than the revocation of its key but came later, a fork, equivocation, or a file in quarantine, which can only be
rejected for good. Where only the time of its seal is wrong, or its key is revoked and the sender confirms the batch
(--sender-confirms), a decision tells the sender ("scelle decision export"). The reason goes into the custody log.
Accepting waives what the batch waited for, never the rule of its place in the stream: what claims the number of another
batch can only be rejected.

Example:
  scelle judge tmg.arcom.music.000042 --accept --reason "agent 9 confirmed by telephone, key in the next card"`,
    },
  },
  stationMade: ({
    folder,
    name,
    role,
  }: {
    readonly folder: string;
    readonly name: string;
    readonly role: string;
  }): readonly Line[] => [
    { text: `Station of ${name} (${role}): ${folder}`, tone: 'strong' },
    `Read ${folder}/scelle.toml: it is the procedure that the station keeps to.`,
    'Then give your card ("scelle card") to your peers, and add theirs ("scelle peer add").',
  ],
  arrival: ({
    file,
    outcome,
    codes,
  }: {
    readonly file: string;
    readonly outcome: DeliveryOutcome;
    readonly codes: readonly string[];
  }) => `${file}: ${outcomes[outcome]}${formatCodes(codes)}`,
  followed: ({ sender, stream, sequence, outcome, codes }: Omit<FollowedBatch, 'receipts'>) =>
    `${sender}, ${stream} ${sequence} was waiting: ${outcomes[outcome]}${formatCodes(codes)}`,
  nothingToOpen: 'Nothing in the inbox waits to be opened.',
  processed: ({
    name,
    outcome,
    records,
    codes,
  }: {
    readonly name: string;
    readonly outcome: 'accepted' | 'rejected' | 'held' | 'undecided' | 'settled' | 'unreadable';
    readonly records: number;
    readonly codes: readonly string[];
  }) => `${name}: ${outcomes[outcome]}; ${records} records${formatCodes(codes)}`,
  receiptsExported: ({
    folder,
    files,
  }: {
    readonly folder: string;
    readonly files: readonly ReceiptFiles[];
  }): readonly Line[] => [
    `${folder}: ${files.filter(({ isNew }) => isNew).length} receipts written, ${files.length} in all.`,
  ],
  receiptAdded: ({
    batch,
    stage,
    outcome,
    codes,
    state,
    isKnown,
  }: {
    readonly file: string;
    readonly batch: string;
    readonly stage: ReceiptStage;
    readonly outcome: 'accepted' | 'held' | 'rejected';
    readonly codes: readonly string[];
    readonly state: SentState;
    readonly isKnown: boolean;
  }) => `${batch}: ${stage} ${outcome}${formatCodes(codes)}; the batch is ${state}${isKnown ? ' (known before)' : ''}.`,
  decisionsExported: ({
    folder,
    files,
  }: {
    readonly folder: string;
    readonly files: readonly ReceiptFiles[];
  }): readonly Line[] => [
    `${folder}: ${files.filter(({ isNew }) => isNew).length} decisions written, ${files.length} in all.`,
  ],
  decisionAdded: ({
    batch,
    outcome,
    codes,
    state,
    isKnown,
    recipient,
    stream,
    sequence,
  }: {
    readonly batch: string;
    readonly outcome: 'held' | 'rejected';
    readonly codes: readonly string[];
    readonly state: SentState;
    readonly isKnown: boolean;
    readonly recipient: string;
    readonly stream: string;
    readonly sequence: number;
  }): readonly Line[] => [
    {
      text: `${batch}: ${outcome} by a decision${formatCodes(codes)}; the batch is ${state}${isKnown ? ' (known before)' : ''}.`,
      tone: 'warning',
    },
    ...(state === 'rejected' ? [formatCorrection({ recipient, stream, sequence })] : []),
  ],
  judged: ({
    batch,
    decision,
    decided,
  }: {
    readonly batch: string;
    readonly decision: 'accept' | 'reject';
    /** Name of the batch about which its sender gets a decision. */
    readonly decided: { readonly name: string; readonly sender: string } | null;
  }): readonly Line[] => [
    `${batch}: ${decision === 'accept' ? 'accepted' : 'rejected'}; entered in the custody log.`,
    ...(decided === null
      ? []
      : [
          `It is ${decided.name}, and its number is used up. ${decided.sender} gets the decision with its next "scelle sync", or by file: scelle decision export --to ${decided.sender} --out DIR`,
        ]),
  ],
};

function formatCodes(codes: readonly string[]): string {
  return codes.length === 0 ? '' : ` (${codes.join(', ')})`;
}

/** The command that ends a rejection. */
function formatCorrection({
  recipient,
  stream,
  sequence,
}: {
  readonly recipient: string;
  readonly stream: string;
  readonly sequence: number;
}): string {
  return `Correct what the codes say: scelle pack … --to ${recipient} --stream ${stream} --replaces ${sequence}`;
}
