import type { Message } from '@scelle/core';
import type { BackupCode } from '../../backup/codes.ts';

/** French messages about backups: what was found, and what to do next. */
export const fr: Readonly<Record<BackupCode, Message>> = {
  'backup-invalid': (d) =>
    `Ce n’est pas la sauvegarde d’un poste, ou elle n’est pas entière : ${d.found} trouvé au lieu de ${d.expected}. Rien n’a été restauré ; prenez-en une autre.`,
  'backup-keys-foreign': (d) =>
    `Des clés de cette sauvegarde ne sont pas celles de la carte ${d.expected}, la plus récente qu’elle contient : ${d.file}. Rien n’a été restauré. Qui l’a faite n’avait peut-être pas les clés du poste : ne l’employez pas, et cherchez d’où elle vient.`,
  'backup-without-recipient': (d) =>
    `${d.name} n’a pas de clé d’ouverture pour laquelle sceller une sauvegarde. Donnez avec --recipient-key la clé de qui la garde.`,
  'receipt-not-next': (d) =>
    `L’accusé parle de ${d.name}. Ce poste a été restauré et connaît ses lots jusqu’à celui qui précède le numéro ${d.expected} : ajoutez les accusés dans l’ordre, à partir de celui-là.`,
  'sequence-unconfirmed': (d) =>
    `Ce poste a été restauré, et ${d.found} n’est peut-être pas le dernier numéro qu’il a employé pour ${d.name}, ${d.field}. Demandez ses accusés au pair et ajoutez-les, puis confirmez le dernier numéro avec « scelle confirm-sequence ».`,
  'sequence-differs': (d) =>
    `Le dernier numéro du registre est ${d.found}, et non ${d.expected}. Ajoutez les accusés des lots qui l’ont suivi, ou remettez leurs fichiers dans outbox/ ; puis confirmez le dernier numéro.`,
  'sequence-reason-missing': (d) =>
    `Il n’y a pas d’accusé du pair pour le numéro ${d.found}. Dites avec --reason comment on sait que rien n’a été envoyé après lui.`,
  'station-not-restored': (d) =>
    `Le poste de ${d.name} n’a jamais été restauré depuis une sauvegarde : il connaît ses numéros, et il n’y a rien à confirmer.`,
};
