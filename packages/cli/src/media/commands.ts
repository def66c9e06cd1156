import { addCommand, type Frame, type ScelleCommand } from '../kernel/frame.ts';
import { meanings } from '../kernel/meanings.ts';
import { discParser, integerParser, listParser, namedFilesParser, nameParser, shareParser } from '../kernel/parsers.ts';
import type { StationOptions } from '../kernel/station.ts';
import type { MediaCheckOptions } from './check.ts';
import { en } from './en.ts';
import {
  type GivenReadOptions,
  type GivenWriteOptions,
  isFromStation,
  requireFileReading,
  requireFileWriting,
  requireStationReading,
  requireStationWriting,
} from './files-or-station.ts';
import { fr } from './fr.ts';
import type { MediaPatchOptions } from './patch.ts';
import type { MediaDropOptions } from './waiting-sets.ts';

const texts = { en, fr };

const mediaBatches = { en: 'sealed batches', fr: 'lots scellés' };
const mediaPaths = { en: 'folders, images or drives', fr: 'dossiers, images ou lecteurs' };
const mediaReceipt = {
  en: 'signed receipt that travels too; may be repeated',
  fr: 'accusé signé qui voyage aussi ; peut être répété',
};
const retries = {
  en: 'how often an unreadable sector is tried again (default: 2)',
  fr: 'combien de fois un secteur illisible est réessayé (par défaut : 2)',
};
const mediaSigner = {
  en: 'public key of a sender under its name: only sets signed with it are taken; may be repeated',
  fr: 'clé publique d’un expéditeur sous son nom : seuls les jeux qu’elle a signés sont pris ; répétable',
};
const mediaRecipient = { en: 'name that the set must be addressed to', fr: 'nom auquel le jeu doit être adressé' };

/** Declares `scelle media write`, `check`, `read`, `patch` and `drop`. */
export function declareMedia(frame: Frame): void {
  const { help } = texts[frame.language];
  const media = addCommand(frame, help, 'media');
  declareWrite(frame, media);
  declareCheck(frame, media);
  declareRead(frame, media);
  declarePatch(frame, media);
  declareDrop(frame, media);
}

function declareWrite(frame: Frame, media: ScelleCommand): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'media write', media)
    .argument('[BATCH...]', say(mediaBatches))
    .option(
      '--key <FILE>',
      say({
        en: 'secret key of the sender, which signs the description of the set; a station uses its own',
        fr: 'clé secrète de l’expéditeur, qui signe la description du jeu ; un poste emploie la sienne',
      }),
    )
    .option(
      '--pending',
      say({
        en: 'write what waits in the outbox of the station',
        fr: 'écrire ce qui attend dans la boîte d’envoi du poste',
      }),
    )
    .option(
      '--to <PEER>',
      say({ en: 'only what is for this peer', fr: 'seulement ce qui est pour ce pair' }),
      nameParser('--to'),
    )
    .option(
      '--receipts <PEER>',
      say({ en: 'write the receipts that were issued to this peer', fr: 'écrire les accusés délivrés à ce pair' }),
      nameParser('--receipts'),
    )
    .option(
      '--again',
      say({
        en: 'also what left on discs before and was not acknowledged',
        fr: 'aussi ce qui est déjà parti sur des disques sans accusé de réception',
      }),
    )
    .stationOption()
    .passphraseOption()
    .option(
      '--disc <TYPE|BYTES>',
      say({
        en: 'cd, dvd, dvd-dl, bd, bd-dl, usb, or how many bytes fit (default: dvd)',
        fr: 'cd, dvd, dvd-dl, bd, bd-dl, usb, ou le nombre d’octets (par défaut : dvd)',
      }),
      discParser('--disc'),
      'dvd',
    )
    .option(
      '--parity <PERCENT>',
      say({
        en: 'parity on each disc as a share of its content (default: 15%)',
        fr: 'parité sur chaque disque, en part de son contenu (par défaut : 15%)',
      }),
      shareParser('--parity', 200),
    )
    .option(
      '--spare-discs <N>',
      say({
        en: 'how many discs may be missing (default: 0)',
        fr: 'combien de disques peuvent manquer (par défaut : 0)',
      }),
      integerParser('--spare-discs', 0, 50),
    )
    .option('--iso', say({ en: 'make images too, ready to burn', fr: 'faire aussi des images, prêtes à graver' }))
    .option(
      '--label <TEXT>',
      say({ en: 'a few words for labels and slip', fr: 'quelques mots pour les étiquettes et le bordereau' }),
    )
    .option(
      '--contact <TEXT>',
      say({ en: 'whom to call about a disc that was found', fr: 'qui appeler au sujet d’un disque trouvé' }),
    )
    .option('--receipt <FILE>', say(mediaReceipt), listParser())
    .option(
      '--seal-number <TEXT>',
      say({
        en: 'number of a seal on the parcel, for the custody log; may be repeated',
        fr: 'numéro d’un scellé du colis, pour le journal de traçabilité ; peut être répété',
      }),
      listParser(),
    )
    .option(
      '--serial-number <TEXT>',
      say({
        en: 'serial number of a blank disc, for the custody log; may be repeated',
        fr: 'numéro de série d’un disque vierge, pour le journal de traçabilité ; peut être répété',
      }),
      listParser(),
    )
    .option(
      '--courier <TEXT>',
      say({
        en: 'who carries the parcel, for the custody log',
        fr: 'qui porte le colis, pour le journal de traçabilité',
      }),
    )
    .option(
      '--packed-by <TEXT>',
      say({ en: 'who packs it, for the custody log', fr: 'qui l’emballe, pour le journal de traçabilité' }),
    )
    .requiredOption('--out <DIR>', say({ en: 'new folder', fr: 'nouveau dossier' }))
    .action((batches: string[], options: GivenWriteOptions) =>
      perform(async (context) => {
        if (isFromStation(options)) {
          const required = requireStationWriting(batches, options);
          return (await import('./write-pending.ts')).mediaWritePending(context, required);
        }
        const required = requireFileWriting(batches, options);
        return (await import('./write.ts')).mediaWrite(context, batches, required);
      }),
    );
}

