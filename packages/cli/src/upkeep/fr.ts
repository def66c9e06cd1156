import type { Act } from '@scelle/station';
import { toFrench } from '../kernel/fr.ts';
import { formatTable, formatWords } from '../kernel/line.ts';
import type { en } from './en.ts';
import type { CheckLabels } from './views.ts';

const labels: CheckLabels = {
  modes: 'droits',
  settings: 'réglages',
  ledger: 'registre',
  custody: 'journal',
  files: 'lots',
  'own-keys': 'clés propres',
  'peer-keys': 'clés des pairs',
  certificates: 'certificats',
  clock: 'horloge',
  space: 'place libre',
  software: 'logiciel',
  backup: 'sauvegarde',
  numbers: 'numéros',
};

/** What the custody log calls acts. One of a later version stays as it is. */
const acts: Readonly<Record<Act, string>> = {
  'backup-made': 'sauvegarde faite',
  'batch-adopted': 'lot inscrit après coup',
  'batch-co-signed': 'lot cosigné',
  'batch-decided': 'décision rendue sur un lot',
  'batch-erased': 'lot effacé',
  'batch-followed': 'lot accepté à la suite',
  'batch-handed-on': 'lot transmis par la passerelle',
  'batch-imported': 'lot intégré',
  'batch-judged': 'lot tranché',
  'batch-opened': 'lot ouvert',
  'batch-packed': 'lot scellé',
  'batch-received': 'lot reçu',
  'batch-refused': 'lot refusé',
  'batch-restored': 'lot retrouvé d’après un accusé',
  'batch-sent': 'lot envoyé',
  'batch-undecided': 'lot laissé sans décision',
  'blocks-supplied': 'blocs fournis de nouveau',
  'certificate-activated': 'certificat mis en service',
  'channel-resumed': 'canal rouvert',
  'channel-suspended': 'canal suspendu',
  'copy-received': 'copie reçue',
  'copy-set-aside': 'copie mise de côté',
  'decision-added': 'décision reçue',
  'decision-contradicted': 'décision contredite',
  'discs-opened': 'colis de disques ouvert',
  'discs-packed': 'colis de disques fait',
  'file-restored': 'fichier remis en place',
  'key-revoked': 'clé révoquée',
  'own-card-issued': 'carte émise',
  'peer-card-confirmed': 'carte d’un pair confirmée',
  'quarantine-seen': 'quarantaine examinée',
  'receipt-added': 'accusé de réception reçu',
  'receipt-handed-on': 'accusé transmis par la passerelle',
  'receiver-started': 'récepteur démarré',
  'receiver-stopped': 'récepteur arrêté',
  'sequence-confirmed': 'numéro d’ordre confirmé',
  'set-dropped': 'jeu de disques abandonné',
  'settings-changed': 'réglages modifiés',
  'station-created': 'poste créé',
  'station-examined': 'poste examiné',
  'station-restored': 'poste restauré',
  'upload-dropped': 'téléversement abandonné',
};

