import { formatReview } from '../../cosign/review-view.ts';
import type { Line } from '../../kernel/line.ts';
import { formatTable } from '../../kernel/table.ts';
import { formatManifest, type ManifestLabels } from '../../verify/manifest-view.ts';
import { results as cards } from '../cards/fr.ts';
import { results as formats } from '../formats/fr.ts';
import { results as imports } from '../import/fr.ts';
import { results as media } from '../media/fr.ts';
import { results as network } from '../network/fr.ts';
import { results as shares } from '../shares/fr.ts';
import { results as station } from '../station/fr.ts';
import { results as upkeep } from '../upkeep/fr.ts';
import type { ResultTexts } from './texts.ts';

const manifestLabels: ManifestLabels = {
  batch: 'lot',
  created: 'créé',
  period: 'période des faits',
  profile: 'profil',
  records: 'enregistrements',
  controllers: 'par responsable',
  attachments: 'segments',
  payload: 'charge utile',
  sealedTo: 'scellé pour',
  previous: 'manifeste précédent',
  merkleRoot: 'racine de Merkle',
  producer: 'logiciel',
};

const verdicts = { accepted: 'ACCEPTÉ', held: 'EN ATTENTE', rejected: 'REJETÉ', duplicate: 'DOUBLON' } as const;
const levels = { sealed: 'scellé', full: 'complet' } as const;

const testDataMark = 'DONNÉES D’ESSAI';

/** The line that marks a batch of test data; none for any other. */
function testDataLines(testData: boolean): Line[] {
  return testData ? [{ text: `${testDataMark} : les enregistrements de ce lot sont inventés.`, tone: 'warning' }] : [];
}

/** What commands show in French. */
export const fr: ResultTexts = {
  ...formats,
  ...imports,
  ...media,
  ...network,
  ...shares,
  ...station,
  ...upkeep,
  ...cards,
  progress: {
    generate: 'Création',
    convert: 'Enregistrements convertis :',
    pack: 'Enregistrements scellés :',
    payload: 'Vérification de la charge utile',
    content: 'Vérification du contenu',
  },

  askPassphrase: (file) => `Phrase secrète de ${file} : `,
  askNewPassphrase: (file) => `Nouvelle phrase secrète pour ${file} : `,
  askPassphraseAgain: 'La même phrase secrète encore une fois : ',
  askToSign: 'Signer ce lot ? (oui/non) ',
  sampleNotShown: (indices) =>
    `Non affiché, car ceci n’est pas un terminal et aucun journal ne doit contenir d’enregistrements : examinez les enregistrements ${indices.map((index) => index + 1).join(', ')} du lot.`,

  passphraseFileReadable: (file) =>
    `${file} : d’autres utilisateurs peuvent lire cette phrase secrète. Protégez-la par chmod 600.`,
  staleRemoved: (file) => `${file} : laissé inachevé par un processus terminé, et supprimé.`,
  staleElsewhere: (file) => `${file} : laissé inachevé par une autre machine. Supprimez-le si plus rien ne s’y écrit.`,

  signingKeyMade: ({ secretFile, publicFile, keyId, publicKey, fingerprint }) => [
    ...formatTable([
      ['clé secrète', secretFile],
      ['clé publique', publicFile],
      ['numéro', keyId],
      ['', publicKey],
      ['empreinte', fingerprint],
    ]),
    '',
    `Remettez ${publicFile} à l’autre partie par une voie infalsifiable, et comparez l’empreinte.`,
    `Gardez ${secretFile} pour vous, avec une sauvegarde : qui l’a signe en votre nom.`,
  ],
  openingKeyMade: ({ secretFile, publicFile, recipient, fingerprint }) => [
    ...formatTable([
      ['identité', secretFile],
      ['destinataire', publicFile],
      ['', recipient],
      ['empreinte', fingerprint],
    ]),
    '',
    `Remettez ${publicFile} aux expéditeurs par une voie infalsifiable, et comparez l’empreinte.`,
    `Gardez ${secretFile} pour vous, avec une sauvegarde : sans lui, rien ne peut être ouvert.`,
  ],
  generated: ({ folder, records, segments }) => [
    `${folder} : ${records} enregistrements inventés, ${segments} segments. Scellez-les avec --profile ip-evidence-test/1.`,
  ],
  packed: ({ file, manifestDigest, bytes, rejected, manifest }) => [
    ...formatTable([
      ['lot', file],
      ['manifeste', manifestDigest],
      ['enregistrements', String(manifest.records.count)],
      ['segments', `${manifest.attachments.count} (${manifest.attachments.bytes} o)`],
      ['taille', `${bytes} o`],
    ]),
    ...(rejected === 0
      ? []
      : [{ text: `${rejected} enregistrements ont été rejetés et mis à part.`, tone: 'warning' } as const]),
  ],
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
  review: ({ manifest, testData, view }) => [
    ...testDataLines(testData),
    ...formatManifest(manifest, manifestLabels),
    ...(view === null
      ? [{ text: 'Le contenu n’a pas été examiné : la signature dira sample=none.', tone: 'warning' } as const]
      : formatReview(view, {
          providers: 'Enregistrements par fournisseur d’accès',
          protocols: 'Enregistrements par protocole',
          works: 'Enregistrements par œuvre (les dix plus fréquentes)',
          hours: 'Enregistrements par heure (UTC)',
          sample: ({ sample, records }) =>
            `Échantillon aléatoire de ${sample.indices.length} enregistrements sur ${records} (graine ${sample.seed})`,
        })),
  ],
  coSigned: ({ file, role, name, keyId, sample }) => [
    {
      text: `${file} : cosigné comme ${role} par ${name}, clé ${keyId}, sample=${sample ?? 'none'}.`,
      tone: 'good',
    },
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
