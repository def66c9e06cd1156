import { defineErrors } from '@scelle/core/internal';

/** Cards and keys. */
export const cardsErrors = defineErrors({
  'card-malformed': {
    status: 'rejected',
    meaning: 'This is not a card with its signatures and nothing after them.',
    advice: 'Ask the party for the output of `scelle card`.',
    en: (d) =>
      `This is not a card file: a card of at most ${d.limit} bytes with its signatures, and nothing after them. Ask its party for the output of "scelle card".`,
    fr: (d) =>
      `Ce n’est pas un fichier de carte : une carte d’au plus ${d.limit} octets avec ses signatures, et rien après. Demandez à la partie la sortie de « scelle card ».`,
  },
  'card-signature-unknown-key': {
    status: 'rejected',
    meaning: 'The card is signed with a key that does not stand in it.',
    advice: 'Do not accept it; ask its party.',
    en: (d) =>
      `The card of ${d.name} is signed with key ${d.found}, which does not stand in it. Do not accept it; ask its party for the original.`,
    fr: (d) =>
      `La carte de ${d.name} est signée avec la clé ${d.found}, qui n’y figure pas. Ne l’acceptez pas ; demandez l’original à la partie.`,
  },
  'card-signature-wrong': {
    status: 'rejected',
    meaning: 'A signature does not match the card.',
    advice: 'Do not accept it; ask its party.',
    en: () =>
      'A signature does not match the card: it was altered, or signed by somebody else. Do not accept it; ask its party for the original.',
    fr: () =>
      'Une signature ne correspond pas à la carte : elle a été modifiée, ou signée par un autre. Ne l’acceptez pas ; demandez l’original à la partie.',
  },
  'card-statement-mismatch': {
    status: 'rejected',
    meaning: "A signature's comment states another format, role, signer or time than it must.",
    advice: 'Do not accept it; ask its party.',
    en: (d) =>
      `The comment of a signature of the card does not state ${d.field}=${d.expected}. Do not accept it; ask its party for the original.`,
    fr: (d) =>
      `Le commentaire d’une signature de la carte n’énonce pas ${d.field}=${d.expected}. Ne l’acceptez pas ; demandez l’original à la partie.`,
  },
  'card-key-not-valid': {
    status: 'rejected',
    meaning: 'The key that signed was not valid when the card was issued.',
    advice: 'Ask for a card signed with a valid key.',
    en: (d) =>
      `The card of ${d.name} was issued at ${d.found}, when the key that signed it was not valid (${d.expected}). Ask its party for a card signed with a valid key.`,
    fr: (d) =>
      `La carte de ${d.name} a été émise à ${d.found}, quand la clé qui l’a signée n’était pas valide (${d.expected}). Demandez à la partie une carte signée avec une clé valide.`,
  },
  'card-from-future': {
    status: 'rejected',
    meaning: 'The card says that it was issued later than now.',
    advice: 'Check the clocks of both parties.',
    en: (d) =>
      `The card of ${d.name} says that it was issued at ${d.found}, and it is ${d.expected}. Check the clocks of both parties.`,
    fr: (d) =>
      `La carte de ${d.name} dit avoir été émise à ${d.found}, et il est ${d.expected}. Vérifiez les horloges des deux parties.`,
  },
  'card-of-own-party': {
    status: 'rejected',
    meaning: 'The card bears the name of this station.',
    advice: 'Ask where it comes from.',
    en: (d) =>
      `This is a card of ${d.name}, which is the name of this station. Nobody else may have it; ask where the card comes from.`,
    fr: (d) =>
      `C’est une carte de ${d.name}, et ce nom est celui de ce poste. Personne d’autre ne peut le porter ; demandez d’où vient la carte.`,
  },
  'card-key-of-other-party': {
    status: 'rejected',
    meaning: 'The card lists a key or certificate that belongs to another party.',
    advice: 'Do not accept it; ask both.',
    en: (d) =>
      `The card of ${d.name} lists a key or certificate that belongs to ${d.expected}. Do not accept it; ask both parties.`,
    fr: (d) =>
      `La carte de ${d.name} contient une clé ou un certificat qui appartient à ${d.expected}. Ne l’acceptez pas ; interrogez les deux parties.`,
  },
  'card-number-unexpected': {
    status: 'rejected',
    meaning: 'Only the next card can follow the one that is known.',
    advice: 'Ask for the cards in their order.',
    en: (d) =>
      `This is card ${d.found} of ${d.name}, and only card ${d.expected} can follow. Ask for the cards in their order; an old card is never accepted again.`,
    fr: (d) =>
      `C’est la carte ${d.found} de ${d.name}, et seule la carte ${d.expected} peut suivre. Demandez les cartes dans leur ordre ; une ancienne carte n’est jamais acceptée de nouveau.`,
  },
  'card-conflict': {
    status: 'rejected',
    meaning: 'There is another card with this number already.',
    advice: 'Keep both; ask the party which is true.',
    en: (d) =>
      `There is another card ${d.found} of ${d.name} already. Do not accept this one; ask its party which of the two is true, and keep both.`,
    fr: (d) =>
      `Il existe déjà une autre carte ${d.found} de ${d.name}. N’acceptez pas celle-ci ; demandez à la partie laquelle est vraie, et conservez les deux.`,
  },
  'card-not-following': {
    status: 'rejected',
    meaning: 'The card names another one before it than is known here, or is not later.',
    advice: 'Do not accept it; ask its party.',
    en: (d) =>
      `Card ${d.found} of ${d.name} names another card before it than the one that is known here, or is older. Do not accept it; ask its party.`,
    fr: (d) =>
      `La carte ${d.found} de ${d.name} nomme avant elle une autre carte que celle connue ici, ou est plus ancienne. Ne l’acceptez pas ; interrogez la partie.`,
  },
  'card-not-signed-by-predecessor': {
    status: 'rejected',
    meaning: 'No key of the card before has signed this one.',
    advice: 'Do not accept it; ask its party.',
    en: (d) =>
      `No key of card ${d.found} of ${d.name} has signed the next one. Do not accept it; ask its party. Where that has lost all its keys, revoke them, add the card with --reintroduce, and compare the words.`,
    fr: (d) =>
      `Aucune clé de la carte ${d.found} de ${d.name} n’a signé la suivante. Ne l’acceptez pas ; interrogez la partie. Si elle a perdu toutes ses clés, révoquez-les, ajoutez la carte avec --reintroduce et comparez les mots.`,
  },
  'card-predecessor-revoked': {
    status: 'rejected',
    meaning: 'The key that signed was revoked.',
    advice: 'If its party has no key left, add the card with `--reintroduce` and compare the words.',
    en: (d) =>
      `The card of ${d.name} is signed with a key that was revoked, and whoever has that key can have made it. If no key of its party is left, add it with --reintroduce, and compare the words.`,
    fr: (d) =>
      `La carte de ${d.name} est signée avec une clé révoquée, et quiconque a cette clé peut l’avoir faite. S’il ne reste aucune clé à la partie, ajoutez-la avec --reintroduce et comparez les mots.`,
  },
  'card-role-changed': {
    status: 'rejected',
    meaning: 'The card gives the party another role.',
    advice: 'Ask it for a card under another name.',
    en: (d) =>
      `The card makes ${d.name} a ${d.found}, and it is known as ${d.expected}. A party does not change its role; ask it for a card under another name.`,
    fr: (d) =>
      `La carte fait de ${d.name} un ${d.found}, et ce nom est connu comme ${d.expected}. Une partie ne change pas de rôle ; demandez-lui une carte sous un autre nom.`,
  },
  'card-unknown': {
    status: 'usage',
    meaning: 'There is no card with this number here.',
    advice: 'Look at the newest one.',
    en: (d) => `There is no card ${d.found} of ${d.name} here. "scelle card" prints the newest one.`,
    fr: (d) => `Il n’y a pas ici de carte ${d.found} de ${d.name}. « scelle card » écrit la plus récente.`,
  },
  'own-party': {
    status: 'usage',
    meaning: 'The party named is that of this station itself.',
    advice: 'Name a peer.',
    en: (d) => `${d.name} is the party of this station itself, which hands nothing over to itself. Name a peer.`,
    fr: (d) => `${d.name} est la partie de ce poste même, qui ne se remet rien à lui-même. Nommez un pair.`,
  },
  'peer-unknown': {
    status: 'usage',
    meaning: 'There is no card of this party here.',
    advice: 'See `scelle peer list`.',
    en: (d) => `There is no card of ${d.name} here. "scelle peer list" shows the peers.`,
    fr: (d) => `Il n’y a pas de carte de ${d.name} ici. « scelle peer list » montre les pairs.`,
  },
  'key-unknown': {
    status: 'usage',
    meaning: 'No card lists this key.',
    advice: 'See `scelle peer show`.',
    en: (d) => `No card here lists the key ${d.found}. "scelle peer show" shows the keys of a peer.`,
    fr: (d) => `Aucune carte ne contient ici la clé ${d.found}. « scelle peer show » montre les clés d’un pair.`,
  },
  'key-ambiguous': {
    status: 'usage',
    meaning: 'Several keys have this id.',
    advice: 'Give the whole public key.',
    en: (d) => `${d.found} keys have the id ${d.name}. Give the whole public key, as "scelle peer show" does.`,
    fr: (d) =>
      `${d.found} clés ont l’identifiant ${d.name}. Donnez la clé publique entière, comme l’écrit « scelle peer show ».`,
  },
  'key-of-own-party': {
    status: 'usage',
    meaning: "The key is one of this station's own, which would go on signing with it.",
    advice: '`scelle key rotate signing`; the peers revoke the old key.',
    en: (d) =>
      `Key ${d.name} is one of this station itself, which would go on signing with it. Replace it with "scelle key rotate signing", and hand out the new card; it is the peers who revoke the old key.`,
    fr: (d) =>
      `La clé ${d.name} est de ce poste même, qui continuerait à signer avec elle. Remplacez-la par « scelle key rotate signing », et remettez la nouvelle carte ; ce sont les pairs qui révoquent l’ancienne.`,
  },
  'key-revoked-already': {
    status: 'usage',
    meaning: 'The key is revoked from an earlier time on.',
    advice: 'Nothing needs to be done.',
    en: (d) =>
      `Key ${d.name} is revoked from ${d.found} on. A revocation can be moved to an earlier time, and never undone.`,
    fr: (d) =>
      `La clé ${d.name} est révoquée à partir de ${d.found}. Une révocation peut être avancée, jamais annulée.`,
  },
  'reason-invalid': {
    status: 'usage',
    meaning: 'A reason is one line of 1 to 512 characters.',
    advice: 'Give a shorter one.',
    en: (d) => `A reason is a text of 1 to ${d.limit} characters in one line. Give a shorter one.`,
    fr: (d) => `Une raison est un texte de 1 à ${d.limit} caractères sur une ligne. Donnez-en une plus courte.`,
  },
});
