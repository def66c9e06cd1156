import { defineErrors } from './define-errors.ts';

/** Data. */
export const dataErrors = defineErrors({
  'records-invalid': {
    status: 'rejected',
    meaning: 'Some records are invalid, and nothing was written.',
    advice: 'Correct them, or divert them with `--rejects`; where none is valid, there is nothing to pack.',
    en: (d) => {
      if (d.name !== undefined)
        return `No record is valid (rejected: ${d.found}), and nothing was written, neither a batch nor the files of ${d.name}. Leave out ${d.name} to see what is wrong with them.`;
      const found =
        d.limit === undefined ? `Invalid records: ${d.found}.` : `Reading ended after ${d.found} invalid records.`;
      return `${found} Each is given with its reason, and nothing was written. Correct them, or give --rejects FILE to divert them and pack the rest.`;
    },
    fr: (d) => {
      if (d.name !== undefined)
        return `Aucun enregistrement n’est valide (rejetés : ${d.found}), et rien n’a été écrit, ni lot ni fichiers de ${d.name}. Retirez ${d.name} pour voir ce qui ne va pas.`;
      const found =
        d.limit === undefined
          ? `Enregistrements invalides : ${d.found}.`
          : `La lecture s’est arrêtée après ${d.found} enregistrements invalides.`;
      return `${found} Chacun est indiqué avec son motif, et rien n’a été écrit. Corrigez-les, ou donnez --rejects FICHIER pour les mettre à part et sceller le reste.`;
    },
  },
  'record-id-repeated': {
    status: 'rejected',
    meaning: 'The record id stands in an earlier record of the batch.',
    advice: 'Leave the record out, or give it an id of its own.',
    en: (d) =>
      `${d.file}, line ${d.line}, field ${d.field}: an earlier record of this batch has the same id. Leave the record out, or give it an id of its own.`,
    fr: (d) =>
      `${d.file}, ligne ${d.line}, champ ${d.field} : un enregistrement précédent de ce lot a le même identifiant. Retirez l’enregistrement, ou donnez-lui son propre identifiant.`,
  },
  'input-not-records': {
    status: 'rejected',
    meaning: 'An input is plainly no JSON Lines: a table, a notice, a report, a list, or compressed.',
    advice: 'Give the command that the message names, and pack what comes of it.',
    en: (d) => `${d.file}: this is ${d.found}, not records in JSON Lines. Convert it first: ${d.expected}`,
    fr: (d) =>
      `${d.file} : ceci est ${d.found}, et non des enregistrements en JSON Lines. Faites-en d’abord des enregistrements : ${d.expected}`,
  },
  'input-empty': {
    status: 'rejected',
    meaning: 'There is no record to pack, and an empty batch says that there were no facts.',
    advice: 'Look whether an export failed; where there were none, add `--allow-empty`.',
    en: () =>
      'There is no record in the input, and a batch without any would say under signature that there were no facts. Look whether an export failed; if there were none, add --allow-empty.',
    fr: () =>
      'Il n’y a aucun enregistrement dans l’entrée, et un lot vide dirait sous signature qu’il n’y a pas eu de faits. Voyez si une exportation a échoué ; s’il n’y en a pas eu, ajoutez --allow-empty.',
  },
  'records-refused': {
    status: 'rejected',
    meaning: 'Some records were refused, and none was written to a file.',
    advice: 'See their notes; correct input or mapping, or add `--skip-refused`.',
    en: (d) => {
      const kept = d.file === undefined ? 'What is on standard output is incomplete.' : `${d.file} was not written.`;
      return `Records refused: ${d.found} (${d.name}). Their notes say why. ${kept} Correct the input or the mapping, or add --skip-refused to go on without them.`;
    },
    fr: (d) => {
      const kept =
        d.file === undefined ? 'Ce qui est sur la sortie standard est incomplet.' : `${d.file} n’a pas été écrit.`;
      return `Enregistrements refusés : ${d.found} (${d.name}). Leurs notes disent pourquoi. ${kept} Corrigez l’entrée ou la table de correspondance, ou ajoutez --skip-refused pour vous en passer.`;
    },
  },
  'batch-not-accepted': {
    status: 'rejected',
    meaning: 'The batch was not accepted, and nothing was released.',
    advice: 'See the codes of its steps.',
    en: (d) => `${d.file}: the batch was not accepted (${d.found}), and nothing was released.`,
    fr: (d) => `${d.file} : le lot n’a pas été accepté (${d.found}), et rien n’a été livré.`,
  },
});

/** Ends. */
export const endsErrors = defineErrors({
  interrupted: {
    status: 'interrupted',
    meaning: 'The command was interrupted.',
    advice: 'Nothing unfinished was kept.',
    en: () => 'Interrupted. Nothing unfinished was kept.',
    fr: () => 'Interrompu. Rien d’inachevé n’a été conservé.',
  },
  'machine-failed': {
    status: 'environment',
    meaning: 'The operating system, or SQLite, refused something.',
    advice: 'Check disc, permissions and names; `SCELLE_DEBUG=1` shows where.',
    en: (d) =>
      `${d.file}: the operating system refuses this (${d.found}). Check the disc, the permissions and the name, and give the command again.`,
    fr: (d) =>
      `${d.file} : le système refuse cela (${d.found}). Vérifiez le disque, les droits et le nom, puis relancez la commande.`,
  },
  defect: {
    status: 'defect',
    meaning: 'A defect of this software.',
    advice: 'Report it; `SCELLE_DEBUG=1` shows where.',
    en: (d) =>
      `This is a defect of scelle (${d.found}). Please report it, with the command and the version. SCELLE_DEBUG=1 shows where it happened.`,
    fr: (d) =>
      `C’est un défaut de scelle (${d.found}). Merci de le signaler, avec la commande et la version. SCELLE_DEBUG=1 montre où il s’est produit.`,
  },
});
