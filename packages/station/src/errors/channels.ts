import { defineErrors } from '@scelle/core/internal';

/** Certificates, channels, gateways. */
export const channelsErrors = defineErrors({
  'certificate-missing': {
    status: 'usage',
    meaning: 'The station has no TLS certificate, or none was announced.',
    advice: '`scelle key rotate certificate`.',
    en: (d) =>
      `${d.file}: there is no TLS certificate here. "scelle key rotate certificate --at-once" makes one, and the card that names it.`,
    fr: (d) =>
      `${d.file} : il n’y a pas ici de certificat TLS. « scelle key rotate certificate --at-once » en fait un, et la carte qui le nomme.`,
  },
  'certificate-invalid': {
    status: 'usage',
    meaning: 'The file does not hold a certificate with its key.',
    advice: 'Restore it, or make another.',
    en: (d) =>
      `${d.file}: this is not a certificate together with its key, in PEM. Restore it, or make another with "scelle key rotate certificate --at-once".`,
    fr: (d) =>
      `${d.file} : ce n’est pas un certificat avec sa clé, en PEM. Restaurez-le, ou faites-en un autre avec « scelle key rotate certificate --at-once ».`,
  },
  'address-missing': {
    status: 'usage',
    meaning: 'The card of the peer names no address.',
    advice: 'Ask it for the card that does.',
    en: (d) =>
      `The card of ${d.name} names no address. Ask the peer for the card that does ("scelle card --address"), and add it.`,
    fr: (d) =>
      `La carte de ${d.name} ne nomme aucune adresse. Demandez au pair la carte qui en nomme une (« scelle card --address ») et ajoutez-la.`,
  },
  'opening-key-exposed': {
    status: 'usage',
    meaning: 'An opening key lies on the host that is to stand on the network.',
    advice: 'Use a gateway, or say `single-host = true`.',
    en: (d) =>
      `${d.file}: an opening key lies on this host, and whoever breaks in from the network would have it. Receive with a station of its own ("scelle init --role gateway"), or say single-host = true in scelle.toml.`,
    fr: (d) =>
      `${d.file} : une clé d’ouverture se trouve sur cet hôte, et qui s’y introduirait par le réseau l’aurait. Recevez avec un poste à part (« scelle init --role gateway »), ou écrivez single-host = true dans scelle.toml.`,
  },
  'channel-of-gateway': {
    status: 'usage',
    meaning: 'A gateway was to suspend, or to be suspended: it keeps to the notices of its party.',
    advice: 'Suspend the sender at the station behind it, then run `scelle pull`.',
    en: (d) =>
      `${d.name} is a gateway, which keeps to the notices of its party and is the subject of none; nothing was changed. At the station behind it, suspend or resume the sender, and then run scelle pull.`,
    fr: (d) =>
      `${d.name} est une passerelle : elle suit les notifications de sa partie et n’en est l’objet d’aucune ; rien n’a été modifié. À la station derrière elle, suspendez ou reprenez l’expéditeur, puis lancez scelle pull.`,
  },
  'channel-state-unchanged': {
    status: 'usage',
    meaning: 'The channel is in this state already.',
    advice: 'Nothing needs to be done.',
    en: (d) => `The network channel with ${d.name} is ${d.found} already; nothing was changed.`,
    fr: (d) => `Le canal réseau avec ${d.name} est déjà ${d.found} ; rien n’a été modifié.`,
  },
  'notice-unknown-key': {
    status: 'rejected',
    meaning: 'No peer signs with the key of the notice.',
    advice: 'Add the new card of the peer.',
    en: (d) =>
      `The notice is signed with key ${d.found}, which no peer uses. If the peer has a new key, add its new card.`,
    fr: (d) =>
      `L’avis est signé avec la clé ${d.found}, qu’aucun pair n’emploie. Si le pair a une nouvelle clé, ajoutez sa nouvelle carte.`,
  },
  'notice-in-future': {
    status: 'rejected',
    meaning: 'The notice is signed at a time that has not come yet: one of the two clocks is wrong.',
    advice: 'Set it; then hand the notice over again.',
    en: (d) =>
      `The notice of ${d.name} is signed at ${d.found}, and it is ${d.expected} here: one of the two clocks is wrong. Have it synchronised, then hand the notice over again.`,
    fr: (d) =>
      `L’avis de ${d.name} est signé le ${d.found}, et il est ici ${d.expected} : l’une des deux horloges est fausse. Faites-la synchroniser, puis remettez l’avis de nouveau.`,
  },
  'notice-signature': {
    status: 'rejected',
    meaning: 'The notice was altered, forged, or signed with a key that is not valid.',
    advice: 'Do not rely on it; ask the peer by another way.',
    en: (d) =>
      `The notice was not signed by ${d.name} with a key that is valid. Do not rely on it; ask the peer by another way.`,
    fr: (d) =>
      `L’avis n’a pas été signé par ${d.name} avec une clé valide. Ne vous y fiez pas ; interrogez le pair par une autre voie.`,
  },
  'notice-not-for-me': {
    status: 'rejected',
    meaning: 'The notice concerns another party.',
    en: (d) => `The notice concerns ${d.found}, not ${d.expected}. It changes nothing here.`,
    fr: (d) => `L’avis concerne ${d.found} et non ${d.expected}. Il ne change rien ici.`,
  },
  'notice-conflict': {
    status: 'rejected',
    meaning: 'A different notice with this number is known.',
    advice: 'Keep both; ask the peer which holds.',
    en: (d) =>
      `${d.name} signed two different notices with number ${d.found}. Keep both, and ask the peer which of them holds.`,
    fr: (d) =>
      `${d.name} a signé deux avis différents sous le numéro ${d.found}. Conservez-les et demandez au pair lequel vaut.`,
  },
  'notice-outdated': {
    status: 'rejected',
    meaning: 'A newer notice is known.',
    en: (d) => `The notice of ${d.name} is number ${d.found}, and number ${d.expected} is known. It changes nothing.`,
    fr: (d) =>
      `L’avis de ${d.name} porte le numéro ${d.found}, et le numéro ${d.expected} est connu. Il ne change rien.`,
  },
  'gateway-unknown': {
    status: 'usage',
    meaning: 'No peer with the role gateway bears this name.',
    advice: 'Add its card first.',
    en: (d) => `${d.name} is no peer with the role gateway here. Add its card with "scelle peer add" first.`,
    fr: (d) =>
      `${d.name} n’est pas ici un pair au rôle de passerelle. Ajoutez d’abord sa carte avec « scelle peer add ».`,
  },
  'gateway-for-role': {
    status: 'usage',
    meaning: 'Only the card of an authority can name a gateway.',
    advice: 'Nothing was issued; name an address instead (`--address`).',
    en: (d) =>
      `${d.name} is ${d.found}, and only the card of an authority can name a gateway: every peer would refuse this one. Nothing was issued.`,
    fr: (d) =>
      `${d.name} a le rôle ${d.found}, et seule la carte d’une autorité peut nommer une passerelle : tout pair refuserait celle-ci. Rien n’a été émis.`,
  },
  'peer-revoked': {
    status: 'usage',
    meaning: 'Every signing key of the peer is revoked here.',
    advice: 'Add its next card; where it has no key left, with `--reintroduce`.',
    en: (d) =>
      `Every signing key of ${d.name} is revoked here, so that nothing it shows counts. Add its next card ("scelle peer add", with --reintroduce where it has no key left), or use another party.`,
    fr: (d) =>
      `Toutes les clés de signature de ${d.name} sont révoquées ici ; rien de ce qu’il présente ne vaut. Ajoutez sa prochaine carte (« scelle peer add », avec --reintroduce s’il ne lui reste aucune clé), ou employez une autre partie.`,
  },
  'card-certificates-full': {
    status: 'usage',
    meaning: 'The next card would have to name more certificates than there is room for.',
    advice: 'Put announced certificates into use first, here and at the gateway.',
    en: (d) =>
      `The next card would name ${d.found} certificates, its own and those of ${d.name}, and there is room for ${d.limit}. Put an announced one into use first ("scelle key rotate certificate --activate"), here or at ${d.name}, and add the card of ${d.name}.`,
    fr: (d) =>
      `La prochaine carte nommerait ${d.found} certificats, les siens et ceux de ${d.name}, et il y a place pour ${d.limit}. Mettez d’abord en usage un certificat annoncé (« scelle key rotate certificate --activate »), ici ou chez ${d.name}, et ajoutez la carte de ${d.name}.`,
  },
  'certificate-public': {
    status: 'usage',
    meaning: 'A gateway cannot show a certificate of a public authority: the card of its authority names certificates.',
    advice: 'Take `certificate-file` out of the `scelle.toml` of the gateway, and issue its card again.',
    en: (d) =>
      `${d.name} is a gateway, and cannot show a certificate of a public authority, because the card of its authority names certificates. Take certificate-file out of its scelle.toml, and issue its card again ("scelle card --address").`,
    fr: (d) =>
      `${d.name} est une passerelle et ne peut présenter un certificat d’une autorité publique, car la carte de son autorité nomme des certificats. Retirez certificate-file de son scelle.toml et émettez de nouveau sa carte (« scelle card --address »).`,
  },
  'certificate-not-named': {
    status: 'usage',
    meaning: 'The receiver would show a certificate that the newest card of the station does not name.',
    advice: 'Issue the card that fits, and hand it out.',
    en: (d) =>
      `${d.file}: the newest card of this station does not fit this certificate, and every sender would take the receiver for somebody else. Issue the card that does ("scelle card --address", or "scelle key rotate certificate --at-once" where the certificate was put there by hand), and hand it out.`,
    fr: (d) =>
      `${d.file} : la dernière carte de ce poste ne convient pas à ce certificat, et tout expéditeur prendrait le récepteur pour un autre. Émettez celle qui convient (« scelle card --address », ou « scelle key rotate certificate --at-once » si le certificat a été mis là à la main) et distribuez-la.`,
  },
  'not-a-gateway': {
    status: 'usage',
    meaning: 'Only a gateway receives for another party.',
    advice: '`scelle init --role gateway --for PARTY`.',
    en: (d) => `Only a station with the role gateway receives for another party; this one is ${d.found}.`,
    fr: (d) => `Seul un poste au rôle de passerelle reçoit pour une autre partie ; celui-ci est ${d.found}.`,
  },
});
