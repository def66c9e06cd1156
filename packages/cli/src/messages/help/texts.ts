import type { ImportCommand, ImportOption } from '../import/texts.ts';
import type { MediaArgument, MediaCommand, MediaOption } from '../media/texts.ts';
import type { NetworkArgument, NetworkCommand, NetworkOption } from '../network/texts.ts';
import type { StationArgument, StationCommand, StationOption } from '../station/texts.ts';
import type { UpkeepArgument, UpkeepCommand, UpkeepOption } from '../upkeep/texts.ts';

/** The texts of `--help`, in one language. */
export interface HelpTexts {
  readonly headings: Readonly<Record<HelpHeading, string>>;
  /** What each command does, in one line. */
  readonly commands: Readonly<Record<CommandName, string>>;
  /** What stands below the options of each command: how it is used. */
  readonly notes: Readonly<Record<CommandName | 'scelle', string>>;
  readonly arguments: Readonly<Record<ArgumentName, string>>;
  readonly options: Readonly<Record<OptionName, string>>;
}

/** Headings that commander writes in English. */
type HelpHeading = 'Usage:' | 'Arguments:' | 'Options:' | 'Commands:' | 'Global Options:';

/** The commands. */
export type CommandName =
  | NetworkCommand
  | ImportCommand
  | StationCommand
  | UpkeepCommand
  | MediaCommand
  | 'scelle'
  | 'keygen'
  | 'keygen signing'
  | 'keygen opening'
  | 'key'
  | 'key split'
  | 'key rotate'
  | 'key rotate signing'
  | 'key rotate opening'
  | 'card'
  | 'peer'
  | 'peer add'
  | 'peer list'
  | 'peer show'
  | 'peer revoke'
  | 'generate'
  | 'convert'
  | 'export'
  | 'pack'
  | 'cosign'
  | 'inspect'
  | 'verify'
  | 'open'
  | 'prove'
  | 'verify-proof';

/** What arguments mean. */
type ArgumentName =
  | NetworkArgument
  | StationArgument
  | UpkeepArgument
  | MediaArgument
  | 'keyName'
  | 'identityFile'
  | 'inputs'
  | 'convertInputs'
  | 'batch'
  | 'batches'
  | 'proof'
  | 'cardFile'
  | 'party'
  | 'publicKey';

/** What options mean, by a name of our own where two commands mean different things. */
type OptionName =
  | NetworkOption
  | ImportOption
  | StationOption
  | UpkeepOption
  | MediaOption
  | 'json'
  | 'lang'
  | 'help'
  | 'version'
  | 'keyOut'
  | 'postQuantum'
  | 'passphraseFile'
  | 'identityPassphraseFile'
  | 'noPassphrase'
  | 'records'
  | 'segmentShare'
  | 'seed'
  | 'generateOut'
  | 'sender'
  | 'recipientName'
  | 'stream'
  | 'sequence'
  | 'previous'
  | 'key'
  | 'recipientKey'
  | 'segments'
  | 'content'
  | 'profile'
  | 'rejects'
  | 'packOut'
  | 'coSignKey'
  | 'role'
  | 'coSignerName'
  | 'yes'
  | 'identity'
  | 'importFormat'
  | 'exportFormat'
  | 'mapping'
  | 'notes'
  | 'skipRefused'
  | 'convertOut'
  | 'exportOut'
  | 'noNeutraliseFormulas'
  | 'share'
  | 'sharePassphraseFile'
  | 'shares'
  | 'threshold'
  | 'newSharePassphraseFile'
  | 'shareOut'
  | 'station'
  | 'cardNumber'
  | 'confirmedByWords'
  | 'reintroduce'
  | 'revokedFrom'
  | 'reason'
  | 'validDays'
  | 'newPassphraseFile'
  | 'currentPassphraseFile'
  | 'keyLost'
  | 'sealed'
  | 'signer'
  | 'require'
  | 'expectedRecipient'
  | 'allowedRecipientKey'
  | 'report'
  | 'details'
  | 'maxSize'
  | 'openOut'
  | 'recordId'
  | 'withoutContent'
  | 'proofOut';
