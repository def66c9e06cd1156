import type { Message } from '@scelle/core';
import type { MediaErrorCode } from '../errors/codes.ts';

/** English messages: what was found, where, what to do next. */
export const en: Readonly<Record<MediaErrorCode, Message>> = {
  'items-missing': () => 'There is nothing to write. Name at least one sealed batch or signed receipt.',
  'too-many-items': (d) => `There are ${d.found} files; a set carries at most ${d.limit}. Write several sets.`,
  'item-not-sealed': (d) =>
    `${d.file}: this is no sealed batch and no signed receipt, and nothing else may be written to a disc (${d.found}). Check the file.`,
  'item-damaged': (d) =>
    `${d.file}: the payload is not the one that the manifest names. The file is damaged; take another copy.`,
  'item-twice': (d) => `${d.file}: the same content is named twice (${d.name}). Name it once.`,
  'text-invalid': (d) =>
    `The ${d.field} has more than ${d.limit} characters, or some that cannot be printed. Shorten it.`,
  'parties-differ': (d) =>
    `${d.file}: goes from ${d.found}, where the rest of the set goes from ${d.expected}. Write one set for each pair of parties.`,
  'disc-too-small': (d) =>
    `A disc of ${d.found} bytes is too small: what every disc of this set must carry leaves no room for content. Choose larger discs.`,
  'disc-too-large': (d) =>
    `A disc of ${d.found} bytes is larger than a set can use (${d.limit}). Give a smaller number.`,
  'too-many-discs': (d) =>
    `The set would take ${d.found} discs, at most ${d.limit} are allowed. Choose larger discs, or write several sets.`,
  'parity-out-of-range': (d) => `Parity of ${d.found} is not possible; at most ${d.limit} are. Give less.`,
  'set-exists': (d) => `${d.file}: the folder exists already and is never overwritten. Choose another name.`,
  'xorriso-missing': () =>
    'The images cannot be made because xorriso is not installed (Debian package xorriso). The folders of the discs are complete; burn those, or install it and try again.',
  'xorriso-failed': (d) =>
    `${d.file}: xorriso did not make this image (${d.found}). The folders of the discs are complete; check the space that is left.`,
  'medium-missing': (d) => `${d.file}: there is nothing there. Check the name, and whether the disc is in the drive.`,
  'medium-unreadable': (d) =>
    `${d.file}: cannot be read (${d.found}). Check the disc, the drive and the permissions; try another drive.`,
  'medium-unsupported': (d) =>
    `${d.file}: this is neither a folder nor an image nor a drive. Name the folder of a disc, an image of it, or the drive.`,
  'set-not-found': () =>
    'Nothing of a media set was found. Check that these are the discs that you meant; discs are known by what is on them, not by their labels.',
  'too-many-sets': (d) =>
    `More than ${d.limit} sets were found, those included of which discs are still awaited; nothing was taken of the others. Complete a set, or give the rest to another command.`,
  'set-invalid': (d) =>
    `The description of the set contradicts itself (${d.field}). No Scellé writer made it; ask the sender for another set.`,
  'set-not-authentic': (d) =>
    `The description of the set is not signed by a key of ${d.name} that you gave. Do not import from it; ask the sender.`,
  'set-for-others': (d) =>
    `The set is addressed to ${d.found}, not to ${d.expected}. Return it to the sender; nothing of it was read.`,
  'item-wrong': (d) =>
    `${d.name}: what was put together is not what the set description says, although every block seemed right. It was not delivered. Read the discs again; if that does not help, ask the sender for the file.`,
  'request-invalid': (d) =>
    `${d.file}: this is no request for blocks (${d.found}). Ask for the file of the check again.`,
  'request-unmet': (d) =>
    `The request asks for blocks of ${d.name}, which is not among the files given. Name that file too; it must be the very same.`,
};
