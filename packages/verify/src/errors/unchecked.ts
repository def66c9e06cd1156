import { defineErrors, formatExpectation } from '@scelle/core/browser';

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
  'identity-missing': {
    status: 'usage',
    meaning: '`verifyBatch` was given no identity, and so could not open the batch.',
    advice: 'Give the opening key, or call `verifySealed`.',
    en: () => 'No identity that opens the batch was given. Give the opening key, or call verifySealed.',
    fr: () => 'Aucune clé pour ouvrir le lot n’est indiquée. Indiquez la clé d’ouverture, ou appelez verifySealed.',
  },
  'ledger-missing': {
    status: 'usage',
    meaning: 'A verification was not told what is known of earlier batches.',
    advice: 'Give a ledger, or `none`.',
    en: () =>
      "Nothing was said of the batches before. Give a ledger, or 'none': then nobody notices a repeated or missing batch.",
    fr: () =>
      'Rien n’est dit des lots précédents. Indiquez un registre, ou « none » : un lot répété ou manquant passera alors inaperçu.',
  },
  'policy-invalid': {
    status: 'usage',
    meaning:
      'A policy, or the time of a verification, is not what it should be, and would let pass what it is to refuse.',
    advice: 'Mend the field that the message names.',
    en: (d) => `The policy is invalid: ${d.field}${formatExpectation('en', d.expected)}. Mend it.`,
    fr: (d) => `La politique n’est pas valide : ${d.field}${formatExpectation('fr', d.expected)}. Corrigez-la.`,
  },
  'ledger-invalid': {
    status: 'environment',
    meaning: 'A ledger answered with something that is no answer.',
    advice: 'Mend the ledger that was given to the verification.',
    en: (d) => `What the ledger answered to ${d.field} is no answer. Mend the ledger.`,
    fr: (d) => `La réponse du registre à ${d.field} n’en est pas une. Corrigez le registre.`,
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
