import type { Message } from '@scelle/core';
import type { ChannelCode } from '../../channels/codes.ts';

/** French messages about certificates, channels and gateways. */
export const fr: Readonly<Record<ChannelCode, Message>> = {
  'certificate-missing': (d) =>
    `${d.file} : il n’y a pas ici de certificat TLS. « scelle key rotate certificate --at-once » en fait un, et la carte qui le nomme.`,
  'certificate-invalid': (d) =>
    `${d.file} : ce n’est pas un certificat avec sa clé, en PEM. Restaurez-le, ou faites-en un autre avec « scelle key rotate certificate --at-once ».`,
  'address-missing': (d) =>
    `La carte de ${d.name} ne nomme aucune adresse. Demandez au pair la carte qui en nomme une (« scelle card --address ») et ajoutez-la.`,
  'opening-key-exposed': (d) =>
    `${d.file} : une clé d’ouverture se trouve sur cet hôte, et qui s’y introduirait par le réseau l’aurait. Recevez avec un poste à part (« scelle init --role gateway »), ou écrivez single-host = true dans scelle.toml.`,
  'channel-of-gateway': (d) =>
    `${d.name} est une passerelle : elle suit les notifications de sa partie et n’en est l’objet d’aucune ; rien n’a été modifié. À la station derrière elle, suspendez ou reprenez l’expéditeur, puis lancez scelle pull.`,
  'channel-state-unchanged': (d) => `Le canal réseau avec ${d.name} est déjà ${d.found} ; rien n’a été modifié.`,
  'notice-unknown-key': (d) =>
    `L’avis est signé avec la clé ${d.found}, qu’aucun pair n’emploie. Si le pair a une nouvelle clé, ajoutez sa nouvelle carte.`,
  'notice-signature': (d) =>
    `L’avis n’a pas été signé par ${d.name} avec une clé valide. Ne vous y fiez pas ; interrogez le pair par une autre voie.`,
  'notice-not-for-me': (d) => `L’avis concerne ${d.found} et non ${d.expected}. Il ne change rien ici.`,
  'notice-conflict': (d) =>
    `${d.name} a signé deux avis différents sous le numéro ${d.found}. Conservez-les et demandez au pair lequel vaut.`,
  'notice-outdated': (d) =>
    `L’avis de ${d.name} porte le numéro ${d.found}, et le numéro ${d.expected} est connu. Il ne change rien.`,
  'gateway-unknown': (d) =>
    `${d.name} n’est pas ici un pair au rôle de passerelle. Ajoutez d’abord sa carte avec « scelle peer add ».`,
  'not-a-gateway': (d) => `Seul un poste au rôle de passerelle reçoit pour une autre partie ; celui-ci est ${d.found}.`,
};
