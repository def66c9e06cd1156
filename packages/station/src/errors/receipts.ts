import { defineErrors } from '@scelle/core/internal';

/** Receipts. */
export const receiptsErrors = defineErrors({
  'receipt-key-foreign': {
    status: 'usage',
    meaning: 'The key for receipts in `keys/` is not the one that the newest card of this party names.',
    advice: 'Put the right key back: `scelle doctor` names the file. Nothing was signed.',
    en: (d) =>
      `${d.file}: this is not the key that the newest card of this party names for receipts (${d.name}), and no peer would believe what it signs. Put the right one back; "scelle doctor" names the files. Nothing was signed.`,
    fr: (d) =>
      `${d.file} : ce n’est pas la clé que la dernière carte de cette partie nomme pour ses accusés (${d.name}), et aucun pair ne croirait ce qu’elle signe. Remettez la bonne ; « scelle doctor » nomme les fichiers. Rien n’a été signé.`,
  },
  'receipt-unknown-key': {
    status: 'rejected',
    meaning: 'The receipt is signed with a key that no peer uses for receipts.',
    advice: 'If the peer has a new key, add its new card.',
    en: (d) =>
      `The receipt is signed with key ${d.found}, which no peer uses for receipts. If the peer has a new key, add its new card.`,
    fr: (d) =>
      `L’accusé est signé avec la clé ${d.found}, qu’aucun pair n’emploie pour ses accusés. Si le pair a une nouvelle clé, ajoutez sa nouvelle carte.`,
  },
  'receipt-signature': {
    status: 'rejected',
    meaning: 'The signature does not match, or says something else than the receipt.',
    advice: 'Do not rely on it; ask the peer.',
    en: () =>
      'The signature does not match the receipt: one of the two was altered or forged. Do not rely on it; ask the peer.',
    fr: () =>
      'La signature ne correspond pas à l’accusé : l’un des deux a été altéré ou contrefait. Ne vous y fiez pas ; demandez au pair.',
  },
  'receipt-key-not-valid': {
    status: 'rejected',
    meaning: 'The key was not valid at that time.',
    advice: 'Ask for another.',
    en: (d) =>
      `The receipt for ${d.field} is signed at ${d.found}, when the key of ${d.name} was not valid (${d.expected}). Ask the peer for another.`,
    fr: (d) =>
      `L’accusé pour ${d.field} est signé le ${d.found}, alors que la clé de ${d.name} n’était pas valide (${d.expected}). Demandez-en un autre au pair.`,
  },
  'receipt-in-future': {
    status: 'rejected',
    meaning: 'The receipt is signed at a time that has not come yet: one of the two clocks is wrong.',
    advice: 'Set it; then fetch or add the receipt again.',
    en: (d) =>
      `The receipt of ${d.name} for ${d.field} is signed at ${d.found}, and it is ${d.expected} here: one of the two clocks is wrong. Have it synchronised, then fetch or add the receipt again.`,
    fr: (d) =>
      `L’accusé de ${d.name} pour ${d.field} est signé le ${d.found}, et il est ici ${d.expected} : l’une des deux horloges est fausse. Faites-la synchroniser, puis récupérez ou ajoutez l’accusé de nouveau.`,
  },
  'receipt-key-revoked': {
    status: 'rejected',
    meaning: 'The key is revoked, and the receipt came afterwards.',
    advice: 'Ask for one by a valid key.',
    en: (d) =>
      `The receipt for ${d.field} is signed with a key of ${d.name} that is revoked from ${d.expected} on. Ask the peer for one by a valid key.`,
    fr: (d) =>
      `L’accusé pour ${d.field} est signé avec une clé de ${d.name} révoquée à compter du ${d.expected}. Demandez au pair un accusé signé d’une clé valide.`,
  },
  'receipt-not-for-me': {
    status: 'rejected',
    meaning: 'The receipt is for another sender.',
    advice: 'Hand it on.',
    en: (d) => `The receipt is for ${d.found}, not for ${d.expected}. Hand it to the party that it names.`,
    fr: (d) => `L’accusé est destiné à ${d.found} et non à ${d.expected}. Remettez-le à la partie qu’il désigne.`,
  },
  'receipt-unknown-batch': {
    status: 'rejected',
    meaning: 'The receipt speaks of a batch that was never sent.',
    advice: 'Ask the peer what it received.',
    en: (d) =>
      `The receipt speaks of batch ${d.name}, which this station never sent. Ask the peer which batch it received.`,
    fr: (d) => `L’accusé parle du lot ${d.name}, que ce poste n’a jamais envoyé. Demandez au pair quel lot il a reçu.`,
  },
  'receipt-mismatch': {
    status: 'rejected',
    meaning: 'The receipt speaks of other content than was sent under that number.',
    advice: 'Keep it; ask the peer what it received.',
    en: (d) =>
      `The receipt for ${d.name} says ${d.field} ${d.found}; ${d.expected} was sent. Keep it, and ask the peer what it received.`,
    fr: (d) =>
      `L’accusé du lot ${d.name} dit ${d.field} ${d.found} ; ${d.expected} a été envoyé. Conservez-le et demandez au pair ce qu’il a reçu.`,
  },
  'receipt-outdated': {
    status: 'rejected',
    meaning: 'A newer receipt of this stage is known.',
    en: (d) =>
      `The receipt for ${d.name} (${d.found}) is older than the one that is known (${d.expected}). It changes nothing.`,
    fr: (d) =>
      `L’accusé du lot ${d.name} (${d.found}) est plus ancien que celui qui est connu (${d.expected}). Il ne change rien.`,
  },
});
