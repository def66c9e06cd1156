import { defineErrors } from '@scelle/core/internal';

/** Errors of this package. */
export const mediaErrors = defineErrors({
  'target-foreign': {
    status: 'environment',
    meaning:
      'A folder or file that we would write into belongs to somebody else, can be written by others, or is a link.',
    advice: 'Choose a folder of your own; look who made it.',
    en: (d) =>
      `${d.file}: this belongs to somebody else, can be written by others, or is a link (${d.found}). Nothing is written there. Choose a folder of your own, and look who made this one.`,
    fr: (d) =>
      `${d.file} : ceci appartient à quelqu’un d’autre, est modifiable par d’autres, ou est un lien (${d.found}). Rien n’y est écrit. Choisissez un dossier à vous, et regardez qui a créé celui-ci.`,
  },
  'items-missing': {
    status: 'usage',
    meaning: 'Nothing was named that could be written.',
    advice: 'Name a sealed batch or a signed receipt.',
    en: () => 'There is nothing to write. Name at least one sealed batch or signed receipt.',
    fr: () => 'Il n’y a rien à écrire. Nommez au moins un lot scellé ou un accusé signé.',
  },
  'too-many-items': {
    status: 'usage',
    meaning: 'A set carries at most 10,000 files, in at most 20,000 pieces.',
    advice: 'Write several sets.',
    en: (d) => `There are ${d.found} files; a set carries at most ${d.limit}. Write several sets.`,
    fr: (d) => `Il y a ${d.found} fichiers ; un jeu en porte ${d.limit} au plus. Écrivez plusieurs jeux de disques.`,
  },
  'item-not-sealed': {
    status: 'rejected',
    meaning: 'A file is no sealed batch and no signed receipt, and nothing else may go onto a disc.',
    advice: 'Check the file.',
    en: (d) =>
      `${d.file}: this is no sealed batch and no signed receipt, and nothing else may be written to a disc (${d.found}). Check the file.`,
    fr: (d) =>
      `${d.file} : ce n’est ni un lot scellé ni un accusé signé, et rien d’autre ne peut être écrit sur un disque (${d.found}). Vérifiez le fichier.`,
  },
  'item-damaged': {
    status: 'rejected',
    meaning: 'A batch is not whole, or changed while it was written.',
    advice: 'Take another copy.',
    en: (d) => `${d.file}: the payload is not the one that the manifest names. The file is damaged; take another copy.`,
    fr: (d) =>
      `${d.file} : la charge utile n’est pas celle que nomme le manifeste. Le fichier est abîmé ; prenez une autre copie.`,
  },
  'item-twice': {
    status: 'usage',
    meaning: 'Two files are the same batch or receipt.',
    advice: 'Name it once.',
    en: (d) => `${d.file}: the same content is named twice (${d.name}). Name it once.`,
    fr: (d) => `${d.file} : le même contenu est nommé deux fois (${d.name}). Nommez-le une seule fois.`,
  },
  'text-invalid': {
    status: 'usage',
    meaning: 'Label or contact is too long, or cannot be printed.',
    advice: 'Shorten it.',
    en: (d) => `The ${d.field} has more than ${d.limit} characters, or some that cannot be printed. Shorten it.`,
    fr: (d) =>
      `Le texte « ${d.field} » a plus de ${d.limit} caractères, ou des caractères non imprimables. Raccourcissez-le.`,
  },
  'parties-differ': {
    status: 'usage',
    meaning: 'The files do not all go from one sender to one recipient.',
    advice: 'Write one set for each pair of parties.',
    en: (d) =>
      `${d.file}: goes from ${d.found}, where the rest of the set goes from ${d.expected}. Write one set for each pair of parties.`,
    fr: (d) =>
      `${d.file} : va de ${d.found}, alors que le reste du jeu va de ${d.expected}. Écrivez un jeu pour chaque couple de parties.`,
  },
  'disc-too-small': {
    status: 'usage',
    meaning: 'What every disc must carry leaves no room for content.',
    advice: 'Choose larger discs.',
    en: (d) =>
      `A disc of ${d.found} bytes is too small: what every disc of this set must carry leaves no room for content. Choose larger discs.`,
    fr: (d) =>
      `Un disque de ${d.found} octets est trop petit : ce que chaque disque de ce jeu doit porter ne laisse aucune place au contenu. Choisissez des disques plus grands.`,
  },
  'disc-too-large': {
    status: 'usage',
    meaning: 'A set cannot use discs of over 256 GiB.',
    advice: 'Give a smaller number.',
    en: (d) => `A disc of ${d.found} bytes is larger than a set can use (${d.limit}). Give a smaller number.`,
    fr: (d) =>
      `Un disque de ${d.found} octets est plus grand que ce qu’un jeu peut utiliser (${d.limit}). Donnez un nombre plus petit.`,
  },
  'too-many-discs': {
    status: 'usage',
    meaning: 'The set would take over 200 discs.',
    advice: 'Choose larger discs, or write several sets.',
    en: (d) =>
      `The set would take ${d.found} discs, at most ${d.limit} are allowed. Choose larger discs, or write several sets.`,
    fr: (d) =>
      `Le jeu demanderait ${d.found} disques, et ${d.limit} au plus sont permis. Choisissez des disques plus grands, ou écrivez plusieurs jeux.`,
  },
  'parity-out-of-range': {
    status: 'usage',
    meaning: 'Parity is at most 200 %, spare discs at most 50.',
    advice: 'Give less.',
    en: (d) => `Parity of ${d.found} is not possible; at most ${d.limit} are. Give less.`,
    fr: (d) => `Une parité de ${d.found} n’est pas possible ; le maximum est ${d.limit}. Donnez moins.`,
  },
  'set-exists': {
    status: 'usage',
    meaning: 'The folder exists and is never overwritten.',
    advice: 'Choose another name.',
    en: (d) => `${d.file}: the folder exists already and is never overwritten. Choose another name.`,
    fr: (d) => `${d.file} : le dossier existe déjà et n’est jamais écrasé. Choisissez un autre nom.`,
  },
  'xorriso-missing': {
    status: 'environment',
    meaning: 'xorriso, which makes the images, is not installed. The folders are complete.',
    advice: 'Install it (Debian package `xorriso`), or burn the folders.',
    en: () =>
      'The images cannot be made because xorriso is not installed (Debian package xorriso). The folders of the discs are complete; burn those, or install it and try again.',
    fr: () =>
      'Les images ne peuvent pas être faites, car xorriso n’est pas installé (paquet Debian xorriso). Les dossiers des disques sont complets ; gravez-les, ou installez-le et recommencez.',
  },
  'xorriso-failed': {
    status: 'environment',
    meaning: 'xorriso did not make an image. The folders are complete.',
    advice: 'Check the space that is left.',
    en: (d) =>
      `${d.file}: xorriso did not make this image (${d.found}). The folders of the discs are complete; check the space that is left.`,
    fr: (d) =>
      `${d.file} : xorriso n’a pas fait cette image (${d.found}). Les dossiers des disques sont complets ; vérifiez la place qui reste.`,
  },
  'medium-missing': {
    status: 'environment',
    meaning: 'There is nothing at the path.',
    advice: 'Check the name, and whether the disc is in the drive.',
    en: (d) => `${d.file}: there is nothing there. Check the name, and whether the disc is in the drive.`,
    fr: (d) => `${d.file} : il n’y a rien là. Vérifiez le nom, et si le disque est dans le lecteur.`,
  },
  'medium-unreadable': {
    status: 'environment',
    meaning: 'The drive or file cannot be read at all, or is gone.',
    advice: 'Check permissions; try another drive.',
    en: (d) =>
      `${d.file}: cannot be read (${d.found}). Check the disc, the drive and the permissions; try another drive.`,
    fr: (d) =>
      `${d.file} : lecture impossible (${d.found}). Vérifiez le disque, le lecteur et les droits ; essayez un autre lecteur.`,
  },
  'medium-unsupported': {
    status: 'usage',
    meaning: 'The path is neither a folder nor an image nor a drive.',
    advice: 'Name one of these.',
    en: (d) =>
      `${d.file}: this is neither a folder nor an image nor a drive. Name the folder of a disc, an image of it, or the drive.`,
    fr: (d) =>
      `${d.file} : ce n’est ni un dossier, ni une image, ni un lecteur. Nommez le dossier d’un disque, son image, ou le lecteur.`,
  },
  'set-not-found': {
    status: 'rejected',
    meaning: 'Nothing of a media set was found.',
    advice: 'Check that these are the discs that you meant.',
    en: () =>
      'Nothing of a media set was found. Check that these are the discs that you meant; discs are known by what is on them, not by their labels.',
    fr: () =>
      'Rien d’un jeu de disques n’a été trouvé. Vérifiez que ce sont bien ces disques ; ils se reconnaissent à leur contenu, pas à leur étiquette.',
  },
  'too-many-sets': {
    status: 'rejected',
    meaning:
      'More than 8 sets were found, those included of which discs are still awaited. Nothing was taken of the others.',
    advice: 'Complete a set, drop one (`scelle media drop`), or give the rest to another command.',
    en: (d) =>
      `More than ${d.limit} sets were found, those included of which discs are still awaited; nothing was taken of the others. Complete a set, give the rest to another command, or drop a set that nobody will complete ("scelle status" lists them).`,
    fr: (d) =>
      `Plus de ${d.limit} jeux ont été trouvés, y compris ceux dont on attend encore des disques ; rien n’a été pris des autres. Complétez un jeu, donnez le reste à une autre commande, ou retirez un jeu que personne ne complétera (« scelle status » les donne).`,
  },
  'set-not-waiting': {
    status: 'usage',
    meaning: 'No set of that key was begun to be read, or several.',
    advice: '`scelle status` lists them; give more digits.',
    en: (d) => `No single set "${d.found}" waits for discs here. "scelle status" lists them; give more digits.`,
    fr: (d) =>
      `« ${d.found} » ne désigne pas un seul jeu qui attende des disques ici. « scelle status » les donne ; indiquez plus de chiffres.`,
  },
  'set-invalid': {
    status: 'rejected',
    meaning: 'The description of the set contradicts itself.',
    advice: 'Ask the sender for another set.',
    en: (d) =>
      `The description of the set contradicts itself (${d.field}). No Scellé writer made it; ask the sender for another set.`,
    fr: (d) =>
      `La description du jeu se contredit (${d.field}). Aucun programme Scellé ne l’a écrite ; demandez un autre jeu à l’expéditeur.`,
  },
  'set-not-authentic': {
    status: 'rejected',
    meaning: 'The description is not signed with a key that was given.',
    advice: 'Do not import; ask the sender.',
    en: (d) =>
      `The description of the set is not signed by a key of ${d.name} that you gave. Do not import from it; ask the sender.`,
    fr: (d) =>
      `La description du jeu n’est pas signée par une clé de ${d.name} que vous avez donnée. N’importez rien ; demandez à l’expéditeur.`,
  },
  'set-for-others': {
    status: 'rejected',
    meaning: 'The set is addressed to somebody else.',
    advice: 'Return it to the sender.',
    en: (d) =>
      `The set is addressed to ${d.found}, not to ${d.expected}. Return it to the sender; nothing of it was read.`,
    fr: (d) =>
      `Le jeu est adressé à ${d.found}, et non à ${d.expected}. Rendez-le à l’expéditeur ; rien n’en a été lu.`,
  },
  'item-wrong': {
    status: 'rejected',
    meaning: 'What was put together is not what the description says. It was not delivered.',
    advice: 'Read the discs again; else ask the sender.',
    en: (d) =>
      `${d.name}: what was put together is not what the set description says, although every block seemed right. It was not delivered. Read the discs again; if that does not help, ask the sender for the file.`,
    fr: (d) =>
      `${d.name} : ce qui a été reconstitué n’est pas ce que dit la description du jeu, bien que chaque bloc ait semblé juste. Il n’a pas été livré. Relisez les disques ; si cela n’y fait rien, redemandez le fichier à l’expéditeur.`,
  },
  'request-invalid': {
    status: 'rejected',
    meaning: 'The file is no request for blocks.',
    advice: 'Take the file that a check wrote.',
    en: (d) => `${d.file}: this is no request for blocks (${d.found}). Ask for the file of the check again.`,
    fr: (d) => `${d.file} : ce n’est pas une demande de blocs (${d.found}). Redemandez le fichier de la vérification.`,
  },
  'request-unmet': {
    status: 'usage',
    meaning: 'A file of which blocks are asked for was not given.',
    advice: 'Name it; it must be the very same.',
    en: (d) =>
      `The request asks for blocks of ${d.name}, which is not among the files given. Name that file too; it must be the very same.`,
    fr: (d) =>
      `La demande porte sur des blocs de ${d.name}, qui n’est pas parmi les fichiers donnés. Nommez aussi ce fichier, exactement le même.`,
  },
});
