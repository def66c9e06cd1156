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
  | 'scelle'
  | 'keygen'
  | 'keygen signing'
  | 'keygen opening'
  | 'generate'
  | 'pack'
  | 'cosign'
  | 'inspect'
  | 'verify'
  | 'open'
  | 'prove'
  | 'verify-proof';

/** What arguments mean. */
type ArgumentName = 'keyName' | 'inputs' | 'batch' | 'batches' | 'proof';

/** What options mean, by a name of our own where two commands mean different things. */
type OptionName =
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
