import { defineErrors } from './define-errors.ts';
import { placeEn, placeFr } from './expectations.ts';

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

/** Compressed content. */
export const compressionErrors = defineErrors({
  'zstd-truncated': {
    status: 'rejected',
    meaning: 'The content ends within a frame.',
    advice: 'Ask the sender to pack it again.',
    en: (d) => `${placeEn(d)}the compressed content ends within frame ${d.index}. Ask the sender for the batch again.`,
    fr: (d) =>
      `${placeFr(d)}le contenu compressé s’arrête dans la trame ${d.index}. Demandez de nouveau le lot à l’expéditeur.`,
  },
  'zstd-frame-invalid': {
    status: 'rejected',
    meaning: 'A frame is malformed, or bytes follow the last one.',
    advice: 'Ask the sender to pack it again.',
    en: (d) => `${placeEn(d)}compressed frame ${d.index} is malformed. Ask the sender for the batch again.`,
    fr: (d) => `${placeFr(d)}la trame compressée ${d.index} est mal formée. Demandez de nouveau le lot à l’expéditeur.`,
  },
  'zstd-too-many-frames': {
    status: 'rejected',
    meaning: 'There are more frames than one for every 512 bytes of content, and 64.',
    advice: 'Do not import; tell the sender.',
    en: (d) =>
      `${placeEn(d)}there are more compressed frames than content to fill them (frame ${d.index}); no honest writer makes so many. Tell the sender.`,
    fr: (d) =>
      `${placeFr(d)}il y a plus de trames compressées que de contenu pour les remplir (trame ${d.index}) ; aucun logiciel honnête n’en fait autant. Prévenez l’expéditeur.`,
  },
  'zstd-frame-empty': {
    status: 'rejected',
    meaning: 'A frame holds nothing.',
    advice: 'Ask the sender to pack it again.',
    en: (d) =>
      `${placeEn(d)}compressed frame ${d.index} holds nothing, which no batch has. Ask the sender to pack the batch again.`,
    fr: (d) =>
      `${placeFr(d)}la trame compressée ${d.index} est vide, ce qu’aucun lot ne contient. Demandez à l’expéditeur de refaire le lot.`,
  },
  'zstd-skippable-frame': {
    status: 'rejected',
    meaning: 'A skippable frame could hide data.',
    advice: 'Ask the sender to pack it again.',
    en: (d) =>
      `${placeEn(d)}compressed frame ${d.index} is a skippable one, which could hide data. Ask the sender to pack the batch again.`,
    fr: (d) =>
      `${placeFr(d)}la trame compressée ${d.index} est « à ignorer » et pourrait cacher des données. Demandez à l’expéditeur de refaire le lot.`,
  },
  'zstd-dictionary': {
    status: 'rejected',
    meaning: 'A frame needs a dictionary.',
    advice: 'Ask the sender to pack it again.',
    en: (d) =>
      `${placeEn(d)}compressed frame ${d.index} needs a dictionary, which no batch may. Ask the sender to pack the batch again.`,
    fr: (d) =>
      `${placeFr(d)}la trame compressée ${d.index} exige un dictionnaire, ce qu’aucun lot ne peut faire. Demandez à l’expéditeur de refaire le lot.`,
  },
  'zstd-window-too-large': {
    status: 'rejected',
    meaning: 'A frame asks for a window over 8 MiB.',
    advice: 'Ask the sender to pack it again without `--long` or `--ultra`.',
    en: (d) =>
      `${placeEn(d)}compressed frame ${d.index} asks for a window of ${d.found} bytes, and ${d.limit} are allowed. Ask the sender to pack the batch again.`,
    fr: (d) =>
      `${placeFr(d)}la trame compressée ${d.index} demande une fenêtre de ${d.found} octets, et ${d.limit} sont permis. Demandez à l’expéditeur de refaire le lot.`,
  },
  'zstd-output-too-large': {
    status: 'rejected',
    meaning: 'More comes out than the manifest announces.',
    advice: 'Do not import; ask the sender.',
    en: (d) =>
      `${placeEn(d)}compressed frame ${d.index} brings the content over the ${d.limit} bytes that the manifest announces. Do not import this batch; ask the sender about it.`,
    fr: (d) =>
      `${placeFr(d)}avec la trame compressée ${d.index}, le contenu dépasse les ${d.limit} octets que le manifeste annonce. N’intégrez pas ce lot ; interrogez l’expéditeur.`,
  },
});
