import { defineErrors } from './define-errors.ts';
import { placeEn, placeFr } from './wording.ts';

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
      `${placeFr(d)}avec la trame compressée ${d.index}, le contenu dépasse les ${d.limit} octets que le manifeste annonce. N’importez pas ce lot ; interrogez l’expéditeur.`,
  },
});
