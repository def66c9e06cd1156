import { defineErrors } from './define-errors.ts';
import { placeEn, placeFr } from './wording.ts';

/** Outer container. */
export const containerErrors = defineErrors({
  'container-truncated': {
    status: 'rejected',
    meaning: 'The batch ends too early.',
    advice: 'Copy or transfer it again.',
    en: (d) => `${placeEn(d)}the batch ends too early. Copy or transfer it again.`,
    fr: (d) => `${placeFr(d)}le lot s’arrête trop tôt. Copiez-le ou transférez-le de nouveau.`,
  },
  'container-header-invalid': {
    status: 'rejected',
    meaning: 'A member header is not the one canonical form.',
    advice: 'Ask for the original; it may have been re-packed, or be no batch at all.',
    en: (d) =>
      `${placeEn(d)}this is not a member header that a Scellé writer makes. Ask the sender for the original file.`,
    fr: (d) =>
      `${placeFr(d)}ce n’est pas un en-tête de membre qu’un logiciel Scellé écrit. Demandez le fichier original à l’expéditeur.`,
  },
  'container-member-unexpected': {
    status: 'rejected',
    meaning: 'A member stands where another must, or in no batch at all.',
    advice: 'Ask for the original.',
    en: (d) =>
      `${placeEn(d)}found the member "${d.found}"${d.expected === undefined ? ', which no batch has' : ` where "${d.expected}" must stand`}. Ask the sender for the original file.`,
    fr: (d) =>
      `${placeFr(d)}membre « ${d.found} » trouvé${d.expected === undefined ? ', qu’aucun lot ne contient' : ` là où « ${d.expected} » doit se trouver`}. Demandez le fichier original à l’expéditeur.`,
  },
  'container-member-duplicate': {
    status: 'rejected',
    meaning: 'A member occurs twice.',
    advice: 'Ask for the original.',
    en: (d) => `${placeEn(d)}the member occurs twice. Ask the sender for the original file.`,
    fr: (d) => `${placeFr(d)}le membre figure deux fois. Demandez le fichier original à l’expéditeur.`,
  },
  'container-member-too-large': {
    status: 'rejected',
    meaning: 'A member is over its limit.',
    advice: 'Ask for the original.',
    en: (d) =>
      `${placeEn(d)}the member has ${d.found} bytes, and ${d.limit} are allowed. Ask the sender for the original file.`,
    fr: (d) =>
      `${placeFr(d)}le membre compte ${d.found} octets, et ${d.limit} sont permis. Demandez le fichier original à l’expéditeur.`,
  },
  'container-too-many-signatures': {
    status: 'rejected',
    meaning: 'There are more than 16 co-signatures.',
    advice: 'Drop those that nobody asks for.',
    en: (d) =>
      `${placeEn(d)}the batch carries more than ${d.limit} co-signatures. Remove those that the policy does not ask for.`,
    fr: (d) =>
      `${placeFr(d)}le lot porte plus de ${d.limit} cosignatures. Retirez celles que la politique ne demande pas.`,
  },
  'container-padding': {
    status: 'rejected',
    meaning: 'The padding after a member is not zero.',
    advice: 'Copy or transfer the batch again; then ask for the original.',
    en: (d) =>
      `${placeEn(d)}the padding after a member is not zero. Copy or transfer the batch again; if that does not help, ask the sender for the original file.`,
    fr: (d) =>
      `${placeFr(d)}le remplissage après un membre n’est pas nul. Copiez ou transférez le lot de nouveau ; si cela ne suffit pas, demandez le fichier original à l’expéditeur.`,
  },
  'container-trailing-data': {
    status: 'rejected',
    meaning: 'Something follows the end of the batch.',
    advice: 'Ask for the original.',
    en: (d) => `${placeEn(d)}something follows the end of the batch. Ask the sender for the original file.`,
    fr: (d) => `${placeFr(d)}des données suivent la fin du lot. Demandez le fichier original à l’expéditeur.`,
  },
});
