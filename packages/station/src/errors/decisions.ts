import { defineErrors } from '@scelle/core/internal';

/** Decisions about batches for which there is no receipt. */
export const decisionsErrors = defineErrors({
  'decision-unknown-key': {
    status: 'rejected',
    meaning: 'The decision is signed with a key that no peer uses for receipts.',
    advice: 'If the peer has a new key, add its new card.',
    en: (d) =>
      `The decision is signed with key ${d.found}, which no peer uses for receipts. If the peer has a new key, add its new card.`,
    fr: (d) =>
      `La décision est signée avec la clé ${d.found}, qu’aucun pair n’emploie pour ses accusés. Si le pair a une nouvelle clé, ajoutez sa nouvelle carte.`,
  },
  'decision-signature': {
    status: 'rejected',
    meaning: 'The signature does not match, is by another key than that for delivery receipts, or says something else.',
    advice: 'Do not rely on it; ask the peer.',
    en: () =>
      'The signature does not match the decision: one of the two was altered or forged, or the key may not decide. Do not rely on it; ask the peer.',
    fr: () =>
      'La signature ne correspond pas à la décision : l’une des deux a été altérée ou contrefaite, ou la clé n’est pas habilitée à décider. Ne vous y fiez pas ; demandez au pair.',
  },
  'decision-from-future': {
    status: 'rejected',
    meaning: 'The decision bears a time that has not come yet.',
    advice: 'Check the clocks of both parties, and add it again.',
    en: (d) =>
      `The decision of ${d.name} is signed at ${d.found}, and nothing later than ${d.expected} is believed now. Check the clocks of both parties, and add it again.`,
    fr: (d) =>
      `La décision de ${d.name} est signée le ${d.found}, alors que rien n’est admis après le ${d.expected}. Vérifiez les horloges des deux parties, puis ajoutez-la de nouveau.`,
  },
  'decision-key-not-valid': {
    status: 'rejected',
    meaning: 'The key was not valid when it signed the decision.',
    advice: 'Ask for another.',
    en: (d) =>
      `The decision is signed at ${d.found}, when the key of ${d.name} was not valid (${d.expected}). Ask the peer for another.`,
    fr: (d) =>
      `La décision est signée le ${d.found}, alors que la clé de ${d.name} n’était pas valide (${d.expected}). Demandez-en une autre au pair.`,
  },
  'decision-key-revoked': {
    status: 'rejected',
    meaning: 'The key is revoked, and the decision came afterwards.',
    advice: 'Ask for one by a valid key.',
    en: (d) =>
      `The decision is signed with a key of ${d.name} that is revoked from ${d.expected} on. Ask the peer for one by a valid key.`,
    fr: (d) =>
      `La décision est signée avec une clé de ${d.name} révoquée à compter du ${d.expected}. Demandez au pair une décision signée d’une clé valide.`,
  },
  'decision-not-for-me': {
    status: 'rejected',
    meaning: 'The decision is about a batch of another sender, or of another recipient.',
    advice: 'Hand it on.',
    en: (d) => `The decision is for ${d.found}, not for ${d.expected}. Hand it to the party that it names.`,
    fr: (d) => `La décision est destinée à ${d.found} et non à ${d.expected}. Remettez-la à la partie qu’elle désigne.`,
  },
  'decision-unknown-batch': {
    status: 'rejected',
    meaning: 'The decision speaks of a batch that was never sent.',
    advice: 'Ask the peer what it received.',
    en: (d) =>
      `The decision speaks of batch ${d.name}, which this station never sent. Ask the peer which batch it received.`,
    fr: (d) =>
      `La décision parle du lot ${d.name}, que ce poste n’a jamais envoyé. Demandez au pair quel lot il a reçu.`,
  },
  'decision-mismatch': {
    status: 'rejected',
    meaning: 'The decision speaks of other content than was sent under that number.',
    advice: 'Keep it; ask the peer what it received.',
    en: (d) =>
      `The decision about ${d.name} says ${d.field} ${d.found}; ${d.expected} was sent. Keep it, and ask the peer what it received.`,
    fr: (d) =>
      `La décision sur le lot ${d.name} dit ${d.field} ${d.found} ; ${d.expected} a été envoyé. Conservez-la et demandez au pair ce qu’il a reçu.`,
  },
  'decision-outdated': {
    status: 'rejected',
    meaning: 'A newer decision about this batch is known.',
    en: (d) =>
      `The decision about ${d.name} (${d.found}) is older than the one that is known (${d.expected}). It changes nothing.`,
    fr: (d) =>
      `La décision sur le lot ${d.name} (${d.found}) est plus ancienne que celle qui est connue (${d.expected}). Elle ne change rien.`,
  },
  'decision-contradicted': {
    status: 'rejected',
    meaning: 'A receipt of the same recipient says that the batch arrived, and no decision takes that back.',
    advice: 'Keep both; ask the peer.',
    en: (d) =>
      `The decision about ${d.name} contradicts the receipts of the same peer, by which the batch is ${d.found}. Keep both, and ask the peer.`,
    fr: (d) =>
      `La décision sur le lot ${d.name} contredit les accusés du même pair, selon lesquels le lot est dans l’état ${d.found}. Conservez le tout et demandez au pair.`,
  },
});
