import type { Message } from '@scelle/core';
import type { MediaErrorCode } from '../errors/codes.ts';

/** French messages, telling the same facts as the English ones. */
export const fr: Readonly<Record<MediaErrorCode, Message>> = {
  'items-missing': () => 'Il n’y a rien à écrire. Nommez au moins un lot scellé ou un accusé signé.',
  'too-many-items': (d) =>
    `Il y a ${d.found} fichiers ; un jeu en porte ${d.limit} au plus. Écrivez plusieurs jeux de disques.`,
  'item-not-sealed': (d) =>
    `${d.file} : ce n’est ni un lot scellé ni un accusé signé, et rien d’autre ne peut être écrit sur un disque (${d.found}). Vérifiez le fichier.`,
  'item-damaged': (d) =>
    `${d.file} : la charge utile n’est pas celle que nomme le manifeste. Le fichier est abîmé ; prenez une autre copie.`,
  'item-twice': (d) => `${d.file} : le même contenu est nommé deux fois (${d.name}). Nommez-le une seule fois.`,
  'text-invalid': (d) =>
    `Le texte « ${d.field} » a plus de ${d.limit} caractères, ou des caractères non imprimables. Raccourcissez-le.`,
  'parties-differ': (d) =>
    `${d.file} : va de ${d.found}, alors que le reste du jeu va de ${d.expected}. Écrivez un jeu pour chaque couple de parties.`,
  'disc-too-small': (d) =>
    `Un disque de ${d.found} octets est trop petit : ce que chaque disque de ce jeu doit porter ne laisse aucune place au contenu. Choisissez des disques plus grands.`,
  'disc-too-large': (d) =>
    `Un disque de ${d.found} octets est plus grand que ce qu’un jeu peut utiliser (${d.limit}). Donnez un nombre plus petit.`,
  'too-many-discs': (d) =>
    `Le jeu demanderait ${d.found} disques, et ${d.limit} au plus sont permis. Choisissez des disques plus grands, ou écrivez plusieurs jeux.`,
  'parity-out-of-range': (d) =>
    `Une parité de ${d.found} n’est pas possible ; le maximum est ${d.limit}. Donnez moins.`,
  'set-exists': (d) => `${d.file} : le dossier existe déjà et n’est jamais écrasé. Choisissez un autre nom.`,
  'xorriso-missing': () =>
    'Les images ne peuvent pas être faites, car xorriso n’est pas installé (paquet Debian xorriso). Les dossiers des disques sont complets ; gravez-les, ou installez-le et recommencez.',
  'xorriso-failed': (d) =>
    `${d.file} : xorriso n’a pas fait cette image (${d.found}). Les dossiers des disques sont complets ; vérifiez la place qui reste.`,
  'medium-missing': (d) => `${d.file} : il n’y a rien là. Vérifiez le nom, et si le disque est dans le lecteur.`,
  'medium-unreadable': (d) =>
    `${d.file} : lecture impossible (${d.found}). Vérifiez le disque, le lecteur et les droits ; essayez un autre lecteur.`,
  'medium-unsupported': (d) =>
    `${d.file} : ce n’est ni un dossier, ni une image, ni un lecteur. Nommez le dossier d’un disque, son image, ou le lecteur.`,
  'set-not-found': () =>
    'Rien d’un jeu de disques n’a été trouvé. Vérifiez que ce sont bien ces disques ; ils se reconnaissent à leur contenu, pas à leur étiquette.',
  'too-many-sets': (d) =>
    `Plus de ${d.limit} jeux ont été trouvés, y compris ceux dont on attend encore des disques ; rien n’a été pris des autres. Complétez un jeu, ou donnez le reste à une autre commande.`,
  'set-invalid': (d) =>
    `La description du jeu se contredit (${d.field}). Aucun programme Scellé ne l’a écrite ; demandez un autre jeu à l’expéditeur.`,
  'set-not-authentic': (d) =>
    `La description du jeu n’est pas signée par une clé de ${d.name} que vous avez donnée. N’importez rien ; demandez à l’expéditeur.`,
  'set-for-others': (d) =>
    `Le jeu est adressé à ${d.found}, et non à ${d.expected}. Rendez-le à l’expéditeur ; rien n’en a été lu.`,
  'item-wrong': (d) =>
    `${d.name} : ce qui a été reconstitué n’est pas ce que dit la description du jeu, bien que chaque bloc ait semblé juste. Il n’a pas été livré. Relisez les disques ; si cela n’y fait rien, redemandez le fichier à l’expéditeur.`,
  'request-invalid': (d) =>
    `${d.file} : ce n’est pas une demande de blocs (${d.found}). Redemandez le fichier de la vérification.`,
  'request-unmet': (d) =>
    `La demande porte sur des blocs de ${d.name}, qui n’est pas parmi les fichiers donnés. Nommez aussi ce fichier, exactement le même.`,
};
