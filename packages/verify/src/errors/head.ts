import { defineErrors } from '@scelle/core/browser';

/** Step 2: signature. */
export const signatureErrors = defineErrors({
  'seal-unknown-key': {
    status: 'verdict',
    meaning: 'The seal is by a key that is trusted for no sender.',
    advice: 'If the sender has a new key, obtain it over an authenticated channel.',
    en: (d) =>
      `The seal was made with key ${d.found}, which is not trusted for any sender. If the sender has a new key, obtain it by an authenticated way.`,
    fr: (d) =>
      `Le cachet a été apposé avec la clé ${d.found}, qui n’est celle d’aucun expéditeur de confiance. Si l’expéditeur a une nouvelle clé, obtenez-la par une voie authentifiée.`,
  },
  'seal-wrong': {
    status: 'verdict',
    meaning: 'The seal does not match the manifest.',
    advice: 'Do not import; tell the sender.',
    en: () =>
      'The seal does not match the manifest: it was altered, or sealed by somebody else. Do not import; tell the sender.',
    fr: () =>
      'Le cachet ne correspond pas au manifeste : il a été altéré ou scellé par un autre. N’intégrez pas ; prévenez l’expéditeur.',
  },
  'co-signature-unknown-key': {
    status: 'verdict',
    meaning: 'A co-signature is by a key that is not trusted in its role. The batch is *held*.',
    advice: 'A person decides; once the key is authenticated, name it for that role.',
    en: (d) =>
      `A co-signature in the role ${d.name} is by key ${d.found}, which is not trusted. A person must decide; once the key is authenticated, name it for that role.`,
    fr: (d) =>
      `Une cosignature au rôle ${d.name} provient de la clé ${d.found}, qui n’est pas de confiance. Une personne doit décider ; une fois la clé authentifiée, déclarez-la pour ce rôle.`,
  },
  'co-signature-wrong': {
    status: 'verdict',
    meaning: 'A co-signature does not match the manifest.',
    advice: 'Do not import; tell the sender.',
    en: (d) => `The co-signature ${d.member} does not match the manifest. Do not import; tell the sender.`,
    fr: (d) => `La cosignature ${d.member} ne correspond pas au manifeste. N’intégrez pas ; prévenez l’expéditeur.`,
  },
  'co-signature-misnamed': {
    status: 'verdict',
    meaning: 'A co-signature is by another key than its member name says.',
    advice: 'Tell the sender.',
    en: (d) => `The co-signature ${d.member} holds a signature by key ${d.found}, which its name does not say.`,
    fr: (d) => `La cosignature ${d.member} contient une signature de la clé ${d.found}, ce que son nom ne dit pas.`,
  },
  'threshold-not-met': {
    status: 'verdict',
    meaning: 'Fewer distinct keys of a role have signed than are required.',
    advice: 'Ask for the missing co-signature.',
    en: (d) =>
      `${d.expected} distinct keys in the role ${d.name} must have signed; ${d.found} did. Ask the sender for the missing co-signature.`,
    fr: (d) =>
      `${d.expected} clés distinctes au rôle ${d.name} doivent avoir signé ; ${d.found} l’ont fait. Demandez la cosignature manquante à l’expéditeur.`,
  },
  'key-not-yet-valid': {
    status: 'verdict',
    meaning: 'The key signed before it became valid.',
    advice: 'Tell the signer; check the policy.',
    en: (d) => `The key of ${d.name} signed at ${d.found}, before it became valid at ${d.expected}.`,
    fr: (d) => `La clé de ${d.name} a signé le ${d.found}, avant d’être valide le ${d.expected}.`,
  },
  'key-expired': {
    status: 'verdict',
    meaning: 'The key signed after it expired.',
    advice: 'Have the batch sealed with a valid key.',
    en: (d) => `The key of ${d.name} signed at ${d.found}, after it expired at ${d.expected}.`,
    fr: (d) => `La clé de ${d.name} a signé le ${d.found}, après son expiration le ${d.expected}.`,
  },
  'key-revoked': {
    status: 'verdict',
    meaning: 'The key signed after it was revoked.',
    advice: 'Do not import; ask for a batch signed with a valid key.',
    en: (d) =>
      `The key of ${d.name} signed at ${d.found}, after it was revoked from ${d.expected} on. Do not import; ask the sender for a batch signed with a valid key.`,
    fr: (d) =>
      `La clé de ${d.name} a signé le ${d.found}, après sa révocation à compter du ${d.expected}. N’intégrez pas ; demandez à l’expéditeur un lot signé avec une clé valide.`,
  },
});

