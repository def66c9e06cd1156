import type { Message } from '@scelle/core';
import type { StationCode } from '../codes.ts';
import { fr as backup } from './backup/fr.ts';
import { fr as cards } from './cards/fr.ts';
import { fr as channels } from './channels/fr.ts';
import { fr as discs } from './discs/fr.ts';
import { fr as doctor } from './doctor/fr.ts';
import { fr as imports } from './import/fr.ts';
import { fr as settings } from './settings/fr.ts';

/** French messages: what was found, and what to do next. */
export const fr: Readonly<Record<StationCode, Message>> = {
  ...backup,
  ...cards,
  ...discs,
  ...doctor,
  ...channels,
  ...imports,
  ...settings,

  // folder
  'station-not-found': (d) =>
    `${d.file} : il n’y a pas de poste ici (pas de scelle.toml). Donnez son dossier avec --station, ou créez-en un avec scelle init.`,
  'station-exists': (d) => `${d.file} : ce dossier existe déjà. Choisissez un autre nom ; rien n’a été modifié.`,
  'station-incomplete': (d) => `${d.file} : cette partie du poste manque. Restaurez le poste depuis une sauvegarde.`,
  'station-busy': (d) =>
    `${d.file} : une autre commande modifie ce poste (verrou ${d.name}). Réessayez quand elle aura terminé.`,
  // ledger
  'ledger-missing': (d) =>
    `${d.file} : le registre de ce poste manque. Restaurez-le depuis une sauvegarde ; un nouveau ignorerait ce qui a été envoyé.`,
  'ledger-damaged': (d) =>
    `${d.file} : le registre est endommagé (${d.found}). Conservez le fichier et restaurez le poste depuis une sauvegarde.`,
  'ledger-newer': (d) =>
    `${d.file} : le registre est de version ${d.found}, et ce logiciel connaît jusqu’à la version ${d.expected}. Mettez le logiciel à jour.`,
  'ledger-unreadable': (d) =>
    `${d.file} : le registre ne peut être lu ou écrit (${d.found}). Vérifiez le disque et les droits ; même pour le consulter, il faut un dossier où écrire.`,
  'ledger-full': (d) => `${d.file} : plus de place pour le registre. Libérez-en ; rien n’a été modifié.`,
  'ledger-busy': (d) => `${d.file} : un autre programme tient le registre. Réessayez quand il aura terminé.`,
  // custody
  'custody-entry-invalid': (d) => `L’entrée ${d.line} du journal a été altérée : ce n’est pas ce qui fut écrit.`,
  'custody-entry-misplaced': (d) =>
    `À la place de l’entrée ${d.expected} du journal se trouve l’entrée ${d.found} : des entrées ont été retirées ou déplacées.`,
  'custody-chain-broken': (d) =>
    `L’entrée ${d.line} du journal ne suit pas la précédente : l’une des deux a été altérée.`,
  'custody-anchor-mismatch': (d) =>
    `L’entrée ${d.line} du journal n’est pas celle que désigne ${d.name} : le journal a été réécrit.`,
  'custody-truncated': (d) =>
    `Le journal s’arrête à l’entrée ${d.found}, mais ${d.name} désigne l’entrée ${d.expected} : la fin en a été coupée.`,
  'custody-head-signature': () =>
    'Une tête signée du journal n’a pas été signée par ce poste. Comparez-la avec une tête exportée.',
  // receipts
  'receipt-unknown-key': (d) =>
    `L’accusé est signé avec la clé ${d.found}, qu’aucun pair n’emploie pour ses accusés. Si le pair a une nouvelle clé, ajoutez sa nouvelle carte.`,
  'receipt-signature': () =>
    'La signature ne correspond pas à l’accusé : l’un des deux a été altéré ou contrefait. Ne vous y fiez pas ; demandez au pair.',
  'receipt-key-not-valid': (d) =>
    `L’accusé est signé le ${d.found}, alors que la clé de ${d.name} n’était pas valide (${d.expected}). Demandez-en un autre au pair.`,
  'receipt-key-revoked': (d) =>
    `L’accusé est signé avec une clé de ${d.name} révoquée à compter du ${d.expected}. Demandez au pair un accusé signé d’une clé valide.`,
  'receipt-not-for-me': (d) =>
    `L’accusé est destiné à ${d.found} et non à ${d.expected}. Remettez-le à la partie qu’il désigne.`,
  'receipt-unknown-batch': (d) =>
    `L’accusé parle du lot ${d.name}, que ce poste n’a jamais envoyé. Demandez au pair quel lot il a reçu.`,
  'receipt-mismatch': (d) =>
    `L’accusé du lot ${d.name} dit ${d.field} ${d.found} ; ${d.expected} a été envoyé. Conservez-le et demandez au pair ce qu’il a reçu.`,
  'receipt-outdated': (d) =>
    `L’accusé du lot ${d.name} (${d.found}) est plus ancien que celui qui est connu (${d.expected}). Il ne change rien.`,
  // sending
  'replaced-not-rejected': (d) =>
    `Le lot ${d.found} de ce flux n’est pas de ceux que le destinataire a rejetés. Seul un tel lot peut être remplacé.`,
  'outbox-conflict': (d) =>
    `${d.file} : ce lot de la boîte d’envoi n’est pas au registre et n’est pas ce que le registre attend comme numéro ${d.expected}. Le registre a-t-il été restauré ? Consultez une personne ; rien n’a été modifié.`,
  // receiving
  'batch-unknown': (d) => `Il n’y a pas de lot ${d.name} ici. scelle status montre ceux qui y sont.`,
  'batch-ambiguous': (d) => `Plusieurs lots répondent à ${d.name}. Désignez-en un par son empreinte.`,
  'batch-adopted': (d) =>
    `${d.file} a été scellé par une commande interrompue, et figure maintenant au registre. Rien n’a été emballé : si vos enregistrements ne sont pas ceux qu’il contient, redonnez la commande.`,
  'clock-behind-ledger': (d) =>
    `L’horloge indique ${d.found}, et ce poste a déjà noté ${d.expected}. Rien n’a été signé. Réglez l’horloge ; si elle est juste, faites noter l’heure par « scelle doctor », puis redonnez la commande.`,
  'signing-key-not-valid': (d) =>
    `Aucun pair n’accepterait ce que la clé de signature signe maintenant (${d.found}) : voyez sa validité sur la carte. Rien n’a été signé. Vérifiez l’horloge, ou faites une nouvelle clé avec « scelle key rotate signing ».`,
  'batch-not-acceptable': (d) =>
    `Le lot ${d.name} ne peut pas être accepté tel quel (${d.found}). Changez la politique ou les clés du pair, ou recevez-le avec ce qui lui manque, puis ouvrez-le de nouveau ; ou rejetez-le.`,
  'batch-not-waiting': (d) => `Le lot ${d.name} est ${d.found} ; il n’y a rien à décider à son sujet.`,
  'batch-out-of-turn': (d) =>
    `Le lot ${d.name} ne peut être accepté maintenant : le numéro ${d.expected} de son flux vient d’abord. Décidez de celui-là.`,
  'stored-file-foreign': (d) =>
    `Le registre de ${d.name} cite ${d.file} comme fichier de ce poste, ce qu’il ne peut être. Rien n’a été lu ni supprimé sous ce nom. Gardez le registre, et cherchez qui l’a modifié.`,
  'stored-file-missing': (d) =>
    `${d.file} : ce lot est au registre, mais son fichier a disparu. Redemandez-le à l’expéditeur et cherchez qui l’a retiré.`,
  'stored-file-altered': (d) =>
    `${d.file} : ce fichier n’est pas ce qui fut reçu. Conservez-le, redemandez le lot à l’expéditeur et cherchez qui l’a altéré.`,
};
