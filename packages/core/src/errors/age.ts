import { defineErrors } from './define-errors.ts';
import { placeEn, placeFr } from './expectations.ts';

/** age. */
export const ageErrors = defineErrors({
  'age-header-invalid': {
    status: 'rejected',
    meaning: 'This is not the header of an age file.',
    advice: 'Check that it is the file you meant; ask for it again.',
    en: (d) =>
      `${placeEn(d)}this is not the header of an age file. Check that this is the file you meant, or ask for it again.`,
    fr: (d) =>
      `${placeFr(d)}ce n’est pas l’en-tête d’un fichier age. Vérifiez que c’est le bon fichier, ou demandez-le de nouveau.`,
  },
  'age-header-too-large': {
    status: 'rejected',
    meaning: 'The header has more than 64 KiB.',
    advice: 'Ask for another file; no tool writes such a one.',
    en: (d) =>
      `${placeEn(d)}the age header is longer than ${d.limit} bytes. No tool writes such a file; ask the sender for another.`,
    fr: (d) =>
      `${placeFr(d)}l’en-tête age dépasse ${d.limit} octets. Aucun outil n’écrit un tel fichier ; demandez-en un autre à l’expéditeur.`,
  },
  'age-header-truncated': {
    status: 'rejected',
    meaning: 'The file ends within its header.',
    advice: 'Copy or transfer it again.',
    en: (d) => `${placeEn(d)}the age file ends within its header. Copy or transfer it again.`,
    fr: (d) => `${placeFr(d)}le fichier age s’arrête dans son en-tête. Copiez-le ou transférez-le de nouveau.`,
  },
  'age-too-many-stanzas': {
    status: 'rejected',
    meaning: 'The header has more than 42 stanzas.',
    advice: 'Encrypt to fewer recipients.',
    en: (d) => `${placeEn(d)}the age file has more than ${d.limit} recipients. Encrypt it to fewer.`,
    fr: (d) =>
      `${placeFr(d)}le fichier age a plus de ${d.limit} destinataires. Chiffrez-le pour moins de destinataires.`,
  },
  'age-scrypt-mixed': {
    status: 'rejected',
    meaning: 'A passphrase stands beside other recipients, which age forbids.',
    advice: 'Ask for another file.',
    en: (d) =>
      `${placeEn(d)}the age file mixes a passphrase with other recipients, which is forbidden. Ask the sender for another.`,
    fr: (d) =>
      `${placeFr(d)}le fichier age mêle une phrase secrète à d’autres destinataires, ce qui est interdit. Demandez-en un autre à l’expéditeur.`,
  },
  'age-stanza-invalid': {
    status: 'rejected',
    meaning: 'A stanza of a known type is malformed.',
    advice: 'Ask for the file again.',
    en: (d) =>
      `${placeEn(d)}the ${d.name ?? 'recipient'} stanza in the age header is malformed. Ask the sender for the file again.`,
    fr: (d) =>
      `${placeFr(d)}la strophe ${d.name ?? 'd’un destinataire'} de l’en-tête age est mal formée. Demandez de nouveau le fichier à l’expéditeur.`,
  },
  'age-mac-invalid': {
    status: 'rejected',
    meaning: 'The header was altered after it was written.',
    advice: 'Ask for the file again.',
    en: (d) =>
      `${placeEn(d)}the age header was altered after it was written (its MAC does not agree). Ask the sender for the file again.`,
    fr: (d) =>
      `${placeFr(d)}l’en-tête age a été modifié après son écriture (son code d’authentification ne concorde pas). Demandez de nouveau le fichier à l’expéditeur.`,
  },
  'age-no-identity': {
    status: 'rejected',
    meaning: 'None of the identities given opens the file.',
    advice: 'Check which recipient it was encrypted to.',
    en: (d) =>
      `${placeEn(d)}none of the given identities opens this age file. Check which recipient it was encrypted to.`,
    fr: (d) =>
      `${placeFr(d)}aucune des identités données n’ouvre ce fichier age. Vérifiez pour quel destinataire il a été chiffré.`,
  },
  'age-chunk-invalid': {
    status: 'rejected',
    meaning: 'A chunk was altered or cut short.',
    advice: 'Copy or transfer the file again.',
    en: (d) =>
      `${placeEn(d)}chunk ${d.index} of the encrypted content was altered or cut short. Copy or transfer the file again.`,
    fr: (d) =>
      `${placeFr(d)}le bloc ${d.index} du contenu chiffré a été modifié ou coupé. Copiez ou transférez de nouveau le fichier.`,
  },
  'age-final-chunk-empty': {
    status: 'rejected',
    meaning: 'The last chunk is empty although others stand before it.',
    advice: 'Ask for another file; no tool writes such a one.',
    en: (d) =>
      `${placeEn(d)}the encrypted content ends with an empty chunk ${d.index}, which no age tool writes. Ask the sender for another.`,
    fr: (d) =>
      `${placeFr(d)}le contenu chiffré se termine par un bloc ${d.index} vide, qu’aucun outil age n’écrit. Demandez un autre fichier à l’expéditeur.`,
  },
  'age-truncated': {
    status: 'rejected',
    meaning: 'The file ends before its final chunk.',
    advice: 'Copy or transfer it again.',
    en: (d) =>
      `${placeEn(d)}the encrypted content ends too early, at chunk ${d.index}. Copy or transfer the file again.`,
    fr: (d) =>
      `${placeFr(d)}le contenu chiffré s’arrête trop tôt, au bloc ${d.index}. Copiez ou transférez de nouveau le fichier.`,
  },
  'age-trailing-data': {
    status: 'rejected',
    meaning: 'Bytes follow the final chunk.',
    advice: 'Copy or transfer it again.',
    en: (d) =>
      `${placeEn(d)}there are bytes after the end of the encrypted content, chunk ${d.index}. Copy or transfer the file again.`,
    fr: (d) =>
      `${placeFr(d)}des octets suivent la fin du contenu chiffré, bloc ${d.index}. Copiez ou transférez de nouveau le fichier.`,
  },
  'age-armor-invalid': {
    status: 'rejected',
    meaning: 'The text is not a well-formed armored file.',
    advice: 'Copy the whole text again, unchanged.',
    en: (d) => `${placeEn(d)}this is not an armored age file. Copy the whole text again, without changing it.`,
    fr: (d) => `${placeFr(d)}ce n’est pas un fichier age en ASCII. Copiez de nouveau tout le texte, sans le modifier.`,
  },
  'age-work-factor-too-high': {
    status: 'usage',
    meaning: 'A passphrase-protected file asks for more memory than is accepted.',
    advice: 'Encrypt it again with a smaller work factor, or use a larger machine.',
    en: (d) =>
      `${placeEn(d)}opening this file with a passphrase takes too much memory (work factor ${d.found}, at most ${d.limit} is accepted). Encrypt it again with less, or use a machine with more memory.`,
    fr: (d) =>
      `${placeFr(d)}ouvrir ce fichier par phrase secrète demande trop de mémoire (facteur de travail ${d.found}, ${d.limit} au plus est accepté). Chiffrez-le de nouveau avec un facteur plus bas, ou utilisez une machine qui a plus de mémoire.`,
  },
  'age-recipient-invalid': {
    status: 'usage',
    meaning: 'This is not a usable recipient `age1…` or `age1pq1…`.',
    advice: 'Copy it again in full.',
    en: (d) => `${placeEn(d)}this is not a recipient that can be used (age1… or age1pq1…). Copy it again in full.`,
    fr: (d) =>
      `${placeFr(d)}ce n’est pas un destinataire utilisable (age1… ou age1pq1…). Copiez-le de nouveau en entier.`,
  },
  'age-recipients-missing': {
    status: 'usage',
    meaning: 'No recipient was named.',
    advice: 'Name at least one.',
    en: (d) => `${placeEn(d)}no recipient was named. Name at least one (age1… or age1pq1…).`,
    fr: (d) => `${placeFr(d)}aucun destinataire n’est indiqué. Indiquez-en au moins un (age1… ou age1pq1…).`,
  },
  'age-recipients-mixed': {
    status: 'usage',
    meaning: 'Classical and hybrid recipients were named together; the weakest would decide.',
    advice: 'Name recipients of one kind.',
    en: (d) =>
      `${placeEn(d)}the recipients are of different types, and the weakest would decide. Name only age1… or only age1pq1… recipients.`,
    fr: (d) =>
      `${placeFr(d)}les destinataires sont de types différents, et le plus faible l’emporterait. N’indiquez que des destinataires age1…, ou que des age1pq1….`,
  },
  'age-identity-invalid': {
    status: 'usage',
    meaning: 'This is not an identity `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`.',
    advice: 'Copy it again in full.',
    en: (d) =>
      `${placeEn(d)}this is not an identity (AGE-SECRET-KEY-1… or AGE-SECRET-KEY-PQ-1…). Copy it again in full.`,
    fr: (d) =>
      `${placeFr(d)}ce n’est pas une identité (AGE-SECRET-KEY-1… ou AGE-SECRET-KEY-PQ-1…). Copiez-la de nouveau en entier.`,
  },
  'identity-file-invalid': {
    status: 'usage',
    meaning: 'The file holds no age identity.',
    advice: 'Give a file made by `age-keygen` or `scelle keygen opening`.',
    en: (d) => `${placeEn(d)}there is no age identity here. Give a file made by age-keygen or scelle.`,
    fr: (d) => `${placeFr(d)}il n’y a pas d’identité age ici. Donnez un fichier fait par age-keygen ou scelle.`,
  },
  'identity-file-too-large': {
    status: 'usage',
    meaning: 'The file has more than 1 MiB and is no identity file.',
    advice: 'Check its name.',
    en: (d) => `${placeEn(d)}the file is longer than ${d.limit} bytes, and so no identity file. Check its name.`,
    fr: (d) =>
      `${placeFr(d)}le fichier dépasse ${d.limit} octets et n’est donc pas un fichier d’identité. Vérifiez son nom.`,
  },
});
