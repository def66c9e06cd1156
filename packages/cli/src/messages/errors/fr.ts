import type { Message } from '@scelle/core';
import type { CliErrorCode } from '../../errors/codes.ts';
import { errors as cards } from '../cards/fr.ts';
import { errors as network } from '../network/fr.ts';

/** French messages of the errors: what was found, where, what to do next. */
export const fr: Readonly<Record<CliErrorCode, Message>> = {
  ...cards,
  ...network,
  // usage
  'command-missing': () => 'Aucune commande n’a été donnée. « scelle --help » en donne la liste.',
  'command-unknown': (d) =>
    `La commande « ${d.name} » n’existe pas${suggestion(d.expected)} « scelle --help » en donne la liste.`,
  'argument-missing': (d) => `L’argument <${d.name}> manque. Ajoutez --help pour voir comment appeler la commande.`,
  'arguments-too-many': () =>
    'Il y a plus d’arguments que la commande n’en prend. Ajoutez --help pour voir lesquels elle prend.',
  'option-unknown': (d) =>
    `L’option « ${d.name} » n’existe pas${suggestion(d.expected)} Ajoutez --help pour voir les options de la commande.`,
  'option-missing': (d) => `L’option ${d.name} est obligatoire. Ajoutez --help pour voir ce qu’elle signifie.`,
  'option-value-missing': (d) => `L’option ${d.name} demande une valeur. Ajoutez --help pour voir laquelle.`,
  'option-value-invalid': (d) => `${d.name} : « ${d.found} » trouvé, ${d.expected} attendu.`,
  'options-conflict': (d) => `${d.name} et ${d.found} s’excluent. N’en donnez qu’une.`,
  'standard-input-twice': () =>
    'L’entrée standard (« - ») ne se lit qu’une fois. Nommez-la une fois et donnez des fichiers pour le reste.',
  'command-running': (d) =>
    `${d.name} est déjà en cours pour cette station (${d.found} existe). Attendez sa fin ; si rien ne tourne, supprimez ce fichier.`,
  'level-missing': () =>
    'Donnez --identity FICHIER, ou --share FICHIER pour chaque dépositaire, pour déchiffrer et tout vérifier, ou --sealed pour vérifier tout ce qui peut l’être sans clé d’ouverture. Un lot seulement vérifié scellé ne doit pas être importé.',
  'signer-missing': () =>
    'Donnez la clé par laquelle le lot doit être scellé : --signer NOM=FICHIER, où FICHIER est le .pub que l’expéditeur vous a remis par une voie authentifiée.',
  'require-repeated': (d) =>
    `--require nomme deux fois la même clé pour le rôle ${d.name}, et une clé ne peut pas signer pour deux. Donnez une clé de chaque cosignataire.`,
  'require-sender': () =>
    '--require nomme ceux qui doivent avoir cosigné, ce que l’expéditeur ne peut pas. Donnez la clé de l’expéditeur avec --signer.',
  'report-for-one': () => '--report reçoit le rapport d’un seul lot. Vérifiez les lots un par un, ou utilisez --json.',

  // configuration
  'profile-unknown': (d) => `Le profil d’enregistrement « ${d.found} » n’existe pas. Sont connus : ${d.expected}.`,
  'previous-required': (d) =>
    `Le lot ${d.found} d’un flux doit nommer celui qui le précède. Donnez --previous avec ce lot ou l’empreinte de son manifeste.`,
  'previous-unexpected': () =>
    'Le lot 1 ouvre un flux et n’a pas de précédent. Retirez --previous, ou corrigez --sequence.',
  'previous-not-preceding': (d) =>
    `${d.file} : c’est le lot ${d.found}, et le précédent est ${d.expected}. Donnez celui-là avec --previous, ou corrigez --sequence.`,
  'content-statement-invalid': (d) =>
    `${d.file}${d.field === undefined ? '' : `, champ ${d.field}`} : ce n’est pas une déclaration sur le contenu. Un objet JSON est attendu, avec legalBasis, authorisation (chacun un texte ou null) et agents (une liste de textes).`,
  'recipient-file-invalid': (d) =>
    `${d.file} : il n’y a pas de destinataire ici. Il en faut un par ligne (age1… ou age1pq1…), comme dans les fichiers .recipient de « scelle keygen opening ».`,
  'identity-not-single': (d) =>
    `${d.file} : il y a ici ${d.found} identités, et on n’en partage qu’une à la fois. Donnez un fichier qui en contient une.`,
  'passphrase-files-count': (d) =>
    `Fichiers de phrases secrètes donnés : ${d.found} ; parts : ${d.expected}. Donnez-en un par part, dans leur ordre, ou aucun pour que la question soit posée.`,
  'passphrase-unavailable': (d) =>
    `${d.file} : une phrase secrète est nécessaire, et il n’y a pas de terminal où la demander. Donnez ${d.expected}.`,
  'passphrase-empty': (d) =>
    `${d.file === undefined ? '' : `${d.file} : `}la phrase secrète est vide. Choisissez-en une de plusieurs mots.`,
  'passphrases-differ': () => 'Les deux phrases secrètes diffèrent. Rien n’a été écrit ; recommencez.',
  'confirmation-missing': () =>
    'Il n’y a pas de terminal où confirmer. Regardez le lot, puis ajoutez --yes pour signer.',
  'not-confirmed': () => 'Rien n’a été signé.',

  // files
  'file-missing': (d) => `${d.file} : ce fichier n’existe pas. Vérifiez le nom.`,
  'file-unreadable': (d) => `${d.file} : lecture impossible (${d.found}). Vérifiez ce que c’est, et ses permissions.`,
  'file-too-large': (d) => `${d.file} : le fichier dépasse ${d.limit} octets. Vérifiez que c’est le bon.`,
  'folder-missing': (d) => `${d.file} : le dossier qui doit le contenir n’existe pas. Créez-le d’abord.`,
  'folder-full': (d) => `${d.file} : il n’y a plus de place (${d.found}). Libérez-en, ou choisissez un autre disque.`,
  'folder-unwritable': (d) =>
    `${d.file} : écriture impossible (${d.found}). Vérifiez les permissions du dossier qui le contient.`,
  'folder-exists': (d) => `${d.file} : la cible existe déjà et n’est jamais remplacée. Choisissez un autre nom.`,
  'batch-changed': (d) =>
    `${d.file} : le fichier a été modifié pendant son ouverture, et la suite n’a pas été livrée. Jetez ce qui a été écrit ; ouvrez une copie que personne ne modifie.`,
  'output-failed': (d) => `La sortie n’a pas pu être écrite (${d.found}). Ce qui a été écrit est incomplet.`,
  'output-closed': () => 'Le lecteur de la sortie l’a fermée.',

  // data
  'records-invalid': (d) => {
    if (d.name !== undefined)
      return `Aucun enregistrement n’est valide (rejetés : ${d.found}), et rien n’a été écrit, ni lot ni fichiers de ${d.name}. Retirez ${d.name} pour voir ce qui ne va pas.`;
    const found =
      d.limit === undefined
        ? `Enregistrements invalides : ${d.found}.`
        : `La lecture s’est arrêtée après ${d.found} enregistrements invalides.`;
    return `${found} Chacun est indiqué avec son motif, et rien n’a été écrit. Corrigez-les, ou donnez --rejects FICHIER pour les mettre à part et sceller le reste.`;
  },
  'records-refused': (d) =>
    `Enregistrements refusés : ${d.found}. Leurs notes disent pourquoi. Aucun enregistrement n’a été écrit dans un fichier ; ce qui est sur la sortie standard est incomplet. Corrigez l’entrée ou la table de correspondance, ou ajoutez --skip-refused pour vous en passer.`,
  'batch-not-accepted': (d) => `${d.file} : le lot n’a pas été accepté (${d.found}), et rien n’a été livré.`,

  // ends
  interrupted: () => 'Interrompu. Rien d’inachevé n’a été conservé.',
  defect: (d) =>
    `C’est un défaut de scelle (${d.found}). Merci de le signaler, avec la commande et la version. SCELLE_DEBUG=1 montre où il s’est produit.`,
};

function suggestion(command: string | number | undefined): string {
  return command === undefined ? '.' : ` ; vouliez-vous dire « ${command} » ?`;
}
