import { formatTable, type Line } from '../kernel/line.ts';
import type { en } from './en.ts';
import { formatManifest, type ManifestLabels } from './manifest-view.ts';

/** What the rows of a manifest are called. */
export const manifestLabels: ManifestLabels = {
  batch: 'lot',
  created: 'créé',
  period: 'période des faits',
  profile: 'profil',
  records: 'enregistrements',
  controllers: 'par responsable',
  attachments: 'segments',
  payload: 'charge utile',
  sealedTo: 'chiffré pour',
  previous: 'manifeste précédent',
  merkleRoot: 'racine de Merkle',
  producer: 'logiciel',
};

const testDataMark = 'DONNÉES D’ESSAI';

// Une ligne dit la profondeur à côté du verdict.
const verdicts = {
  accepted: 'ACCEPTÉ',
  sealed: 'ACCEPTÉ',
  held: 'EN ATTENTE',
  rejected: 'REJETÉ',
  duplicate: 'DOUBLON',
} as const;

const levels = { sealed: 'scellé', full: 'complet' } as const;

/** What the commands that verify, open and prove say, and their `--help`, in French. */
export const fr: typeof en = {
  help: {
    commands: {
      inspect: 'montrer le manifeste et les signatures sans rien vérifier',
      verify: 'vérifier des lots',
      open: 'vérifier un lot en entier, puis livrer ses enregistrements',
      prove: 'divulguer un enregistrement avec la preuve qu’il a été scellé',
      'verify-proof': 'vérifier un enregistrement divulgué, sans clé d’ouverture',
    },
    notes: {
      inspect: `
Rien n’est vérifié : c’est ce que le fichier dit de lui-même. - lit l’entrée standard.

Exemple :
  scelle inspect tmg.arcom.music.000001.scelle`,
      verify: `
Avec --identity, tout est vérifié ; avec --sealed, tout ce qui peut l’être sans clé d’ouverture. Le code de sortie de
plusieurs lots est le pire de 4, 1, 3 et 0. - lit l’entrée standard, gardée, encore scellée, dans un fichier privé du
dossier temporaire. Chaque clé donnée par --require doit avoir cosigné.

Exemples :
  scelle verify *.scelle --sealed --signer tmg=tmg.pub --recipient arcom
  scelle verify tmg.arcom.music.000001.scelle --identity arcom.identity --signer tmg=tmg.pub \\
    --require agent=agent-7.pub --report report.html`,
      open: `
DIR reçoit records.jsonl, segments/<sha256>, batch.json, manifest.json et report.json, et n’apparaît que si le lot est
accepté. Avec --out -, les enregistrements vont sur la sortie standard après une vérification complète ; ils sont alors
lus et vérifiés une seconde fois, et doivent être les mêmes octets.

Exemples :
  scelle open tmg.arcom.music.000001.scelle --identity arcom.identity --signer tmg=tmg.pub --out day
  scelle open tmg.arcom.music.000001.scelle --identity arcom.identity --signer tmg=tmg.pub --out - | wc -l`,
      prove: `
Le lot est d’abord vérifié en entier. La preuve contient l’enregistrement, la base légale du lot et, des autres
enregistrements, seulement des empreintes salées.

Exemple :
  scelle prove tmg.arcom.music.000001.scelle --identity arcom.identity --signer tmg=tmg.pub \\
    --record 9f1c5b0e-4c54-4a55-9b1d-7c1f5f3d2a10 --out proof.json`,
      'verify-proof': `
Exemple :
  scelle verify-proof proof.json --signer tmg=tmg.pub`,
    },
  },
  inspection: ({ file, bytes, manifestDigest, testData, manifest, signatures }) => [
    { text: 'NON VÉRIFIÉ : voici ce que le fichier dit de lui-même. « scelle verify » le vérifie.', tone: 'warning' },
    ...testDataLines(testData),
    '',
    ...formatTable([
      ['fichier', `${file} (${bytes} o)`],
      ['SHA-256 du manifeste', manifestDigest],
    ]),
    '',
    ...formatManifest(manifest, manifestLabels),
    '',
    'Signatures, telles qu’elles se présentent :',
    ...formatTable(signatures.map(({ role, keyId, trustedComment }) => [role, keyId, trustedComment])),
    '',
    { text: 'NON VÉRIFIÉ', tone: 'warning' },
  ],
  verdict: ({ file, verdict, level, codes, testData, withoutLedger }) =>
    `${verdicts[verdict].padEnd(10)} ${levels[level].padEnd(7)} ${testData ? `${testDataMark} ` : ''}${file}${codes.length === 0 ? '' : ` : ${codes.join(', ')}`}${withoutLedger ? ' (séquence : non contrôlée)' : ''}`,
  opened: ({ folder, records, segments }) => [
    { text: `${folder} : accepté ; ${records} enregistrements, ${segments} segments.`, tone: 'good' },
  ],
  proven: ({ file, withContent }) => [
    `${file} : divulgue un enregistrement${withContent ? ' et la base légale de son lot' : ''}. Il contient des données personnelles : ne le remettez qu’à qui y a droit.`,
  ],
  proofHolds: ({ sender, keyId, sealedAt, testData, record, content, manifest }) => [
    { text: 'VALIDE : cet enregistrement figure dans un lot scellé par une clé de confiance.', tone: 'good' },
    ...(testData === true
      ? [{ text: `${testDataMark} : l’enregistrement est inventé.`, tone: 'warning' } as const]
      : []),
    '',
    ...formatTable([
      ['scellé par', `${sender}, clé ${keyId}`],
      ['le (selon l’expéditeur)', sealedAt],
      ['lot', `${manifest.sender} → ${manifest.recipient}, ${manifest.stream} ${manifest.sequence}`],
      ['base légale', content?.legalBasis ?? '—'],
      ['autorisation', content?.authorisation ?? '—'],
    ]),
    '',
    ...JSON.stringify(record, null, 2).split('\n'),
  ],
};

/** The line that marks a batch of test data; none for any other. */
export function testDataLines(testData: boolean): Line[] {
  return testData ? [{ text: `${testDataMark} : les enregistrements de ce lot sont inventés.`, tone: 'warning' }] : [];
}
