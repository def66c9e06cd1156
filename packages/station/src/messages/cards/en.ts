import type { Message } from '@scelle/core';
import type { CardCode } from '../../cards/codes.ts';

/** English messages about cards and keys: what was found, and what to do next. */
export const en: Readonly<Record<CardCode, Message>> = {
  'card-malformed': (d) =>
    `This is not a card file: a card of at most ${d.limit} bytes with its signatures, and nothing after them. Ask its party for the output of "scelle card".`,
  'card-signature-unknown-key': (d) =>
    `The card of ${d.name} is signed with key ${d.found}, which does not stand in it. Do not accept it; ask its party for the original.`,
  'card-signature-wrong': () =>
    'A signature does not match the card: it was altered, or signed by somebody else. Do not accept it; ask its party for the original.',
  'card-statement-mismatch': (d) =>
    `The comment of a signature of the card does not state ${d.field}=${d.expected}. Do not accept it; ask its party for the original.`,
  'card-key-not-valid': (d) =>
    `The card of ${d.name} was issued at ${d.found}, when the key that signed it was not valid (${d.expected}). Ask its party for a card signed with a valid key.`,
  'card-from-future': (d) =>
    `The card of ${d.name} says that it was issued at ${d.found}, and it is ${d.expected}. Check the clocks of both parties.`,
  'card-of-own-party': (d) =>
    `This is a card of ${d.name}, which is the name of this station. Nobody else may have it; ask where the card comes from.`,
  'card-key-of-other-party': (d) =>
    `The card of ${d.name} lists a key or certificate that belongs to ${d.expected}. Do not accept it; ask both parties.`,
  'card-number-unexpected': (d) =>
    `This is card ${d.found} of ${d.name}, and only card ${d.expected} can follow. Ask for the cards in their order; an old card is never accepted again.`,
  'card-conflict': (d) =>
    `There is another card ${d.found} of ${d.name} already. Do not accept this one; ask its party which of the two is true, and keep both.`,
  'card-not-following': (d) =>
    `Card ${d.found} of ${d.name} names another card before it than the one that is known here, or is older. Do not accept it; ask its party.`,
  'card-not-signed-by-predecessor': (d) =>
    `No key of card ${d.found} of ${d.name} has signed the next one. Do not accept it; ask its party. Where that has lost all its keys, revoke them, add the card with --reintroduce, and compare the words.`,
  'card-predecessor-revoked': (d) =>
    `The card of ${d.name} is signed with a key that was revoked, and whoever has that key can have made it. If no key of its party is left, add it with --reintroduce, and compare the words.`,
  'card-role-changed': (d) =>
    `The card makes ${d.name} a ${d.found}, and it is known as ${d.expected}. A party does not change its role; ask it for a card under another name.`,
  'card-unknown': (d) => `There is no card ${d.found} of ${d.name} here. "scelle card" prints the newest one.`,
  'own-party': (d) => `${d.name} is the party of this station itself, which hands nothing over to itself. Name a peer.`,
  'peer-unknown': (d) => `There is no card of ${d.name} here. "scelle peer list" shows the peers.`,
  'key-unknown': (d) => `No card here lists the key ${d.found}. "scelle peer show" shows the keys of a peer.`,
  'key-ambiguous': (d) =>
    `${d.found} keys have the id ${d.name}. Give the whole public key, as "scelle peer show" does.`,
  'key-of-own-party': (d) =>
    `Key ${d.name} is one of this station itself, which would go on signing with it. Replace it with "scelle key rotate signing", and hand out the new card; it is the peers who revoke the old key.`,
  'key-revoked-already': (d) =>
    `Key ${d.name} is revoked from ${d.found} on. A revocation can be moved to an earlier time, and never undone.`,
  'reason-invalid': (d) => `A reason is a text of 1 to ${d.limit} characters in one line. Give a shorter one.`,
};
