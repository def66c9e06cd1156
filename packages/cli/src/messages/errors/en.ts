import type { Message } from '@scelle/core';
import type { CliErrorCode } from '../../errors/codes.ts';
import { errors as cards } from '../cards/en.ts';
import { errors as network } from '../network/en.ts';

/** English messages of the errors: what was found, where, what to do next. */
export const en: Readonly<Record<CliErrorCode, Message>> = {
  ...cards,
  ...network,
  // usage
  'command-missing': () => 'No command was given. "scelle --help" lists them.',
  'command-unknown': (d) => `There is no command "${d.name}"${suggestion(d.expected)} "scelle --help" lists them.`,
  'argument-missing': (d) => `The argument <${d.name}> is missing. Add --help to see how the command is called.`,
  'arguments-too-many': () => 'There are more arguments than the command takes. Add --help to see which ones it takes.',
  'option-unknown': (d) =>
    `There is no option "${d.name}"${suggestion(d.expected)} Add --help to see the options of the command.`,
  'option-missing': (d) => `The option ${d.name} is required. Add --help to see what it means.`,
  'option-value-missing': (d) => `The option ${d.name} needs a value. Add --help to see which.`,
  'option-value-invalid': (d) => `${d.name}: found "${d.found}" where ${d.expected} is expected.`,
  'options-conflict': (d) => `${d.name} and ${d.found} exclude one another. Give only one of them.`,
  'standard-input-twice': () =>
    'Standard input ("-") can be read only once. Name it once, and give files for the rest.',
  'command-running': (d) =>
    `${d.name} runs for this station already (${d.found} is there). Wait until it has ended; if none is running, remove that file.`,
  'level-missing': () =>
    'Give --identity FILE, or --share FILE for each custodian, to decrypt and check everything, or --sealed to check all that can be checked without an opening key. A batch that was only checked sealed must not be imported.',
  'signer-missing': () =>
    'Give the key that the batch must be sealed with: --signer NAME=FILE, where FILE is the .pub file that the sender gave you over an authenticated channel.',
  'require-repeated': (d) =>
    `--require names the same key twice for the role ${d.name}, and one key cannot sign for two. Give a key of each co-signer.`,
  'require-sender': () =>
    '--require names those who must have co-signed, which the sender cannot be. Give the key of the sender with --signer.',
  'report-for-one': () => '--report takes the report of one batch. Verify the batches one by one, or use --json.',

  // configuration
  'profile-unknown': (d) => `There is no record profile "${d.found}". Known are: ${d.expected}.`,
  'previous-required': (d) =>
    `Batch ${d.found} of a stream must name the one before it. Give --previous with that batch or the digest of its manifest.`,
  'previous-unexpected': () =>
    'Batch 1 begins a stream and has no previous one. Leave out --previous, or correct --sequence.',
  'previous-not-preceding': (d) =>
    `${d.file}: this is batch ${d.found}, and the one before is ${d.expected}. Give that one with --previous, or correct --sequence.`,
  'content-statement-invalid': (d) =>
    `${d.file}${d.field === undefined ? '' : `, field ${d.field}`}: this is not a statement about the content. Expected is a JSON object with legalBasis, authorisation (each text or null) and agents (a list of texts).`,
  'recipient-file-invalid': (d) =>
    `${d.file}: there is no recipient here. Expected is one a line (age1… or age1pq1…), as in the .recipient files of "scelle keygen opening".`,
  'identity-not-single': (d) =>
    `${d.file}: there are ${d.found} identities here, and one is split at a time. Give a file that holds one.`,
  'passphrase-files-count': (d) =>
    `Passphrase files given: ${d.found}; shares: ${d.expected}. Give one for each share, in their order, or none to be asked.`,
  'passphrase-unavailable': (d) =>
    `${d.file}: a passphrase is needed, and there is no terminal to ask for it. Give ${d.expected}.`,
  'passphrase-empty': (d) =>
    `${d.file === undefined ? '' : `${d.file}: `}the passphrase is empty. Choose one of several words.`,
  'passphrases-differ': () => 'The two passphrases differ. Nothing was written; try again.',
  'confirmation-missing': () => 'There is no terminal on which to confirm. Look at the batch, then add --yes to sign.',
  'not-confirmed': () => 'Nothing was signed.',

  // files
  'file-missing': (d) => `${d.file}: there is no such file. Check the name.`,
  'file-unreadable': (d) => `${d.file}: cannot be read (${d.found}). Check what it is, and its permissions.`,
  'file-too-large': (d) => `${d.file}: the file is longer than ${d.limit} bytes. Check that it is the one you meant.`,
  'folder-missing': (d) => `${d.file}: the folder that should hold it does not exist. Create it first.`,
  'folder-full': (d) => `${d.file}: no space is left (${d.found}). Free some, or choose another disc.`,
  'folder-unwritable': (d) =>
    `${d.file}: cannot be written (${d.found}). Check the permissions of the folder that holds it.`,
  'folder-exists': (d) => `${d.file}: the target exists already and is never overwritten. Choose another name.`,
  'batch-changed': (d) =>
    `${d.file}: the file was changed while it was being opened, and what follows was not released. Discard what was written; open a copy that nobody changes.`,
  'output-failed': (d) => `The output could not be written (${d.found}). What was written so far is incomplete.`,
  'output-closed': () => 'The reader of the output has closed it.',

  // data
  'records-invalid': (d) => {
    if (d.name !== undefined)
      return `No record is valid (rejected: ${d.found}), and nothing was written, neither a batch nor the files of ${d.name}. Leave out ${d.name} to see what is wrong with them.`;
    const found =
      d.limit === undefined ? `Invalid records: ${d.found}.` : `Reading ended after ${d.found} invalid records.`;
    return `${found} Each is given with its reason, and nothing was written. Correct them, or give --rejects FILE to divert them and pack the rest.`;
  },
  'records-refused': (d) =>
    `Records refused: ${d.found}. Their notes say why. No records were written to a file; what is on standard output is incomplete. Correct the input or the mapping, or add --skip-refused to go on without them.`,
  'batch-not-accepted': (d) => `${d.file}: the batch was not accepted (${d.found}), and nothing was released.`,

  // ends
  interrupted: () => 'Interrupted. Nothing unfinished was kept.',
  defect: (d) =>
    `This is a defect of scelle (${d.found}). Please report it, with the command and the version. SCELLE_DEBUG=1 shows where it happened.`,
};

function suggestion(command: string | number | undefined): string {
  return command === undefined ? '.' : `; did you mean "${command}"?`;
}