function declareCheck(frame: Frame, media: ScelleCommand): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'media check', media)
    .argument('<PATH...>', say(mediaPaths))
    .option('--signer <NAME=FILE>', say(mediaSigner), namedFilesParser('--signer'))
    .option('--recipient <NAME>', say(mediaRecipient), nameParser('--recipient'))
    .option('--retries <N>', say(retries), integerParser('--retries', 0, 100))
    .option(
      '--report <FILE>',
      say({
        en: 'new HTML file for the report, with a picture of each disc',
        fr: 'nouveau fichier HTML pour le rapport, avec une image de chaque disque',
      }),
    )
    .option(
      '--request <FILE>',
      say({
        en: 'new file for what to ask the sender for, where something is lost or on discs that are missing',
        fr: 'nouveau fichier pour ce qu’il faut demander à l’expéditeur, si quelque chose est perdu ou sur des disques qui manquent',
      }),
    )
    .action((paths: string[], options: MediaCheckOptions) =>
      perform(async (context) => (await import('./check.ts')).mediaCheck(context, paths, options)),
    );
}

function declareRead(frame: Frame, media: ScelleCommand): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'media read', media)
    .argument('<PATH...>', say(mediaPaths))
    .option('--signer <NAME=FILE>', say(mediaSigner), namedFilesParser('--signer'))
    .option('--recipient <NAME>', say(mediaRecipient), nameParser('--recipient'))
    .option('--retries <N>', say(retries), integerParser('--retries', 0, 100))
    .option(
      '--session <DIR>',
      say({
        en: 'folder for what is being read (default: .media-session in the other)',
        fr: 'dossier pour ce qui est en cours de lecture (par défaut : .media-session dans l’autre)',
      }),
    )
    .option(
      '--out <DIR>',
      say({ en: 'folder for the batches, instead of a station', fr: 'dossier pour les lots, au lieu d’un poste' }),
    )
    .stationOption()
    .option(
      '--seal-number <TEXT>',
      say({
        en: 'number of a seal as it was found, for the custody log; may be repeated',
        fr: 'numéro d’un scellé tel qu’il a été trouvé, pour le journal de traçabilité ; peut être répété',
      }),
      listParser(),
    )
    .option(
      '--opened-by <TEXT>',
      say({ en: 'who opens it, for the custody log', fr: 'qui l’ouvre, pour le journal de traçabilité' }),
    )
    .action((paths: string[], options: GivenReadOptions) =>
      perform(async (context) => {
        const { out } = options;
        if (out !== undefined) {
          const required = requireFileReading({ ...options, out });
          return (await import('./read.ts')).mediaRead(context, paths, required);
        }
        const required = requireStationReading(options);
        return (await import('./read-station.ts')).mediaReadStation(context, paths, required);
      }),
    );
}

function declarePatch(frame: Frame, media: ScelleCommand): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'media patch', media)
    .argument('[BATCH...]', say(mediaBatches))
    .stationOption()
    .requiredOption(
      '--request <FILE>',
      say({ en: 'file that a check wrote with --request', fr: 'fichier écrit par une vérification avec --request' }),
    )
    .option('--receipt <FILE>', say(mediaReceipt), listParser())
    .requiredOption('--out <DIR>', say({ en: 'new folder', fr: 'nouveau dossier' }))
    .action((batches: string[], options: MediaPatchOptions & StationOptions) =>
      perform(async (context) =>
        batches.length === 0 && options.receipt === undefined
          ? (await import('./patch.ts')).mediaPatchStation(context, options)
          : (await import('./patch.ts')).mediaPatch(context, batches, options),
      ),
    );
}

function declareDrop(frame: Frame, media: ScelleCommand): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'media drop', media)
    .argument(
      '<SET>',
      say({
        en: 'key of the set, or at least eight of its first digits',
        fr: 'clé du jeu, ou au moins huit de ses premiers chiffres',
      }),
    )
    .requiredOption('--reason <TEXT>', say(meanings.reason))
    .stationOption()
    .action((set: string, options: MediaDropOptions) =>
      perform(async (context) => (await import('./waiting-sets.ts')).mediaDrop(context, set, options)),
    );
}
