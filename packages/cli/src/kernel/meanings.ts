import type { Language } from '@scelle/core';

/** What an argument or an option means, in each language of the command. */
export type Meaning = Readonly<Record<Language, string>>;

/** What arguments and options mean that commands of several topics have. */
export const meanings = {
  party: { en: 'name of the peer', fr: 'nom du pair' },
  batch: { en: 'a batch; - is standard input', fr: 'un lot ; - est l’entrée standard' },
  batches: { en: 'batches; - is standard input', fr: 'des lots ; - est l’entrée standard' },
  knownBatch: {
    en: 'name of a batch, or the digest of its manifest',
    fr: 'nom d’un lot, ou empreinte de son manifeste',
  },
  station: {
    en: 'folder of the station (default: SCELLE_STATION, or the nearest with a scelle.toml upwards)',
    fr: 'dossier du poste (par défaut : SCELLE_STATION, ou le plus proche au-dessus qui a un scelle.toml)',
  },
  reason: { en: 'why, in one line', fr: 'pourquoi, en une ligne' },
  json: { en: 'print one JSON document, also for errors', fr: 'écrire un seul document JSON, erreurs comprises' },
  reportVersion: {
    en: 'version of the reports of verifications in JSON (default: 1)',
    fr: 'version des rapports de vérification en JSON (par défaut : 1)',
  },
  lang: {
    en: 'language of messages: en or fr (default: that of the locale)',
    fr: 'langue des messages : en ou fr (par défaut, celle de l’environnement)',
  },
  help: { en: 'show how the command is used', fr: 'montrer comment la commande s’utilise' },
  helpOf: { en: 'the command, as in "key rotate"', fr: 'la commande, par exemple « key rotate »' },
  quiet: {
    en: 'show no progress, and no messages but warnings and errors',
    fr: 'ne montrer ni progression ni messages, hors avertissements et erreurs',
  },
  version: { en: 'show the version', fr: 'montrer la version' },
  postQuantum: { en: 'make a hybrid key, ML-KEM-768 with X25519', fr: 'créer une clé hybride, ML-KEM-768 avec X25519' },
  passphraseFile: {
    en: 'file whose first line is the passphrase (else SCELLE_PASSPHRASE, else the terminal)',
    fr: 'fichier dont la première ligne est la phrase secrète (sinon SCELLE_PASSPHRASE, sinon le terminal)',
  },
  identityPassphraseFile: {
    en: 'file whose first line is the passphrase of the identity (else the terminal)',
    fr: 'fichier dont la première ligne est la phrase secrète de l’identité (sinon le terminal)',
  },
  noPassphrase: { en: 'leave the secret unencrypted', fr: 'laisser le secret en clair' },
  stream: { en: 'name of the stream', fr: 'nom du flux' },
  profile: {
    en: 'record profile (default: ip-evidence/1)',
    fr: 'profil des enregistrements (par défaut ip-evidence/1)',
  },
  profileFrom: {
    en: 'module of a record profile of your own, whose code is run',
    fr: 'module d’un profil d’enregistrement à vous, dont le code est exécuté',
  },
  identity: { en: 'secret opening key: verify in full', fr: 'clé secrète d’ouverture : tout vérifier' },
  signer: {
    en: 'public key of a sender under its name; may be repeated',
    fr: 'clé publique d’un expéditeur sous son nom ; peut être répété',
  },
  require: {
    en: 'public key that must have co-signed, under its role; may be repeated, each time with another key',
    fr: 'clé publique qui doit avoir cosigné, sous son rôle ; peut être répété, chaque fois avec une autre clé',
  },
  expectedRecipient: { en: 'name that the batch must be addressed to', fr: 'nom auquel le lot doit être adressé' },
  allowedRecipientKey: {
    en: 'file of recipients to whom the batch may be encrypted, and to no others; may be repeated',
    fr: 'fichier de destinataires pour qui le lot peut être chiffré, à l’exclusion de tout autre ; peut être répété',
  },
  report: { en: 'new HTML file for the report', fr: 'nouveau fichier HTML pour le rapport' },
  maxSize: {
    en: 'the most that is taken from standard input (default: 64G)',
    fr: 'le plus qui soit pris de l’entrée standard (par défaut 64G)',
  },
  into: {
    en: 'URL of the database (default: that of scelle.toml)',
    fr: 'URL de la base (par défaut : celle de scelle.toml)',
  },
  fromDatabase: {
    en: 'take what was imported instead of a batch: the database of the station, or --into',
    fr: 'prendre ce qui a été intégré au lieu d’un lot : la base du poste, ou --into',
  },
  share: {
    en: 'share of an opening key, in place of --identity; given once for each custodian',
    fr: 'part d’une clé d’ouverture, à la place de --identity ; une fois par dépositaire',
  },
  sharePassphraseFile: {
    en: 'file whose first line is the passphrase of a share, in their order (else the terminal)',
    fr: 'fichier dont la première ligne est la phrase secrète d’une part, dans leur ordre (sinon le terminal)',
  },
  stationIdentity: {
    en: 'secret opening key (default: that of the station)',
    fr: 'clé secrète d’ouverture (par défaut, celle du poste)',
  },
} as const satisfies Readonly<Record<string, Meaning>>;
