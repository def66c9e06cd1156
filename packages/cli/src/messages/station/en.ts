import type { Anomaly } from '../../cosign/anomalies.ts';
import { formatBatchLife, formatStatus } from '../../upkeep/views.ts';
import type { StationHelp, StationResults } from './texts.ts';

/** What `--help` says about stations, in English. */
export const help: StationHelp = {
  commands: {
    init: 'make a station: keys, policy, ledger, outbox and inbox of one party',
    receive: 'take batches that somebody brought, and issue delivery receipts',
    process: 'open what is in the inbox, and issue verification receipts',
    receipt: 'hand out receipts, and take those that come back',
    'receipt export': 'write the receipts that this station has issued',
    'receipt add': 'take receipts that came back',
    decision: 'hand out decisions about refused batches, and take those that come back',
    'decision export': 'write the decisions that this station has issued',
    'decision add': 'take decisions of a recipient about batches of this station',
    judge: 'decide about a batch that waits for a person',
    custody: 'check and show the log of all acts',
    'custody verify': 'find edits, removals and truncation of the custody log',
    'custody show': 'show the life of a batch at this station',
    'custody export': 'write the custody log with its signed head',
    status: 'show what is sent, acknowledged, expected, held and missing',
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
--share for each custodian. What is sealed to an earlier opening key of the station (keys/opening.card-N.identity) is
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
it came from a wrong clock and was rejected by "scelle judge". Each becomes BATCH.DIGITS.decision.json with its minisign
signature beside it. Over the network senders get them by themselves; discs do not carry them.

Example:
  scelle decision export --to tmg --out /media/usb`,
    'decision add': `
DECISION is the .json file; its .minisig must lie beside it, and may be named too. Each is checked against the keys of its
issuer and against what was sent. A rejected batch can then be corrected by "scelle pack --replaces".

Example:
  scelle decision add /media/usb/*.decision.json`,
    judge: `
For batches that "scelle status" shows as waiting for a person: an unknown co-signer, a signature older than the
revocation of its key that came later, a fork, equivocation, or a file in quarantine, which can only be rejected for good; where
nothing is wrong with it but a clock, its sender is told by a decision ("scelle decision export"). The reason goes into the custody log. Accepting waives what the batch
waited for, and never its place in the stream: what claims a number that another batch has can only be rejected.

Example:
  scelle judge tmg.arcom.music.000042 --accept --reason "agent 9 confirmed by telephone, key in the next card"`,
    custody: '',
    'custody verify': `
Without EXPORT the log of the station is checked; with it an exported one, by --key or by the key of the station.
--against takes receipts that this station issued, and signed heads, which were kept elsewhere, each with its .minisig
beside it: what was cut off behind them is found too.
Exit status 1 where anything is wrong.

Examples:
  scelle custody verify --against kept/tmg.arcom.music.000042.delivery.json
  scelle custody verify custody.jsonl --key custody.jsonl.pub`,
    'custody show': `
BATCH is a name such as tmg.arcom.music.000042, or the digest of its manifest.

Example:
  scelle custody show tmg.arcom.music.000042 --report life.html`,
    'custody export': `
FILE gets one entry a line; beside it FILE.head.json, its .minisig, and FILE.pub, the key that checks it.

Example:
  scelle custody export --out custody-2026-11.jsonl`,
    status: `
Exit status 5 where something needs a person: a gap, a rejected or quarantined batch, a decision, a set of discs of
which something is missing, a mistake in scelle.toml, which stops every other command.

Example:
  scelle status --station desk --watch`,
  },
  arguments: {
    newStation: 'new folder of the station',
    receipts: 'receipts, each with its .minisig beside it',
    decisions: 'decisions, each with its .minisig beside it',
    knownBatch: 'name of a batch, or the digest of its manifest',
    custodyExport: 'a custody log made by "scelle custody export"',
  },
  options: {
    partyName: 'name of the party',
    partyRole: 'what the party does',
    packTo: 'peer to whom the batch goes: keys, number and previous batch are those of the station',
    replaces: 'number of a rejected batch of this stream that this one corrects',
    cosignPending: 'look at every batch of the outbox that lacks a co-signature of the role',
    stationIdentity: 'secret opening key (default: that of the station)',
    receiptsTo: 'only the receipts to this peer',
    receiptsOut: 'folder of the receipts (default: receipts/ of the station)',
    decisionsTo: 'only the decisions about batches of this peer',
    decisionsOut: 'folder of the decisions (default: receipts/ of the station)',
    judgeAccept: 'accept the batch',
    judgeReject: 'reject the batch',
    judgeReason: 'why, for the custody log',
    custodyAgainst: 'a receipt or signed head that was kept elsewhere; may be repeated',
    custodyKey: 'custody key of the station whose log it is',
    receiptKey: 'with --key: the key of that station for the receipts of --against',
    custodyOut: 'new file for the log',
    reports: 'existing folder for an HTML report about each batch, with its place in the stream',
    watch: 'show the status anew whenever it changes',
  },
};

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

/** What is shown about stations, in English. */
export const results: StationResults = {
  packedBefore: ({ number, repeats }) =>
    `Number ${number} was packed from the very lines of number ${repeats}: the recipient refuses records that it has. If an interrupted command had packed them, tell the recipient before it is sent.`,
  recovered: (kind, file) =>
    ({
      'partial-removed': `${file}: left unfinished by an interrupted command, and removed.`,
      'orphan-removed': `${file}: an interrupted command left this copy without a receipt; removed. Receive the batch again.`,
      'batch-adopted': `${file}: sealed by an interrupted command; entered in the ledger. Look whether its records are to be packed again.`,
      'key-discarded': `${file}: a new key that an interrupted command made; its card was not issued, and it was removed.`,
      'key-replaced': `${file}: the key that the newest card names; put in its place after an interrupted command.`,
      'batch-followed': `${file}: its turn had come; accepted.`,
      'file-missing': `${file}: in the ledger, but gone. Find out who removed it.`,
      'outbox-conflict': `${file}: not in the ledger, and not its next number. A person must look into it.`,
    })[kind],
  stationMade: ({ folder, name, role }) => [
    { text: `Station of ${name} (${role}): ${folder}`, tone: 'strong' },
    `Read ${folder}/scelle.toml: it is the procedure that the station keeps to.`,
    'Then give your card ("scelle card") to your peers, and add theirs ("scelle peer add").',
  ],
  nothingToSign: (role) => `No batch of the outbox lacks a co-signature in the role ${role}.`,
  anomaly: formatAnomaly,
  arrival: ({ file, outcome, codes }) => `${file}: ${outcomes[outcome]}${formatCodes(codes)}`,
  followed: ({ sender, stream, sequence, outcome, codes }) =>
    `${sender}, ${stream} ${sequence} was waiting: ${outcomes[outcome]}${formatCodes(codes)}`,
  nothingToOpen: 'Nothing in the inbox waits to be opened.',
  processed: ({ name, outcome, records, codes }) =>
    `${name}: ${outcomes[outcome]}; ${records} records${formatCodes(codes)}`,
  receiptsExported: ({ folder, files }) => [
    `${folder}: ${files.filter(({ isNew }) => isNew).length} receipts written, ${files.length} in all.`,
  ],
  receiptAdded: ({ batch, stage, outcome, codes, state, isKnown }) =>
    `${batch}: ${stage} ${outcome}${formatCodes(codes)}; the batch is ${state}${isKnown ? ' (known before)' : ''}.`,
  decisionsExported: ({ folder, files }) => [
    `${folder}: ${files.filter(({ isNew }) => isNew).length} decisions written, ${files.length} in all.`,
  ],
  decisionAdded: ({ batch, outcome, codes, state, isKnown, recipient, stream, sequence }) => [
    {
      text: `${batch}: ${outcome} by a decision${formatCodes(codes)}; the batch is ${state}${isKnown ? ' (known before)' : ''}.`,
      tone: 'warning',
    },
    ...(state === 'rejected' ? [formatCorrection({ recipient, stream, sequence })] : []),
  ],
  judged: ({ batch, decision, decided }) => [
    `${batch}: ${decision === 'accept' ? 'accepted' : 'rejected'}; entered in the custody log.`,
    ...(decided === null
      ? []
      : [
          `It is ${decided.name}, and its number is used up. ${decided.sender} gets the decision with its next "scelle sync", or by file: scelle decision export --to ${decided.sender} --out DIR`,
        ]),
  ],
  custodyIntact: ({ entries, hash }) => `The custody log is intact: ${entries} entries, the last ${hash ?? '–'}.`,
  custodyBroken: ({ entries, problems }) =>
    `The custody log was tampered with: ${problems} problems in ${entries} entries. Keep it, and compare it with exports.`,
  custodyUnsigned: ({ entries }) =>
    `The chain of ${entries} entries is unbroken, but its signed heads are not by the key with which it was checked. Make sure that this is the custody key of its station; if it is, somebody else made the log.`,
  custodyExported: ({ files }) => [...files],
  batchLife: ({ entries }) => formatBatchLife(entries),
  batchLifePage: {
    title: 'Chain of custody',
    heading: 'Every act that concerns the batch',
    columns: ['Entry', 'Time (UTC)', 'Who and where', 'Act', 'Result', 'Details'],
    labels: { station: 'Station', manifest: 'Manifest' },
  },
  status: (status) =>
    formatStatus(status, {
      station: ({ station, role }) => `${station} (${role})`,
      sent: ({ recipient, stream, last }) => `to ${recipient}, ${stream}: ${last} packed`,
      received: ({ sender, stream, expected }) => `from ${sender}, ${stream}: next ${expected}`,
      nothing: 'Nothing was sent or received yet.',
      unacknowledged: (sequence, since, state) => `${sequence} not acknowledged: ${state} since ${since}`,
      rejected: 'rejected',
      decided: ({ recipient, stream }, { sequence, codes }) => [
        `${sequence} is refused by a decision${formatCodes(codes)}.`,
        formatCorrection({ recipient, stream, sequence }),
      ],
      held: 'held',
      missing: 'missing',
      toJudge: 'to judge',
      unopened: (count, role) =>
        role === 'gateway' ? `${count} to be fetched (scelle pull)` : `${count} to be opened (scelle process)`,
      quarantined: 'in quarantine (scelle judge FILE --reject, once seen)',
      needsPerson: 'Something needs a person.',
    }),
};

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

function formatCodes(codes: readonly string[]): string {
  return codes.length === 0 ? '' : ` (${codes.join(', ')})`;
}

function formatAnomaly(anomaly: Anomaly): string {
  switch (anomaly.kind) {
    case 'volume':
      return `Unusual volume: ${anomaly.records} records, where batches of this stream had about ${anomaly.usual}.`;
    case 'stale':
      return `Old facts: the earliest lie ${anomaly.days} days before the batch was made.`;
    case 'duplicate':
      return `Duplicates: records with the id of another record of this batch: ${anomaly.records}.`;
    case 'repeated':
      return `Sent before: records with the id of a record of batch ${anomaly.sequence}: ${anomaly.records}.`;
  }
}
