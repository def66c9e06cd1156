import { toFrench } from '../kernel/fr.ts';
import { formatTable } from '../kernel/line.ts';
import type { en } from './en.ts';

const outcomes = {
  accepted: 'remis',
  held: 'remis ; il y attend un lot précédent',
  rejected: 'remis, et rejeté',
  duplicate: 'était déjà ici',
  quarantined: 'endommagé ou non authentifié ; non conservé',
  unsigned: 'non envoyé : des cosignatures manquent',
  barred: 'non envoyé : scelle.toml ne le laisse aller que par d’autres canaux',
  suspended: 'non envoyé : le canal est suspendu',
  failed: 'non envoyé',
  left: 'non envoyé',
} as const;

const states = { open: 'ouvert', suspended: 'suspendu' } as const;

/** What the commands of the network say, and their `--help`, in French. */
export const fr: typeof en = {
  help: {
    commands: {
      serve: 'recevoir des lots par le réseau',
      upload: 'téléversements inachevés d’un récepteur',
      'upload list': 'montrer les téléversements en cours et leur avancement',
      'upload drop': 'retirer ce qui est arrivé d’un téléversement',
      send: 'remettre par le réseau les lots de la boîte d’envoi',
      sync: 'envoyer ce qui attend, chercher les accusés et rendre compte',
      channel: 'suspendre et reprendre le canal réseau avec un pair',
      'channel suspend': 'suspendre la remise par le réseau avec un pair',
      'channel resume': 'rétablir la remise par le réseau avec un pair',
      'channel show': 'montrer l’état des canaux et les avis émis',
      pull: 'chercher ce qui est arrivé à la passerelle et lui remettre les accusés',
    },
    notes: {
      serve: `
Les appelants sont connus par les certificats que nomment les cartes des pairs. Chaque lot est jugé sur son manifeste et ses
signatures avant qu’un octet n’en soit pris, vérifié une fois entier, et reçoit un accusé signé ; un téléversement interrompu
reprend où il en était. Le journal va sur la sortie d’erreur, une ligne de JSON par événement. SIGTERM y met fin : ce qui est
en cours de remise est remis.

Il refuse de démarrer sur un hôte qui porte une clé d’ouverture, sauf si scelle.toml dit single-host = true. scelle.toml est
lu une fois, au démarrage ; cartes, révocations et suspensions valent aussitôt.

Exemples :
  scelle serve --station gate --listen 0.0.0.0:8443 --metrics 9464`,
      send: `
Sans BATCH, tout ce qui n’a pas d’accusé de remise est envoyé. Chaque lot est annoncé ; seul ce que le destinataire n’a pas est
envoyé, à partir de l’octet où cela s’est arrêté. Un lot compte comme remis avec un accusé signé, et avec rien d’autre. Les
coupures sont attendues un quart d’heure.

Code de sortie : 0 remis · 1 refusé · 2 un autre certificat que celui de la carte · 3 le canal est suspendu, ou autre chose
doit d’abord se passer · 4 personne ne répond · 5 le destinataire n’a plus de place · 130 interrompu : l’envoi reprendra

Exemples :
  scelle send --pending --station desk
  scelle send tmg.arcom.music.000042
  scelle send --to arcom --parallel 4 --watch`,
      sync: `
Pour un minuteur : ce que fait « scelle send --pending », pour chaque autorité dont la carte nomme une adresse ; puis les
accusés qu’elles ont émis depuis. Le code de sortie est celui de « scelle send », et 1 si un lot fut rejeté plus tard.

Exemple :
  scelle sync --station desk`,
      channel: '',
      'channel suspend': `
L’avis signé entre au journal de traçabilité ici et, au prochain appel, là-bas. Le récepteur répond désormais par lui ;
ce qui est arrivé reste. Les lots viennent par disques en attendant (« scelle media »). S’il y a une passerelle,
dites-le-lui : « scelle pull GATEWAY ».

Exemple :
  scelle channel suspend tmg --reference "décision 2011-17" --reason "données trouvées sur un serveur ouvert"`,
      'channel resume': `
Le pair envoie alors exactement ce que les disques n’ont pas apporté.

Exemple :
  scelle channel resume tmg --reference "décision 2011-42" --reason "mesures vérifiées"`,
      upload: '',
      'upload list': `
Ce qui fut annoncé et n’est pas arrivé en entier, le plus longtemps muet d’abord. La place de ses octets manquants est
réservée cinq minutes après le dernier, pour qui n’est ni suspendu ni révoqué ; après sept jours sans octet, il est retiré.

Exemple :
  scelle upload list`,
      'upload drop': `
Par les premiers chiffres de son numéro ou de son manifeste, même si un récepteur tourne. L’expéditeur le recommence à sa
prochaine synchronisation : « scelle channel suspend » l’en empêche.

Exemple :
  scelle upload drop 5b1f09ac --reason "la machine de l’expéditeur n’existe plus"`,
      'channel show': `
Exemple :
  scelle channel show tmg`,
      pull: `
Pour le poste derrière une passerelle ; il ouvre lui-même la liaison. Les avis d’abord, puis ce qui est arrivé est cherché et
vérifié comme si un inconnu l’apportait, puis les accusés repartent. La passerelle lâche un lot avec l’accusé de remise.

Exemple :
  scelle pull arcom-gate --station inner && scelle process --station inner && scelle pull arcom-gate --station inner`,
    },
  },
  serving: ({ port, metricsPort }) =>
    `Réception sur le port ${port}${metricsPort === null ? '' : `, comptes sur le port ${metricsPort}`}. SIGTERM y met fin.`,
  batchSent: ({ name, outcome, bytes, codes }) =>
    `${name} : ${outcome === 'held' ? describeHeld(codes) : outcomes[outcome]}${bytes > 0 ? ` (${bytes} octets envoyés)` : ''}`,
  batchDecided: ({ name, recipient, stream, sequence, codes }) =>
    `${name} : rejeté par une décision (${codes.join(', ')}). Corrigez ce que disent les codes : scelle pack … --to ${recipient} --stream ${stream} --replaces ${sequence}`,
  batchesLeft: (count) => `Non essayés : ${count}.`,
  nothingToSend: 'Tout ce qui est dans la boîte d’envoi a reçu un accusé.',
  nobodyToCall: 'Aucune autorité parmi les pairs n’a de carte avec une adresse.',
  channelSuspended: ({ peer, notice }) => [
    {
      text: `${peer} : le canal réseau est suspendu par ${notice.station} depuis ${notice.issuedAt} (${notice.reference} : ${notice.reason}).`,
      tone: 'warning',
    },
    'Jusqu’à la reprise, remettez sur disques :',
    `  scelle media write --pending --to ${peer} --spare-discs 1 --iso --out parcel`,
  ],
  receiptFetched: ({ batch, stage, outcome, codes }) =>
    `${batch} : accusé de ${toFrench(stage)}, ${toFrench(outcome)}${codes.length === 0 ? '' : ` (${codes.join(', ')})`}`,
  synced: ({ peer, sent, waiting, receipts }) =>
    `${peer} : lots remis : ${sent} ; en attente : ${waiting} ; accusés reçus : ${receipts}.`,
  noticeIssued: ({ notice, gateway }) => [
    {
      text: `Le canal réseau avec ${notice.peer} est ${states[notice.state]} (avis ${notice.number}).`,
      tone: 'good',
    },
    ...(gateway === null ? [] : [`Dites-le à la passerelle : scelle pull ${gateway}`]),
  ],
  uploads: (uploads) =>
    uploads.length === 0
      ? ['Aucun téléversement n’est inachevé.']
      : uploads.map(
          ({ id, peer, manifest, received, bytes, announcedAt, changedAt }) =>
            `${id.slice(0, 16)}  ${peer} : manifeste ${manifest.slice(0, 16)}, ${received} o sur ${bytes}, annoncé le ${announcedAt}, dernier octet le ${changedAt}`,
        ),
  uploadDropped: ({ peer, manifest, received }) =>
    `Le téléversement de ${peer} (manifeste ${manifest.slice(0, 16)}) est retiré avec ses ${received} o. C’est inscrit au journal.`,
  channels: ({ channels, notices }) => [
    ...formatTable(channels.map(({ peer, state }) => [peer, states[state]])),
    ...notices.map(
      ({ issuedAt, station, peer, number, state, reference, reason }) =>
        `  ${issuedAt} ${station} → ${peer} ${number} : ${states[state]} (${reference} : ${reason})`,
    ),
  ],
  batchPulled: ({ name, outcome, codes }) =>
    `${name} : ${outcome === 'accepted' ? 'accepté' : outcome === 'held' ? 'en attente' : outcomes[outcome]}${codes.length === 0 ? '' : ` (${codes.join(', ')})`}`,
  notHandedOn: ({ kind, name, gateway, reason }) =>
    kind === 'notice'
      ? `L’avis sur le canal avec ${name} n’a pas pris effet à ${gateway} : ${reason}`
      : `${name} : l’accusé n’a pas été transmis. ${reason}`,
  receiptRefused: ({ batch, reason }) => `${batch} : l’accusé n’a pas été pris. ${reason}`,
  moreOfThem: (count) => `… et ${count} autres (--json)`,
  pulled: ({ gateway, batches, receipts }) => `${gateway} : lots cherchés : ${batches} ; accusés remis : ${receipts}.`,
  decisionTaken: ({ batch, codes }) => `${batch} : refusé à la passerelle, et rejeté (${codes.join(', ')})`,
};

/** What a batch that the recipient holds waits for. */
function describeHeld(codes: readonly string[]): string {
  const others = codes.filter((code) => code !== 'sequence-gap');
  return others.length === 0 ? outcomes.held : `remis ; une personne en décide là-bas (${others.join(', ')})`;
}
