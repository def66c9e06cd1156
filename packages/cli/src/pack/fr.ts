import { formatTable } from '../kernel/line.ts';
import type { en } from './en.ts';

/** What the commands that pack say, and their `--help`, in French. */
export const fr: typeof en = {
  help: {
    commands: {
      generate: 'créer des enregistrements inventés, pour la formation et les tests',
      pack: 'sceller des enregistrements en un lot',
    },
    notes: {
      generate: `
Écrit records.jsonl, segments/<sha256> et content.json (ce que prend « pack --content »). La même graine donne les
mêmes fichiers. Les adresses sont de documentation : scellez-les avec --profile ip-evidence-test/1.

Exemple :
  scelle generate --records 1000 --segments tenth --out day`,
      pack: `
INPUT est en JSON Lines ; plusieurs sont lus dans l’ordre, et - est l’entrée standard. Un enregistrement invalide
arrête tout, et les 20 premiers sont montrés. Avec --rejects FILE, ils sont mis à part : FILE reçoit les lignes telles
quelles, à corriger et à sceller de nouveau (d’une ligne trop longue, le début seulement), et FILE.reasons.jsonl dit ce
qui ne va pas. Une entrée sans enregistrement donne un lot sans enregistrement, ce qui est permis.
Avec --to PEER, le lot est le prochain de ce flux, dans la boîte d’envoi d’un poste : clés, destinataires, numéro et lot
précédent sont ceux que connaît le poste. Sans cette option, tous sont à donner.

Exemples :
  scelle pack day.jsonl --sender tmg --recipient arcom --stream music --sequence 1 \\
    --key tmg.key --recipient-key arcom.recipient --out outbox
  scelle pack day.jsonl --to arcom --stream music --station desk
  scelle pack day/records.jsonl --segments day/segments --content day/content.json --profile ip-evidence-test/1 \\
    --sender tmg --recipient arcom --stream music --sequence 2 --previous outbox/tmg.arcom.music.000001.scelle \\
    --key tmg.key --recipient-key arcom.recipient --out outbox`,
    },
  },
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
  packedBefore: ({ number, repeats }) =>
    `Le numéro ${number} est fait des enregistrements mêmes du numéro ${repeats} : le destinataire refuse les enregistrements qu’il a déjà. Si une commande interrompue les avait scellés, prévenez-le avant l’envoi.`,
};
