import { toFrench } from '../kernel/fr.ts';
import type { en } from './en.ts';

const outcomes = {
  accepted: 'accepté',
  held: 'en attente',
  rejected: 'rejeté',
  duplicate: 'doublon : déjà reçu',
  quarantined: 'en quarantaine : on ne s’y fie pas, son numéro reste libre',
  undecided: 'non décidé : clés ou politique ont changé depuis son arrivée',
  settled: 'ouvert ou jugé entre-temps par une autre commande',
  unreadable: 'son fichier n’est pas tel qu’il devrait être',
} as const;

/** What the commands of a station that receives, opens and answers say, and their `--help`, in French. */
export const fr: typeof en = {
  help: {
    commands: {
      init: 'créer un poste : clés, politique, registre et boîtes d’une partie',
      receive: 'recevoir des lots apportés et délivrer les accusés de réception',
      process: 'ouvrir ce qui est reçu et délivrer les accusés de vérification',
      receipt: 'remettre des accusés et prendre ceux qui reviennent',
      'receipt export': 'écrire les accusés que ce poste a délivrés',
      'receipt add': 'prendre des accusés revenus',
      decision: 'remettre les décisions sur des lots refusés et prendre celles qui reviennent',
      'decision export': 'écrire les décisions que ce poste a rendues',
      'decision add': 'prendre les décisions d’un destinataire sur des lots de ce poste',
      judge: 'trancher sur un lot qui requiert une intervention',
    },
    notes: {
      init: `
DIR reçoit scelle.toml (la politique : lisez-la), keys/, outbox/, inbox/, held/, quarantine/, receipts/ et ledger.db.
La phrase secrète protège les clés qu’emploie une personne ; celles des accusés et du journal n’en ont pas. Les
commandes trouvent le poste par --station, par SCELLE_STATION, ou par le scelle.toml le plus proche vers le haut.

Exemple :
  scelle init desk --name tmg --role collector`,
      receive: `
Tout ce qui se passe de clé d’ouverture est contrôlé. Le lot suivant d’un flux est accepté ; un lot ultérieur est
mis en attente jusqu’à l’arrivée de ceux qui manquent, puis suit de lui-même ; ce qui est déjà venu est un doublon et reçoit
le même accusé. Ce qui est endommagé ou non authentique va dans quarantine/. Un fichier à vous, dans le même système de fichiers, est gardé sous un second nom
au lieu d’une copie, et mis en lecture seule. Le code de sortie est le pire de 4,
1 (rejeté, en quarantaine), 3 (en attente) et 0.

Exemple :
  scelle receive /media/dvd/*.scelle --station desk`,
      process: `
Les lots sont ouverts dans l’ordre de leurs flux, avec la clé d’ouverture du poste, ou avec --identity, ou avec --share
pour chaque dépositaire. Ce qui est chiffré pour une clé d’ouverture précédente du poste (keys/opening.card-N.identity) est
ouvert avec celle-là. Le contenu est vérifié en mémoire ; rien n’est écrit. Le code de sortie est le pire de
1 (rejeté), 3 (un point n’a pu être décidé) et 0.

Exemples :
  scelle process --station desk
  scelle process --station desk --share ann.share-1-of-3 --share bob.share-2-of-3`,
      receipt: '',
      'receipt export': `
Chaque accusé devient BATCH.STAGE.json, avec sa signature minisign à côté ; si plusieurs lots portent un même numéro,
les premiers chiffres de l’empreinte du manifeste s’y ajoutent. Seul un accusé plus ancien du même lot et du même stade
est remplacé.

Exemple :
  scelle receipt export --to tmg --out /media/usb`,
      'receipt add': `
RECEIPT est le fichier .json ; son .minisig doit se trouver à côté, et peut être nommé aussi. Chacun est contrôlé avec les clés de son émetteur et
avec ce qui a été envoyé. Un lot ne compte comme livré qu’avec un accusé.

Exemple :
  scelle receipt add /media/usb/*.json`,
      decision: '',
      'decision export': `
Une décision apprend à l’expéditeur d’un lot sans accusé que ce lot est rejeté : il a été refusé avant sa remise, ou
« scelle judge » l’a rejeté parce que l’heure de son cachet n’était pas valable. Chacune devient
LOT.CHIFFRES.decision.json, sa signature minisign à côté. Par le réseau, les expéditeurs les obtiennent d’eux-mêmes ;
les disques ne les portent pas.

Exemple :
  scelle decision export --to tmg --out /media/usb`,
      'decision add': `
DECISION est le fichier .json ; son .minisig doit être à côté et peut aussi être nommé. Chacune est contrôlée avec les clés
de la partie qui l’a rendue et avec ce qui a été envoyé. Un lot rejeté se corrige ensuite par « scelle pack --replaces ».

Exemple :
  scelle decision add /media/usb/*.decision.json`,
      judge: `
Pour les lots que « scelle status » montre comme requérant une intervention : cosignataire inconnu, signature antérieure à la
révocation de sa clé mais arrivée ensuite, bifurcation, double emploi d’un numéro, ou fichier en quarantaine, qui ne peut
qu’être rejeté définitivement. Si seule l’heure de son cachet n’est pas valable, ou que sa clé est révoquée et que
l’expéditeur le confirme (--sender-confirms), celui-ci apprend le rejet par une décision (« scelle decision export »).
Le motif entre au journal de traçabilité. Accepter lève ce qu’attendait le lot, jamais la règle de sa place dans le
flux : ce qui prend le numéro d’un autre lot ne peut qu’être rejeté.

Exemple :
  scelle judge tmg.arcom.music.000042 --accept --reason "agent 9 confirmé au téléphone, clé dans la prochaine carte"`,
    },
  },
  stationMade: ({ folder, name, role }) => [
    { text: `Poste de ${name} (${toFrench(role)}) : ${folder}`, tone: 'strong' },
    `Lisez ${folder}/scelle.toml : c’est la procédure que suit le poste.`,
    'Donnez ensuite votre carte (« scelle card ») à vos pairs, et ajoutez les leurs (« scelle peer add »).',
  ],
  arrival: ({ file, outcome, codes }) => `${file} : ${outcomes[outcome]}${formatCodes(codes)}`,
  followed: ({ sender, stream, sequence, outcome, codes }) =>
    `${sender}, ${stream} ${sequence} attendait : ${outcomes[outcome]}${formatCodes(codes)}`,
  nothingToOpen: 'Rien de reçu n’attend d’être ouvert.',
  processed: ({ name, outcome, records, codes }) =>
    `${name} : ${outcomes[outcome]} ; ${records} enregistrements${formatCodes(codes)}`,
  receiptsExported: ({ folder, files }) => [
    `${folder} : ${files.filter(({ isNew }) => isNew).length} accusés écrits, ${files.length} en tout.`,
  ],
  receiptAdded: ({ batch, stage, outcome, codes, state, isKnown }) =>
    `${batch} : accusé de ${toFrench(stage)}, ${toFrench(outcome)}${formatCodes(codes)} ; état du lot : ${toFrench(state)}${isKnown ? ' (déjà connu)' : ''}.`,
  decisionsExported: ({ folder, files }) => [
    `${folder} : ${files.filter(({ isNew }) => isNew).length} décisions écrites, ${files.length} en tout.`,
  ],
  decisionAdded: ({ batch, outcome, codes, state, isKnown, recipient, stream, sequence }) => [
    {
      text: `${batch} : ${outcomes[outcome]} par une décision${formatCodes(codes)} ; état du lot : ${toFrench(state)}${isKnown ? ' (déjà connu)' : ''}.`,
      tone: 'warning',
    },
    ...(state === 'rejected' ? [formatCorrection({ recipient, stream, sequence })] : []),
  ],
  judged: ({ batch, decision, decided }) => [
    `${batch} : ${decision === 'accept' ? 'accepté' : 'rejeté'} ; inscrit au journal.`,
    ...(decided === null
      ? []
      : [
          `C’est le lot ${decided.name}, et son numéro est employé. ${decided.sender} obtient la décision par son prochain « scelle sync », ou par fichier : scelle decision export --to ${decided.sender} --out DIR`,
        ]),
  ],
};

function formatCodes(codes: readonly string[]): string {
  return codes.length === 0 ? '' : ` (${codes.join(', ')})`;
}

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