/** What the commands that look after a station say, and their `--help`, in French. */
export const fr: typeof en = {
  help: {
    commands: {
      custody: 'contrôler et montrer le journal de traçabilité',
      'custody verify': 'trouver altérations, retraits et coupures du journal',
      'custody show': 'montrer la vie d’un lot à ce poste',
      'custody export': 'écrire le journal avec sa tête signée',
      status: 'montrer ce qui est envoyé, acquitté, attendu, en attente et manquant',
      doctor: 'examiner si le poste est tel que sa procédure le demande',
      backup: 'écrire une sauvegarde du poste, chiffrée pour sa propre clé d’ouverture',
      restore: 'faire un poste d’une sauvegarde',
      'confirm-sequence': 'confirmer le dernier numéro d’un flux, pour qu’un poste restauré puisse reprendre',
    },
    notes: {
      custody: '',
      'custody verify': `
Sans EXPORT, le journal du poste est contrôlé ; avec lui, un journal exporté, par --key ou par la clé du poste.
--against prend des accusés émis par ce poste et des têtes signées, conservés ailleurs, chacun avec son .minisig à
côté : ce qui fut coupé derrière eux est trouvé aussi.
Code de sortie 1 si quelque chose ne va pas.

Exemples :
  scelle custody verify --against kept/tmg.arcom.music.000042.delivery.json
  scelle custody verify custody.jsonl --key custody.jsonl.pub`,
      'custody show': `
BATCH est un nom tel que tmg.arcom.music.000042, ou l’empreinte de son manifeste.

Exemple :
  scelle custody show tmg.arcom.music.000042 --report life.html`,
      'custody export': `
FILE reçoit une entrée par ligne ; à côté, FILE.head.json, son .minisig, et FILE.pub, la clé qui le contrôle.

Exemple :
  scelle custody export --out custody-2026-11.jsonl`,
      status: `
Code de sortie 5 si une intervention est requise : lacune, lot rejeté ou en quarantaine, décision, copie d’un lot que le registre ne nomme pas, jeu de disques
incomplet, erreur dans scelle.toml, qui arrête toutes les autres commandes.

Exemple :
  scelle status --station desk --watch`,
      doctor: `
Sont examinés : droits des fichiers, scelle.toml, registre, journal, fichiers des lots, clés et certificats de toutes
les parties, horloge, place libre, âge du logiciel, âge de la dernière sauvegarde, numéros après une restauration. Le
résultat entre au journal : qui demande plus tard voit que l’examen a eu lieu. Code de sortie 5 si une intervention est
requise, bientôt ou tout de suite.

Exemples :
  scelle doctor --station desk
  scelle doctor --json`,
      backup: `
La sauvegarde contient scelle.toml, le registre, les clés telles qu’elles sont gardées (leur phrase secrète y reste), et les
lots qui ne sont pas encore intégrés. C’est un fichier age autour d’un tar. Seule la clé d’ouverture l’ouvre : gardez
cette clé, ou ses parts, ailleurs aussi. Pendant la sauvegarde, aucune autre commande ne modifie le poste.

Exemples :
  scelle backup --out /media/usb/tmg.backup.age
  scelle backup --recipient-key coffre.recipient --out /media/usb/tmg.backup.age`,
      restore: `
DIR ne doit pas exister. Qui connaît le destinataire peut faire un tel fichier : comparez les mots affichés avec ceux de
votre carte. Le poste restauré ignore ce qui fut envoyé après la sauvegarde, et refuse de composer des lots tant que le
dernier numéro de chaque flux n’est pas confirmé (« scelle confirm-sequence »). L’ancien poste et le poste restauré ne
doivent jamais travailler tous les deux.

Exemples :
  scelle restore tmg.backup.age --identity opening.identity --out desk
  scelle restore tmg.backup.age --share ann.share-1-of-3 --share bob.share-2-of-3 --out desk`,
      'confirm-sequence': `
Demandez au pair tous les accusés qu’il a émis, et ajoutez-les : ils apprennent au poste ce qu’il avait envoyé. Remettez
dans outbox/ les lots que vous avez encore et que le pair ne connaît pas. Puis dites quel numéro fut le dernier. Un
numéro employé deux fois ressemble à un double récit. S’il y a une ligne vers le pair, il lui est demandé quel numéro il
a en dernier ; sinon --reason doit dire comment on le sait, car un accusé montre seulement qu’un numéro fut employé. Un
numéro plus élevé que ceux du registre demande --manifest : le pair le trouve par « scelle custody show », et le lot
suivant le nomme.

Exemples :
  scelle confirm-sequence --peer arcom --stream music --last 42
  scelle confirm-sequence --peer arcom --stream music --last 44 --manifest 9f86d0… --reason "arcom, par téléphone"
  scelle confirm-sequence --peer arcom --stream film --last 0 --reason "le flux est nouveau"`,
    },
  },
  custodyIntact: ({ entries, hash }) => `Le journal est intact : ${entries} entrées, la dernière ${hash ?? '–'}.`,
  custodyBroken: ({ entries, problems }) =>
    `Le journal a été altéré : ${problems} anomalies sur ${entries} entrées. Conservez-le et comparez-le aux exports.`,
  custodyUnsigned: ({ entries }) =>
    `La chaîne de ${entries} entrées est intacte, mais ses têtes ne sont pas signées par la clé du contrôle. Assurez-vous que c’est la clé de journal de son poste ; si c’est elle, quelqu’un d’autre a fait ce journal.`,
  acts: (word) => (acts as Readonly<Record<string, string>>)[word] ?? toFrench(word),
  batchLifePage: {
    title: 'Chaîne de conservation',
    heading: 'Chaque acte qui concerne le lot',
    columns: ['Entrée', 'Heure (UTC)', 'Qui et où', 'Acte', 'Résultat', 'Détails'],
    labels: { station: 'Poste', manifest: 'Manifeste' },
  },
  statusWords: {
    station: ({ station, role }) => `${station} (${toFrench(role)})`,
    sent: ({ recipient, stream, last }) => `vers ${recipient}, ${stream} : ${last} scellés`,
    received: ({ sender, stream, expected }) => `de ${sender}, ${stream} : prochain ${expected}`,
    nothing: 'Rien n’a encore été envoyé ni reçu.',
    unacknowledged: (sequence, since, state) => `${sequence} non acquitté : ${toFrench(state)} depuis ${since}`,
    rejected: 'rejetés',
    decided: ({ recipient, stream }, { sequence, codes }) => [
      `${sequence} est refusé par une décision${formatCodes(codes)}.`,
      formatCorrection({ recipient, stream, sequence }),
    ],
    held: 'en attente',
    missing: 'manquants',
    missingFar: ({ first, last }) =>
      `manquants : au moins 1000 numéros, à partir de ${first}. Le dernier lot en attente porte le numéro ${last} : demandez à l’expéditeur si c’est exact.`,
    toJudge: 'à trancher',
    unopened: (count, role) =>
      role === 'gateway' ? `${count} à chercher (scelle pull)` : `${count} à ouvrir (scelle process)`,
    quarantined: 'en quarantaine (scelle judge FILE --reject, une fois vu)',
    undecided: ({ file, codes }) =>
      `${file} fait attendre son flux (${codes.join(', ')}) : appelez l’expéditeur, puis informez-le par une décision : scelle judge ${file} --reject ${codes.includes('key-revoked') ? '--sender-confirms ' : ''}--reason TEXTE`,
    contradicting: ({ sender, stream, sequence, digest, at }) =>
      `${sender}, ${stream} : un autre lot a été envoyé sous le numéro ${sequence} (manifeste ${digest.slice(0, 16)}, refusé ${at}). Demandez à ${sender} lequel est le vrai, et d’où vient le second.`,
    needsPerson: 'Intervention requise.',
  },
  unrecorded: 'absents du registre (scelle receive FILE)',
  checkNames: labels,
  health: ({ outcome, isRecorded }) => [
    outcome === 'ok'
      ? { text: 'Le poste est en ordre.', tone: 'good' }
      : { text: 'Intervention requise.', tone: outcome === 'failed' ? 'bad' : 'warning' },
    ...(isRecorded
      ? []
      : [
          {
            text: 'Le journal de traçabilité ne dit rien de cet examen : rien n’a pu y être écrit.',
            tone: 'warning' as const,
          },
        ]),
  ],
  backupMade: ({ file, bytes, sha256, batches }) => [
    ...formatTable([
      ['sauvegarde', file],
      ['SHA-256', sha256],
      ['lots', String(batches)],
      ['taille', `${bytes} o`],
    ]),
    'Gardez-la ailleurs, et la clé d’ouverture à un troisième endroit.',
  ],
  stationRestored: ({ folder, station, madeAt, words }) => [
    { text: `${folder} : le poste de ${station} tel qu’il était à ${madeAt}.`, tone: 'good' },
    'Comparez ces mots avec ceux de votre carte qu’un pair a confirmée :',
    ...formatWords(words),
    'Assurez-vous que l’ancien poste ne travaille plus jamais.',
    'Il ne compose aucun lot avant que le dernier numéro du flux soit confirmé (scelle confirm-sequence).',
  ],
  sequenceConfirmed: ({ peer, stream, last, source }) => [
    {
      text: `${peer}, ${stream} : ${source === 'receiver' ? `${last} est le dernier numéro qu’a ${peer}, à ce qu’il dit ; ce qui est encore en route vers lui, il ne le sait pas` : `${last} fut le dernier numéro, à ce que vous dites`}. Le suivant est ${last + 1}.`,
      tone: 'good',
    },
  ],
};

/** The command that ends a rejection. */
function formatCorrection({
  recipient,
  stream,
  sequence,
}: {
  readonly recipient: string;
  readonly stream: string;
  readonly sequence: number;
}): string {
  return `Corrigez ce que disent les codes : scelle pack … --to ${recipient} --stream ${stream} --replaces ${sequence}`;
}

function formatCodes(codes: readonly string[]): string {
  return codes.length === 0 ? '' : ` (${codes.join(', ')})`;
}
