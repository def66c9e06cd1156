import type { en } from './en.ts';

/** The words of the ledger, of receipts and of cards for states, stages and roles, as French output says them. */
const terms: ReadonlyMap<string, string> = new Map([
  ['accepted', 'accepté'],
  ['agent', 'agent'],
  ['authority', 'autorité'],
  ['collector', 'collecteur'],
  ['delivered', 'remis'],
  ['deleted', 'supprimé'],
  ['delivery', 'remise'],
  ['done', 'fait'],
  ['duplicate', 'doublon'],
  ['gateway', 'passerelle'],
  ['held', 'en attente'],
  ['import', 'intégration'],
  ['imported', 'intégré'],
  ['kept', 'gardé'],
  ['known', 'déjà connu'],
  ['open', 'ouvert'],
  ['packed', 'scellé'],
  ['pseudonymised', 'pseudonymisé'],
  ['quarantined', 'en quarantaine'],
  ['refused', 'refusé'],
  ['rejected', 'rejeté'],
  ['sender', 'expéditeur'],
  ['sent', 'envoyé'],
  ['suspended', 'suspendu'],
  ['undecided', 'sans décision'],
  ['verification', 'vérification'],
  ['verified', 'vérifié'],
]);

/** A state, stage or role in French; a role that parties agreed among themselves stays as it is. */
export function toFrench(word: string): string {
  return terms.get(word) ?? word;
}

/** What commands of several topics say and mean, in French. */
export const fr: typeof en = {
  help: {
    headings: {
      'Usage:': 'Utilisation :',
      'Arguments:': 'Arguments :',
      'Options:': 'Options :',
      'Commands:': 'Commandes :',
      'Global Options:': 'Options globales :',
    },
    commands: {
      scelle: 'Sceller, vérifier et ouvrir des lots de preuves.',
      help: 'montrer comment une commande s’utilise',
    },
    notes: {
      scelle: `
Code de sortie : 0 fait, accepté ou doublon · 1 rejeté, ou enregistrements invalides · 2 utilisation ou configuration ·
3 en attente · 4 fichiers ou disques · 5 intervention requise · 70 défaut de scelle · 130 interrompu

« scelle COMMANDE --help » montre des exemples.`,
    },
  },
  progress: {
    generate: 'Création',
    convert: 'Enregistrements convertis :',
    pack: 'Enregistrements scellés :',
    payload: 'Vérification de la charge utile',
    content: 'Vérification du contenu',
  },
  staleRemoved: (file) => `${file} : laissé inachevé par un processus terminé, et supprimé.`,
  staleElsewhere: (file) => `${file} : laissé inachevé par une autre machine. Supprimez-le si plus rien ne s’y écrit.`,
  recovered: (kind, file) =>
    ({
      'partial-removed': `${file} : laissé inachevé par une commande interrompue, et supprimé.`,
      'ledger-migrated': `Le registre est mis à la forme de cette version : une version antérieure de scelle ne peut plus ouvrir ce poste. Tel qu’il était, il est conservé sous ${file}.`,
      'second-copy-removed': `${file} : seconde copie d’un lot que le registre possède ; supprimée.`,
      'copy-set-aside': `${file} : le registre ne nomme pas cette copie d’un lot ; elle est conservée ici. Recevez-la avec « scelle receive ».`,
      'batch-adopted': `${file} : scellé par une commande interrompue ; inscrit au registre. Vérifiez s’il faut encore sceller ses enregistrements.`,
      'key-discarded': `${file} : nouvelle clé faite par une commande interrompue ; sa carte n’a pas été émise, elle est supprimée.`,
      'key-replaced': `${file} : clé que désigne la carte la plus récente ; mise en place après une commande interrompue.`,
      'batch-followed': `${file} : son tour était venu ; accepté.`,
      'file-missing': `${file} : au registre, mais disparu. Cherchez qui l’a retiré.`,
      'outbox-conflict': `${file} : absent du registre, et pas le numéro suivant. Une personne doit s’en occuper.`,
    })[kind],
};
