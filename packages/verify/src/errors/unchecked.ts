import { defineErrors } from '@scelle/core/internal';

/** Why a step was not checked. */
export const uncheckedErrors = defineErrors({
  ok: {
    status: 'verdict',
    meaning: 'The step passed.',
    en: () => 'As it should be.',
    fr: () => 'Conforme.',
  },
  'no-opening-key': {
    status: 'verdict',
    meaning: 'No opening key was given: level *sealed*.',
    advice: 'Give one to check the content.',
    en: () => 'Not checked: no opening key was given.',
    fr: () => 'Non contrôlé : aucune clé d’ouverture n’a été fournie.',
  },
  'no-ledger': {
    status: 'verdict',
    meaning: 'No ledger was given, so nothing is known of earlier batches.',
    en: () => 'Not checked: no ledger was given, so nothing is known of the batches before.',
    fr: () => 'Non contrôlé : aucun registre n’a été fourni, rien n’est donc connu des lots précédents.',
  },
  'earlier-step-failed': {
    status: 'verdict',
    meaning: 'A step that this one needs failed.',
    advice: 'See that step.',
    en: () => 'Not checked: an earlier step failed.',
    fr: () => 'Non contrôlé : une étape antérieure a échoué.',
  },
  'later-step-failed': {
    status: 'verdict',
    meaning: 'A later step failed before this one had ended.',
    advice: 'See that step.',
    en: () => 'Not finished: a later step failed before the end was reached.',
    fr: () => 'Non achevé : une étape ultérieure a échoué avant la fin.',
  },
  'profile-not-known': {
    status: 'verdict',
    meaning: 'The record profile is not one that is accepted here.',
    advice: 'See step 12.',
    en: () => 'Not checked: the record profile is not one that is accepted here.',
    fr: () => 'Non contrôlé : le profil des enregistrements n’est pas de ceux qui sont acceptés ici.',
  },
  'accepted-before': {
    status: 'verdict',
    meaning: 'This very batch was accepted before.',
    en: () => 'Not checked: this very batch was accepted before.',
    fr: () => 'Non contrôlé : ce même lot a déjà été accepté.',
  },
  'payload-not-arrived': {
    status: 'verdict',
    meaning: 'Only the announcement of the batch is here.',
    en: () => 'Not checked: the payload has not arrived yet.',
    fr: () => 'Non contrôlé : la charge utile n’est pas encore arrivée.',
  },
});

/** Mistakes of a caller. */
export const callerErrors = defineErrors({
  'consumer-without-identity': {
    status: 'usage',
    meaning: '`verifyBatch` was given a consumer of the content, and no identity that opens the batch.',
    advice: 'Give the opening key, or no consumer.',
    en: () =>
      'A consumer was given and no identity that opens the batch: it would get nothing, and the batch would look accepted. Give the opening key, or no consumer.',
    fr: () =>
      'Un destinataire du contenu est indiqué, mais aucune clé pour ouvrir le lot : il ne recevrait rien, et le lot semblerait accepté. Indiquez la clé d’ouverture, ou aucun destinataire.',
  },
});

/** Proofs. */
export const proofsErrors = defineErrors({
  'record-not-found': {
    status: 'usage',
    meaning: 'No record of the batch has that id.',
    advice: 'Check id and batch.',
    en: () => 'No record of this batch has that id. Check the id and the batch.',
    fr: () => 'Aucun enregistrement de ce lot ne porte cet identifiant. Vérifiez l’identifiant et le lot.',
  },
  'record-ambiguous': {
    status: 'usage',
    meaning: 'Several records of the batch have that id, and a proof must name one.',
    advice: 'Ask the sender for a corrected batch.',
    en: () =>
      'Several records of this batch have that id, and a proof must name one. Ask the sender for a corrected batch.',
    fr: () =>
      'Plusieurs enregistrements de ce lot portent cet identifiant, or une preuve doit en désigner un seul. Demandez un lot corrigé à l’expéditeur.',
  },
});
