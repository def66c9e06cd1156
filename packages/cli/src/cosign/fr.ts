import type { Anomaly } from '@scelle/station';
import { manifestLabels, testDataLines } from '../verify/fr.ts';
import { formatManifest } from '../verify/manifest-view.ts';
import type { en } from './en.ts';
import { formatReview } from './review-view.ts';

/** What the commands that co-sign say, and their `--help`, in French. */
export const fr: typeof en = {
  help: {
    commands: {
      cosign: 'examiner un lot et le cosigner',
    },
    notes: {
      cosign: `
Avec --identity (et --signer), le lot est d’abord vérifié en entier, et vous voyez ce que vous signez : des décomptes,
et dix enregistrements tirés au sort par une graine qui entre dans la signature. Les indices ne dépendent que de la
graine et du nombre d’enregistrements : pour i = 0, 1, …, les 8 premiers octets de SHA-256(graine || i sur 8 octets,
gros-boutien), modulo ce nombre ; les valeurs à partir de son plus grand multiple sous 2^64 et les répétitions sont
écartées. Les enregistrements de l’échantillon ne
sont affichés que sur un terminal, car aucun journal ne doit en contenir. Sans --identity, le contenu n’est pas
examiné, et la signature dit sample=none ; avec --signer, le cachet est tout de même vérifié.
Avec --pending, chaque lot de la boîte d’envoi d’un poste auquel manque une cosignature de ce rôle est montré, avec ce
qu’il a d’inhabituel, et signé si vous le confirmez.

Exemple :
  scelle cosign tmg.arcom.music.000001.scelle --key agent-7.key --role agent --name agent-7 \\
    --identity review.identity --signer tmg=tmg.pub`,
    },
  },
  askToSign: 'Signer ce lot ? (oui/non) ',
  sampleNotShown: (indices) =>
    `Non affiché, car ceci n’est pas un terminal et aucun journal ne doit contenir d’enregistrements : examinez les enregistrements ${indices.map((index) => index + 1).join(', ')} du lot.`,
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
  nothingToSign: (role) => `Il ne manque à aucun lot à envoyer de cosignature au rôle ${role}.`,
  anomaly: formatAnomaly,
};

function formatAnomaly(anomaly: Anomaly): string {
  switch (anomaly.kind) {
    case 'volume':
      return `Volume inhabituel : ${anomaly.records} enregistrements, là où les lots de ce flux en comptaient environ ${anomaly.usual}.`;
    case 'stale':
      return `Faits anciens : les premiers précèdent le lot de ${anomaly.days} jours.`;
    case 'duplicate':
      return `Doublons : enregistrements portant l’identifiant d’un autre de ce lot : ${anomaly.records}.`;
    case 'repeated':
      return `Déjà envoyés : enregistrements portant l’identifiant d’un enregistrement du lot ${anomaly.sequence} : ${anomaly.records}.`;
  }
}
