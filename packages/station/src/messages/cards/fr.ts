import type { Message } from '@scelle/core';
import type { CardCode } from '../../cards/codes.ts';

/** French messages about cards and keys: what was found, and what to do next. */
export const fr: Readonly<Record<CardCode, Message>> = {
  'card-malformed': (d) =>
    `Ce n’est pas un fichier de carte : une carte d’au plus ${d.limit} octets avec ses signatures, et rien après. Demandez à la partie la sortie de « scelle card ».`,
  'card-signature-unknown-key': (d) =>
    `La carte de ${d.name} est signée avec la clé ${d.found}, qui n’y figure pas. Ne l’acceptez pas ; demandez l’original à la partie.`,
  'card-signature-wrong': () =>
    'Une signature ne correspond pas à la carte : elle a été modifiée, ou signée par un autre. Ne l’acceptez pas ; demandez l’original à la partie.',
  'card-statement-mismatch': (d) =>
    `Le commentaire d’une signature de la carte n’énonce pas ${d.field}=${d.expected}. Ne l’acceptez pas ; demandez l’original à la partie.`,
  'card-key-not-valid': (d) =>
    `La carte de ${d.name} a été émise à ${d.found}, quand la clé qui l’a signée n’était pas valide (${d.expected}). Demandez à la partie une carte signée avec une clé valide.`,
  'card-from-future': (d) =>
    `La carte de ${d.name} dit avoir été émise à ${d.found}, et il est ${d.expected}. Vérifiez les horloges des deux parties.`,
  'card-of-own-party': (d) =>
    `C’est une carte de ${d.name}, et ce nom est celui de ce poste. Personne d’autre ne peut le porter ; demandez d’où vient la carte.`,
  'card-key-of-other-party': (d) =>
    `La carte de ${d.name} contient une clé ou un certificat qui appartient à ${d.expected}. Ne l’acceptez pas ; interrogez les deux parties.`,
  'card-number-unexpected': (d) =>
    `C’est la carte ${d.found} de ${d.name}, et seule la carte ${d.expected} peut suivre. Demandez les cartes dans leur ordre ; une ancienne carte n’est jamais acceptée de nouveau.`,
  'card-conflict': (d) =>
    `Il existe déjà une autre carte ${d.found} de ${d.name}. N’acceptez pas celle-ci ; demandez à la partie laquelle est vraie, et conservez les deux.`,
  'card-not-following': (d) =>
    `La carte ${d.found} de ${d.name} nomme avant elle une autre carte que celle connue ici, ou est plus ancienne. Ne l’acceptez pas ; interrogez la partie.`,
  'card-not-signed-by-predecessor': (d) =>
    `Aucune clé de la carte ${d.found} de ${d.name} n’a signé la suivante. Ne l’acceptez pas ; interrogez la partie. Si elle a perdu toutes ses clés, révoquez-les, ajoutez la carte avec --reintroduce et comparez les mots.`,
  'card-predecessor-revoked': (d) =>
    `La carte de ${d.name} est signée avec une clé révoquée, et quiconque a cette clé peut l’avoir faite. S’il ne reste aucune clé à la partie, ajoutez-la avec --reintroduce et comparez les mots.`,
  'card-role-changed': (d) =>
    `La carte fait de ${d.name} un ${d.found}, et ce nom est connu comme ${d.expected}. Une partie ne change pas de rôle ; demandez-lui une carte sous un autre nom.`,
  'card-unknown': (d) => `Il n’y a pas ici de carte ${d.found} de ${d.name}. « scelle card » écrit la plus récente.`,
  'own-party': (d) => `${d.name} est la partie de ce poste même, qui ne se remet rien à lui-même. Nommez un pair.`,
  'peer-unknown': (d) => `Il n’y a pas de carte de ${d.name} ici. « scelle peer list » montre les pairs.`,
  'key-unknown': (d) =>
    `Aucune carte ne contient ici la clé ${d.found}. « scelle peer show » montre les clés d’un pair.`,
  'key-ambiguous': (d) =>
    `${d.found} clés ont l’identifiant ${d.name}. Donnez la clé publique entière, comme l’écrit « scelle peer show ».`,
  'key-of-own-party': (d) =>
    `La clé ${d.name} est de ce poste même, qui continuerait à signer avec elle. Remplacez-la par « scelle key rotate signing », et remettez la nouvelle carte ; ce sont les pairs qui révoquent l’ancienne.`,
  'key-revoked-already': (d) =>
    `La clé ${d.name} est révoquée à partir de ${d.found}. Une révocation peut être avancée, jamais annulée.`,
  'reason-invalid': (d) =>
    `Une raison est un texte de 1 à ${d.limit} caractères sur une ligne. Donnez-en une plus courte.`,
};