/** Step 3: manifest. */
export const manifestErrors = defineErrors({
  'sender-key-mismatch': {
    status: 'verdict',
    meaning: 'The manifest names another sender than the one whose key sealed.',
    advice: 'Do not import; tell both.',
    en: (d) => `The manifest names ${d.found} as the sender, but the seal is by a key of ${d.expected}.`,
    fr: (d) => `Le manifeste désigne ${d.found} comme expéditeur, mais le cachet est d’une clé de ${d.expected}.`,
  },
  'trusted-comment-mismatch': {
    status: 'verdict',
    meaning: "A signature's comment states another format, role, signer or sample than it must.",
    advice: 'Have it signed again.',
    en: (d) => `${d.member}: the trusted comment says ${d.field}=${d.found} where ${d.expected} is expected.`,
    fr: (d) => `${d.member} : le commentaire de confiance dit ${d.field}=${d.found} au lieu de ${d.expected}.`,
  },
  'signing-time-implausible': {
    status: 'verdict',
    meaning: 'The claimed signing time does not lie between creation and reception.',
    advice: 'Check the clocks of both parties.',
    en: (d) =>
      `${d.member}: signed at ${d.found}, which does not lie between the creation of the batch and its reception (${d.expected}). Check the clocks of both parties.`,
    fr: (d) =>
      `${d.member} : signé le ${d.found}, hors de l’intervalle entre la création du lot et sa réception (${d.expected}). Vérifiez les horloges des deux parties.`,
  },
  'key-revoked-late': {
    status: 'verdict',
    meaning: 'The signature claims to be older than the revocation of its key, and came after it. The batch is held.',
    advice: 'A person decides: `scelle judge`.',
    en: (d) =>
      `The key of ${d.name} is revoked from ${d.expected} on. The signature claims to be older (${d.found}), but came only afterwards, and whoever has the key can write any date. A person must decide.`,
    fr: (d) =>
      `La clé de ${d.name} est révoquée à compter du ${d.expected}. La signature se dit plus ancienne (${d.found}) mais n’est arrivée qu’ensuite, et qui détient la clé peut écrire n’importe quelle date. Une personne doit décider.`,
  },
});

/** Step 4: addressee. */
export const addresseeErrors = defineErrors({
  'addressee-other': {
    status: 'verdict',
    meaning: 'The batch is addressed to somebody else.',
    advice: 'Return it unopened.',
    en: (d) => `The batch is addressed to ${d.found}, not to ${d.expected}. Return it to the sender unopened.`,
    fr: (d) => `Le lot est adressé à ${d.found} et non à ${d.expected}. Renvoyez-le à l’expéditeur sans l’ouvrir.`,
  },
  'recipient-not-allowed': {
    status: 'verdict',
    meaning: 'The batch is encrypted to a key that the policy does not allow.',
    advice: 'Ask the sender why.',
    en: (d) =>
      `The batch is encrypted to a recipient key that is not allowed (${d.found}): somebody else could read it. Ask the sender why.`,
    fr: (d) =>
      `Le lot est chiffré pour une clé non autorisée (${d.found}) : un tiers pourrait le lire. Demandez pourquoi à l’expéditeur.`,
  },
  'channel-not-accepted': {
    status: 'verdict',
    meaning: 'The batch came by a channel that this sender may not use.',
    advice: 'Ask the sender to use another, or change the policy.',
    en: (d) =>
      `The batch came by the channel ${d.found}, and from this sender only ${d.expected} is accepted. Ask the sender to use that, or agree on a change of the policy.`,
    fr: (d) =>
      `Le lot est arrivé par le canal ${d.found}, et de cet expéditeur seul ${d.expected} est accepté. Demandez à l’expéditeur de s’y tenir, ou convenez d’un changement de la politique.`,
  },
  'not-sealed-to-me': {
    status: 'verdict',
    meaning: 'The batch is not encrypted to your opening key.',
    advice: 'Ask the sender to seal it to the right one.',
    en: (d) => `The batch is not encrypted to your key (${d.expected}). Ask the sender to encrypt it to the right key.`,
    fr: (d) =>
      `Le lot n’est pas chiffré pour votre clé (${d.expected}). Demandez à l’expéditeur de le chiffrer pour la bonne clé.`,
  },
});

/** Step 5: sequence. */
export const sequenceErrors = defineErrors({
  'sequence-duplicate': {
    status: 'verdict',
    meaning: 'This very batch was accepted before.',
    advice: 'Nothing needs to be done.',
    en: (d) => `Batch ${d.found} of this stream was accepted before; nothing needs to be done.`,
    fr: (d) => `Le lot ${d.found} de ce flux a déjà été accepté ; il n’y a rien à faire.`,
  },
  'sequence-gap': {
    status: 'verdict',
    meaning: 'Earlier batches of the stream are missing. The batch is *held*.',
    advice: 'Ask the sender for them.',
    en: (d) => `Batch ${d.found} came, but ${d.expected} is still missing. Ask the sender for it.`,
    fr: (d) => `Le lot ${d.found} est arrivé, mais le lot ${d.expected} manque encore. Demandez-le à l’expéditeur.`,
  },
  'sequence-equivocation': {
    status: 'verdict',
    meaning: 'The number was used before for other content.',
    advice: 'Keep both files as evidence; ask the sender.',
    en: (d) =>
      `Number ${d.found} of this stream was used before for other content. Keep both files as evidence; ask the sender.`,
    fr: (d) =>
      `Le numéro ${d.found} de ce flux a déjà servi pour un autre contenu. Conservez les deux fichiers comme preuves ; interrogez l’expéditeur.`,
  },
  'sequence-fork': {
    status: 'verdict',
    meaning: 'The batch does not follow the one that was accepted before it.',
    advice: 'Ask the sender.',
    en: (d) => `Batch ${d.found} follows another batch than the one that was accepted before it. Ask the sender.`,
    fr: (d) => `Le lot ${d.found} suit un autre lot que celui qui a été accepté avant lui. Interrogez l’expéditeur.`,
  },
});
