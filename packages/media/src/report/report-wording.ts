import type { Language } from '@scelle/core';
import type { DiscProblem } from '../reading/reading-set.ts';
import type { MediaAnswer, PictureCell } from './media-report.ts';

/** The words of a report on a set, on a page or in a terminal. */
export interface ReportWording {
  readonly title: string;
  readonly answers: Readonly<Record<MediaAnswer, { readonly word: string; readonly next: string }>>;
  readonly needed: (discs: readonly number[]) => string;
  readonly set: string;
  readonly from: string;
  readonly to: string;
  readonly made: string;
  readonly key: string;
  readonly label: string;
  readonly signature: string;
  readonly signatureChecked: (checked: boolean) => string;
  readonly checkedAt: string;
  readonly discs: string;
  readonly disc: (number: number, count: number) => string;
  readonly spare: string;
  readonly unseen: string;
  readonly media: string;
  readonly damaged: (blocks: number, of: number) => string;
  readonly lost: (blocks: number) => string;
  readonly sound: string;
  readonly ranges: (shown: number, of: number) => string;
  readonly range: (file: string, start: number, end: number) => string;
  readonly problems: Readonly<Record<DiscProblem['kind'], string>>;
  readonly cells: Readonly<Record<PictureCell, string>>;
  readonly items: string;
  readonly states: Readonly<Record<'whole' | 'recoverable' | 'lost', string>>;
  readonly bytes: (bytes: number) => string;
  readonly lostBytes: (bytes: number) => string;
  readonly asked: (blocks: number) => string;
}

const en: ReportWording = {
  title: 'Media check',
  answers: {
    whole: { word: 'WHOLE', next: 'Every disc is there and every byte of it is right. Read the batches.' },
    recoverable: {
      word: 'DAMAGED, BUT RECOVERABLE',
      next: 'No evidence is lost. Read the batches now, and tell the sender which disc was damaged.',
    },
    'needs-discs': {
      word: 'MORE DISCS ARE NEEDED',
      next: 'Put in the discs that are named, or ask the sender for them.',
    },
    'not-recoverable': {
      word: 'NOT RECOVERABLE',
      next: 'Send the request for blocks to the sender. What is whole can be read already.',
    },
  },
  needed: (discs) => `needed: disc ${discs.join(', ')}`,
  set: 'Set',
  from: 'From',
  to: 'To',
  made: 'Made',
  key: 'Set key',
  label: 'Label',
  signature: 'Signature of the description',
  signatureChecked: (checked) => (checked ? 'verified with a key that was given' : 'NOT CHECKED: no key was given'),
  checkedAt: 'Checked at',
  discs: 'Discs',
  disc: (number, count) => `Disc ${number} of ${count}`,
  spare: 'spare',
  unseen: 'not seen',
  media: 'Found on',
  damaged: (blocks, of) => `${blocks} of ${of} blocks damaged`,
  lost: (blocks) => `${blocks} content blocks lost`,
  sound: 'no damage',
  ranges: (shown, of) => (shown === of ? `Damaged ranges (${of})` : `Damaged ranges (the first ${shown} of ${of})`),
  range: (file, start, end) => `${file}: bytes ${start}–${end - 1}`,
  problems: {
    'file-missing': 'missing',
    'file-altered': 'altered',
    'file-unexpected': 'does not belong here',
    'file-of-system': 'added by an operating system; no damage',
    'directory-damaged': 'the directory of the disc is damaged',
    'index-damaged': 'a copy of the index is damaged',
    'copy-damaged': 'this copy is damaged',
  },
  cells: { good: 'good', repaired: 'can be restored', lost: 'lost', unseen: 'not seen' },
  items: 'Batches and receipts',
  states: { whole: 'whole', recoverable: 'can be restored', lost: 'incomplete' },
  bytes: (bytes) => `${bytes} bytes`,
  lostBytes: (bytes) => `${bytes} bytes lost`,
  asked: (blocks) => `Blocks to ask the sender for: ${blocks}`,
};

const fr: ReportWording = {
  title: 'Vérification des disques',
  answers: {
    whole: { word: 'INTACT', next: 'Chaque disque est là et chacun de ses octets est juste. Lisez les lots.' },
    recoverable: {
      word: 'ABÎMÉ, MAIS RÉCUPÉRABLE',
      next: 'Aucune preuve n’est perdue. Lisez les lots maintenant, et dites à l’expéditeur quel disque était abîmé.',
    },
    'needs-discs': {
      word: 'IL FAUT D’AUTRES DISQUES',
      next: 'Mettez les disques nommés, ou demandez-les à l’expéditeur.',
    },
    'not-recoverable': {
      word: 'NON RÉCUPÉRABLE',
      next: 'Envoyez la demande de blocs à l’expéditeur. Ce qui est entier peut déjà être lu.',
    },
  },
  needed: (discs) => `il manque : disque ${discs.join(', ')}`,
  set: 'Jeu',
  from: 'De',
  to: 'À',
  made: 'Fait',
  key: 'Clé du jeu',
  label: 'Étiquette',
  signature: 'Signature de la description',
  signatureChecked: (checked) =>
    checked ? 'vérifiée avec une clé donnée' : 'NON VÉRIFIÉE : aucune clé n’a été donnée',
  checkedAt: 'Vérifié',
  discs: 'Disques',
  disc: (number, count) => `Disque ${number} sur ${count}`,
  spare: 'de secours',
  unseen: 'pas vu',
  media: 'Trouvé sur',
  damaged: (blocks, of) => `${blocks} blocs abîmés sur ${of}`,
  lost: (blocks) => `${blocks} blocs de contenu perdus`,
  sound: 'aucun dommage',
  ranges: (shown, of) => (shown === of ? `Zones abîmées (${of})` : `Zones abîmées (les ${shown} premières sur ${of})`),
  range: (file, start, end) => `${file} : octets ${start}–${end - 1}`,
  problems: {
    'file-missing': 'manque',
    'file-altered': 'modifié',
    'file-unexpected': 'n’a rien à faire ici',
    'file-of-system': 'ajouté par un système d’exploitation ; aucun dommage',
    'directory-damaged': 'le répertoire du disque est abîmé',
    'index-damaged': 'une copie de l’index est abîmée',
    'copy-damaged': 'cette copie est abîmée',
  },
  cells: { good: 'bon', repaired: 'récupérable', lost: 'perdu', unseen: 'pas vu' },
  items: 'Lots et accusés',
  states: { whole: 'entier', recoverable: 'récupérable', lost: 'incomplet' },
  bytes: (bytes) => `${bytes} octets`,
  lostBytes: (bytes) => `${bytes} octets perdus`,
  asked: (blocks) => `Blocs à demander à l’expéditeur : ${blocks}`,
};

/** The words in the given language. */
export function chooseReportWording(language: Language): ReportWording {
  return { en, fr }[language];
}
