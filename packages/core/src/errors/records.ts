import { defineErrors } from './define-errors.ts';
import { expectedEn, expectedFr, placeEn, placeFr } from './expectations.ts';

/** Records. */
export const recordsErrors = defineErrors({
  'profile-failed': {
    status: 'usage',
    meaning: 'A record profile of your own threw an error of its own; the batch is not judged by it.',
    advice: 'Mend the profile; `cause` has the error, where no thread examined the records.',
    en: (d) => `${placeEn(d)}the record profile ${d.name} failed (${d.found}). Mend the profile; nothing was judged.`,
    fr: (d) =>
      `${placeFr(d)}le profil d’enregistrement ${d.name} a échoué (${d.found}). Corrigez le profil ; rien n’a été jugé.`,
  },
  'profile-asynchronous': {
    status: 'usage',
    meaning: 'The schema of a record profile answers with a promise.',
    advice: 'Give one that answers at once.',
    en: (d) =>
      `${placeEn(d)}the schema of the profile ${d.name} answers with a promise. Give one that answers at once.`,
    fr: (d) => `${placeFr(d)}le schéma du profil ${d.name} répond par une promesse. Donnez-en un qui répond aussitôt.`,
  },
  'record-line-too-long': {
    status: 'rejected',
    meaning: 'A record line has more than 64 KiB.',
    advice: 'Look for a missing newline.',
    en: (d) => `${placeEn(d)}the line is longer than ${d.limit} bytes. Check where the line ends.`,
    fr: (d) => `${placeFr(d)}la ligne dépasse ${d.limit} octets. Vérifiez où elle se termine.`,
  },
  'record-line-blank': {
    status: 'rejected',
    meaning: 'A line is empty.',
    advice: 'Remove it, or look for the record that is missing.',
    en: (d) => `${placeEn(d)}the line is empty. Remove it, or look for the record that is missing.`,
    fr: (d) => `${placeFr(d)}la ligne est vide. Supprimez-la, ou cherchez l’enregistrement qui manque.`,
  },
  'record-field-missing': {
    status: 'rejected',
    meaning: 'A field of the profile is missing.',
    advice: 'Add it; `null` where the profile allows it.',
    en: (d) => `${placeEn(d)}this field is missing${expectedEn(d)}. Write null where the profile allows it.`,
    fr: (d) => `${placeFr(d)}ce champ manque${expectedFr(d)}. Écrivez null là où le profil le permet.`,
  },
  'record-field-unknown': {
    status: 'rejected',
    meaning: 'A field is not in the profile, and no other data may travel.',
    advice: 'Remove it where the record is made.',
    en: (d) =>
      `${placeEn(d)}the profile does not have this field, and no other data may travel. Remove it at the source.`,
    fr: (d) =>
      `${placeFr(d)}le profil n’a pas ce champ, et aucune autre donnée ne doit circuler. Retirez-le à la source.`,
  },
  'record-field-invalid': {
    status: 'rejected',
    meaning: 'A value is not what the profile allows.',
    advice: 'Correct it; the message says what is expected and never repeats the value.',
    en: (d) => `${placeEn(d)}the value is not what the profile allows${expectedEn(d)}. Correct the record.`,
    fr: (d) =>
      `${placeFr(d)}la valeur n’est pas de celles que le profil admet${expectedFr(d)}. Corrigez l’enregistrement.`,
  },
  'record-facts-invalid': {
    status: 'rejected',
    meaning: 'A profile of one’s own gives a fact of a record that a batch cannot hold.',
    advice: 'Have the schema of the profile refuse such records.',
    en: (d) =>
      `${placeEn(d)}the profile ${d.name} gives a fact of the record that a batch cannot hold${expectedEn(d)}. Have its schema refuse such records.`,
    fr: (d) =>
      `${placeFr(d)}le profil ${d.name} tire de l’enregistrement un fait qu’un lot ne peut contenir${expectedFr(d)}. Faites refuser de tels enregistrements par son schéma.`,
  },
  'record-address-not-public': {
    status: 'rejected',
    meaning: 'The address lies in a special-purpose range and identifies no subscriber.',
    advice: 'Correct the record.',
    en: (d) =>
      `${placeEn(d)}the address is not a public unicast address, so it identifies no subscriber. Correct the record.`,
    fr: (d) =>
      `${placeFr(d)}l’adresse n’est pas une adresse unicast publique et n’identifie donc aucun abonné. Corrigez l’enregistrement.`,
  },
  'record-address-not-documentation': {
    status: 'rejected',
    meaning: 'The test profile takes documentation addresses only.',
    advice: 'Use one, or the profile for real records.',
    en: (d) =>
      `${placeEn(d)}the test profile takes only addresses of the documentation ranges. Use one, or the profile for real records.`,
    fr: (d) =>
      `${placeFr(d)}le profil de test n’admet que les adresses des plages de documentation. Prenez-en une, ou le profil des enregistrements réels.`,
  },
  'record-port-missing': {
    status: 'rejected',
    meaning: 'The port is null for facts from 2022 on.',
    advice: 'Add the source port.',
    en: (d) => `${placeEn(d)}the port may be null only for facts before 2022-01-01T00:00:00Z. Add the source port.`,
    fr: (d) =>
      `${placeFr(d)}le port ne peut être null que pour des faits antérieurs au 2022-01-01T00:00:00Z. Ajoutez le port source.`,
  },
});
