import type { Language } from '@scelle/core';

/** The words of labels and slip. */
export interface SetWording {
  readonly labels: string;
  readonly slip: string;
  readonly disc: (number: number, count: number) => string;
  readonly spare: string;
  readonly from: string;
  readonly to: string;
  readonly made: string;
  readonly setKey: string;
  readonly identifier: string;
  readonly found: (contact: string) => string;
  readonly encrypted: string;
  readonly discs: string;
  readonly contents: string;
  readonly name: string;
  readonly bytes: string;
  readonly manifest: string;
  readonly seals: string;
  readonly handOver: string;
  readonly packedBy: string;
  readonly courier: string;
  readonly openedBy: string;
  readonly sealNumber: string;
  /** Of a parcel. */
  readonly sealNumbers: string;
  readonly contact: string;
  /** What stands before the words of a digest, which are English in every language, so that all compare the same. */
  readonly wordsOf: string;
  readonly qr: string;
  readonly person: string;
  readonly date: string;
  readonly signature: string;
  readonly sealsIntact: string;
}

const en: SetWording = {
  labels: 'Disc labels',
  slip: 'Delivery slip',
  disc: (number, count) => `Disc ${number} of ${count}`,
  spare: 'spare',
  from: 'From',
  to: 'To',
  made: 'Made',
  setKey: 'Set',
  identifier: 'Identifier',
  found: (contact) => `Found? Please call: ${contact}`,
  encrypted: 'Encrypted evidence. Only the recipient can read it.',
  discs: 'Discs',
  contents: 'Contents',
  name: 'Batch or receipt',
  bytes: 'Bytes',
  manifest: 'SHA-256 of the manifest',
  seals: 'Seals and hand-over',
  handOver: 'Stage',
  packedBy: 'Packed by',
  courier: 'Courier',
  openedBy: 'Opened by',
  sealNumber: 'Seal number',
  sealNumbers: 'Seal numbers:',
  contact: 'Contact',
  wordsOf: 'In words:',
  qr: 'QR code of the digits of the set',
  person: 'Name',
  date: 'Date and time',
  signature: 'Signature',
  sealsIntact: 'Seals intact?',
};

const fr: SetWording = {
  labels: 'Étiquettes des disques',
  slip: 'Bordereau de remise',
  disc: (number, count) => `Disque ${number} sur ${count}`,
  spare: 'de secours',
  from: 'De',
  to: 'À',
  made: 'Fait',
  setKey: 'Jeu',
  identifier: 'Identifiant',
  found: (contact) => `Trouvé ? Merci d’appeler : ${contact}`,
  encrypted: 'Preuves chiffrées. Seul le destinataire peut les lire.',
  discs: 'Disques',
  contents: 'Contenu',
  name: 'Lot ou accusé',
  bytes: 'Octets',
  manifest: 'SHA-256 du manifeste',
  seals: 'Scellés et remise',
  handOver: 'Étape',
  packedBy: 'Emballé par',
  courier: 'Coursier',
  openedBy: 'Ouvert par',
  sealNumber: 'Numéro de scellé',
  sealNumbers: 'Numéros de scellé :',
  contact: 'Contact',
  wordsOf: 'En mots, anglais pour tous :',
  qr: 'code QR des chiffres du jeu',
  person: 'Nom',
  date: 'Date et heure',
  signature: 'Signature',
  sealsIntact: 'Scellés intacts ?',
};

/** The words in the given language. */
export function chooseSetWording(language: Language): SetWording {
  return { en, fr }[language];
}
