import type { CoreErrorCode } from '../errors/codes.ts';
import type { ErrorDetails, Message } from '../errors/scelle-error.ts';
import { formatExpectation } from './expectations.ts';
import { formatPlace } from './place.ts';

function place(details: ErrorDetails): string {
  return formatPlace(details, { line: 'ligne', column: 'colonne', field: 'champ', byte: 'octet', separator: ' : ' });
}

function expected(details: ErrorDetails): string {
  return formatExpectation('fr', details.expected);
}

/** French messages: what was found, where, what to do next. */
export const fr: Readonly<Record<CoreErrorCode, Message>> = {
  // canonical: text and JSON
  'utf8-invalid': (d) =>
    `${place(d)}les octets ne sont pas de l’UTF-8 valide. Enregistrez le texte en UTF-8 et recommencez.`,
  'json-syntax': (d) => `${place(d)}ce n’est pas du JSON. Une valeur JSON et rien d’autre est attendue ici.`,
  'json-duplicate-key': (d) =>
    `${place(d)}cette clé figure deux fois dans un même objet. Supprimez celle qui est fausse.`,
  'json-depth': (d) =>
    `${place(d)}les objets et listes sont imbriqués sur plus de ${d.limit} niveaux. Corrigez les données.`,
  'json-number': (d) =>
    `${place(d)}ce n’est pas un entier que tous les lecteurs JSON comprennent de même. Écrivez-le en chiffres simples, entre −(2^53 − 1) et 2^53 − 1.`,
  'json-lone-surrogate': (d) =>
    `${place(d)}le texte contient la moitié d’une paire de surrogats. Corrigez la séquence d’échappement.`,
  'json-not-canonical': (d) =>
    `${place(d)}les octets ne sont pas l’encodage canonique de leur contenu ; aucun logiciel Scellé ne les a écrits. Demandez l’original à l’expéditeur.`,
  'document-too-long': (d) =>
    `${place(d)}le document dépasse ${d.limit} octets. Demandez à son auteur un document valide.`,
  'document-invalid': (d) =>
    `${place(d)}le document enfreint une règle de son format${expected(d)}. Demandez à son auteur un document valide.`,

  // record
  'record-line-too-long': (d) => `${place(d)}la ligne dépasse ${d.limit} octets. Vérifiez où elle se termine.`,
  'record-line-blank': (d) => `${place(d)}la ligne est vide. Supprimez-la, ou cherchez l’enregistrement qui manque.`,
  'record-field-missing': (d) => `${place(d)}ce champ manque${expected(d)}. Écrivez null là où le profil le permet.`,
  'record-field-unknown': (d) =>
    `${place(d)}le profil n’a pas ce champ, et aucune autre donnée ne doit circuler. Retirez-le à la source.`,
  'record-field-invalid': (d) =>
    `${place(d)}la valeur n’est pas de celles que le profil admet${expected(d)}. Corrigez l’enregistrement.`,
  'record-address-not-public': (d) =>
    `${place(d)}l’adresse n’est pas une adresse unicast publique et n’identifie donc aucun abonné. Corrigez l’enregistrement.`,
  'record-address-not-documentation': (d) =>
    `${place(d)}le profil de test n’admet que les adresses des plages de documentation. Prenez-en une, ou le profil des enregistrements réels.`,
  'record-port-missing': (d) =>
    `${place(d)}le port ne peut être null que pour des faits antérieurs au 2022-01-01T00:00:00Z. Ajoutez le port source.`,

  // age
  'age-header-invalid': (d) =>
    `${place(d)}ce n’est pas l’en-tête d’un fichier age. Vérifiez que c’est le bon fichier, ou demandez-le de nouveau.`,
  'age-header-too-large': (d) =>
    `${place(d)}l’en-tête age dépasse ${d.limit} octets. Aucun outil n’écrit un tel fichier ; demandez-en un autre à l’expéditeur.`,
  'age-header-truncated': (d) =>
    `${place(d)}le fichier age s’arrête dans son en-tête. Copiez-le ou transférez-le de nouveau.`,
  'age-too-many-stanzas': (d) =>
    `${place(d)}le fichier age a plus de ${d.limit} destinataires. Chiffrez-le pour moins de destinataires.`,
  'age-scrypt-mixed': (d) =>
    `${place(d)}le fichier age mêle une phrase secrète à d’autres destinataires, ce qui est interdit. Demandez-en un autre à l’expéditeur.`,
  'age-stanza-invalid': (d) =>
    `${place(d)}la strophe ${d.name ?? 'd’un destinataire'} de l’en-tête age est mal formée. Demandez de nouveau le fichier à l’expéditeur.`,
  'age-mac-invalid': (d) =>
    `${place(d)}l’en-tête age a été modifié après son écriture (son code d’authentification ne concorde pas). Demandez de nouveau le fichier à l’expéditeur.`,
  'age-no-identity': (d) =>
    `${place(d)}aucune des identités données n’ouvre ce fichier age. Vérifiez pour quel destinataire il a été chiffré.`,
  'age-chunk-invalid': (d) =>
    `${place(d)}le bloc ${d.index} du contenu chiffré a été modifié ou coupé. Copiez ou transférez de nouveau le fichier.`,
  'age-final-chunk-empty': (d) =>
    `${place(d)}le contenu chiffré se termine par un bloc ${d.index} vide, qu’aucun outil age n’écrit. Demandez un autre fichier à l’expéditeur.`,
  'age-truncated': (d) =>
    `${place(d)}le contenu chiffré s’arrête trop tôt, au bloc ${d.index}. Copiez ou transférez de nouveau le fichier.`,
  'age-trailing-data': (d) =>
    `${place(d)}des octets suivent la fin du contenu chiffré, bloc ${d.index}. Copiez ou transférez de nouveau le fichier.`,
  'age-armor-invalid': (d) =>
    `${place(d)}ce n’est pas un fichier age en ASCII. Copiez de nouveau tout le texte, sans le modifier.`,
  'age-work-factor-too-high': (d) =>
    `${place(d)}ouvrir ce fichier par phrase secrète demande trop de mémoire (facteur de travail ${d.found}, ${d.limit} au plus est accepté). Chiffrez-le de nouveau avec un facteur plus bas, ou utilisez une machine qui a plus de mémoire.`,
  'age-recipient-invalid': (d) =>
    `${place(d)}ce n’est pas un destinataire utilisable (age1… ou age1pq1…). Copiez-le de nouveau en entier.`,
  'age-recipients-missing': (d) =>
    `${place(d)}aucun destinataire n’est indiqué. Indiquez-en au moins un (age1… ou age1pq1…).`,
  'age-recipients-mixed': (d) =>
    `${place(d)}les destinataires sont de types différents, et le plus faible l’emporterait. N’indiquez que des destinataires age1…, ou que des age1pq1….`,
  'age-identity-invalid': (d) =>
    `${place(d)}ce n’est pas une identité (AGE-SECRET-KEY-1… ou AGE-SECRET-KEY-PQ-1…). Copiez-la de nouveau en entier.`,
  'identity-file-invalid': (d) =>
    `${place(d)}il n’y a pas d’identité age ici. Donnez un fichier fait par age-keygen ou scelle.`,
  'identity-file-too-large': (d) =>
    `${place(d)}le fichier dépasse ${d.limit} octets et n’est donc pas un fichier d’identité. Vérifiez son nom.`,

  // shares
  'share-numbers-invalid': (d) =>
    `${place(d)}une identité se partage en 2 à ${d.limit} parts, dont 2 au moins doivent être nécessaires. Choisissez d’autres nombres.`,
  'share-altered': (d) =>
    `${place(d)}la part a été modifiée ou abîmée. Prenez l’original de son dépositaire, ou une autre part.`,
  'share-repeated': (d) => `${place(d)}cette part a déjà été donnée. Donnez celle d’un autre dépositaire.`,
  'share-foreign': (d) =>
    `${place(d)}cette part vient d’un autre partage que la première donnée. Donnez des parts faites ensemble.`,
  'shares-too-few': (d) =>
    `${place(d)}parts données : ${d.found} ; nécessaires : ${d.expected}. Demandez la sienne à un autre dépositaire.`,
  'shares-wrong': (d) =>
    `${place(d)}ensemble, les parts ne donnent pas l’identité qu’elles nomment : l’une au moins n’est pas l’original. Essayez celles d’autres dépositaires, et cherchez qui en a changé une.`,

  // minisign and key files
  'signature-malformed': (d) =>
    `${place(d)}ce n’est pas un fichier de signature tel que minisign l’écrit : quatre lignes, et rien après. Demandez le fichier original au signataire.`,
  'signature-legacy': (d) =>
    `${place(d)}la signature est de l’ancienne forme de minisign (Ed), qui est refusée. Faites signer de nouveau avec minisign -S -H, sans -l.`,
  'signature-too-large': (d) =>
    `${place(d)}le fichier de signature aurait ${d.found} octets, et la limite est de ${d.limit}. Raccourcissez ses commentaires.`,
  'signature-comment-invalid': (d) =>
    `${place(d)}un commentaire de signature contient un caractère de contrôle ou dépasse ${d.limit} octets. Écrivez-le en une courte ligne de texte.`,
  'trusted-comment-invalid': (d) =>
    `${place(d)}le commentaire signé n’est pas « <format> role=<rôle> signer=<nom> time=<instant> », suivi pour un agent de « sample=<32 chiffres hexadécimaux> » ou « sample=none ». Signez avec scelle, ou donnez exactement ce commentaire à minisign -t.`,
  'signer-mismatch': (d) =>
    `${place(d)}ce que le signataire de la clé ${d.name} a renvoyé ne se vérifie pas avec sa clé publique ; rien n’a été écrit. Vérifiez quelle clé se trouve dans l’appareil ou le service.`,
  'public-key-invalid': (d) =>
    `${place(d)}ce n’est pas une clé publique minisign. Donnez le fichier .pub, ou la ligne de 56 caractères qu’il contient.`,
  'public-key-weak': (d) =>
    `${place(d)}la clé publique ${d.name} ne peut appartenir à aucune clé secrète : n’importe qui pourrait signer pour elle. Ne lui faites pas confiance, et demandez la vraie à son propriétaire.`,
  'secret-key-invalid': (d) =>
    `${place(d)}ce n’est pas une clé secrète minisign, ou elle est endommagée. Restaurez le fichier depuis sa sauvegarde.`,
  'passphrase-required': (d) =>
    `${place(d)}la clé est chiffrée et aucune phrase de passe n’a été donnée. Donnez sa phrase de passe.`,
  'passphrase-wrong': (d) =>
    `${place(d)}la phrase de passe est fausse, ou le fichier de clé est endommagé. Saisissez-la de nouveau ; si cela échoue, restaurez le fichier depuis sa sauvegarde.`,
  'key-cost-too-high': (d) =>
    `${place(d)}le fichier de clé demande un coût scrypt supérieur à ${d.limit} (N × p), plus que minisign lui-même, et n’a pas été ouvert. Vérifiez d’où vient ce fichier.`,

  // container
  'container-truncated': (d) => `${place(d)}le lot s’arrête trop tôt. Copiez-le ou transférez-le de nouveau.`,
  'container-header-invalid': (d) =>
    `${place(d)}ce n’est pas un en-tête de membre qu’un logiciel Scellé écrit. Demandez le fichier original à l’expéditeur.`,
  'container-member-unexpected': (d) =>
    `${place(d)}membre « ${d.found} » trouvé${d.expected === undefined ? ', qu’aucun lot ne contient' : ` là où « ${d.expected} » doit se trouver`}. Demandez le fichier original à l’expéditeur.`,
  'container-member-duplicate': (d) =>
    `${place(d)}le membre figure deux fois. Demandez le fichier original à l’expéditeur.`,
  'container-member-too-large': (d) =>
    `${place(d)}le membre compte ${d.found} octets, et ${d.limit} sont permis. Demandez le fichier original à l’expéditeur.`,
  'container-too-many-signatures': (d) =>
    `${place(d)}le lot porte plus de ${d.limit} cosignatures. Retirez celles que la politique ne demande pas.`,
  'container-padding': (d) =>
    `${place(d)}le remplissage après un membre n’est pas nul. Copiez ou transférez le lot de nouveau ; si cela ne suffit pas, demandez le fichier original à l’expéditeur.`,
  'container-trailing-data': (d) =>
    `${place(d)}des données suivent la fin du lot. Demandez le fichier original à l’expéditeur.`,

  // zstd
  'zstd-truncated': (d) =>
    `${place(d)}le contenu compressé s’arrête dans la trame ${d.index}. Demandez de nouveau le lot à l’expéditeur.`,
  'zstd-frame-invalid': (d) =>
    `${place(d)}la trame compressée ${d.index} est mal formée. Demandez de nouveau le lot à l’expéditeur.`,
  'zstd-too-many-frames': (d) =>
    `${place(d)}il y a plus de trames compressées que de contenu pour les remplir (trame ${d.index}) ; aucun logiciel honnête n’en fait autant. Prévenez l’expéditeur.`,
  'zstd-frame-empty': (d) =>
    `${place(d)}la trame compressée ${d.index} est vide, ce qu’aucun lot ne contient. Demandez à l’expéditeur de refaire le lot.`,
  'zstd-skippable-frame': (d) =>
    `${place(d)}la trame compressée ${d.index} est « à ignorer » et pourrait cacher des données. Demandez à l’expéditeur de refaire le lot.`,
  'zstd-dictionary': (d) =>
    `${place(d)}la trame compressée ${d.index} exige un dictionnaire, ce qu’aucun lot ne peut faire. Demandez à l’expéditeur de refaire le lot.`,
  'zstd-window-too-large': (d) =>
    `${place(d)}la trame compressée ${d.index} demande une fenêtre de ${d.found} octets, et ${d.limit} sont permis. Demandez à l’expéditeur de refaire le lot.`,
  'zstd-output-too-large': (d) =>
    `${place(d)}avec la trame compressée ${d.index}, le contenu dépasse les ${d.limit} octets que le manifeste annonce. N’importez pas ce lot ; interrogez l’expéditeur.`,

  // merkle
  'proof-invalid': (d) =>
    `${place(d)}la preuve d’inclusion ne mène pas à la racine scellée. Demandez le fichier original à qui l’a donnée.`,
  'proof-leaf-missing': (d) =>
    `${place(d)}la feuille ${d.index} est demandée, et la dernière du lot est la ${d.limit}. Nommez un enregistrement de ce lot.`,

  // batch
  'previous-mismatch': (d) =>
    `${place(d)}le premier lot d’un flux n’a pas de précédent, et chaque lot suivant le nomme. Donnez l’empreinte du lot précédent, ou le numéro 1.`,
  'batch-sealed': (d) => `${place(d)}le lot est déjà scellé ; rien ne peut y être ajouté. Commencez le lot suivant.`,
  'batch-failed': (d) =>
    `${place(d)}l’écriture du lot a échoué auparavant, et ce qui est écrit n’est pas entier. Supprimez-le, et refaites le lot.`,
  'too-many-records': (d) =>
    `${place(d)}un lot contient au plus ${d.limit} enregistrements. Placez le reste dans le lot suivant.`,
  'too-many-controllers': (d) =>
    `${place(d)}un lot contient les enregistrements d’au plus ${d.limit} responsables de traitement. Placez les autres dans le lot suivant.`,
  'record-agent-unlisted': (d) =>
    `${place(d)}l’agent de cet enregistrement n’est pas déclaré pour le lot. Déclarez tous les agents dans le contenu.`,
  'attachment-empty': (d) =>
    `${place(d)}une pièce jointe est vide. Omettez le segment, ou conservez-en au moins un octet.`,
  'attachment-too-large': (d) =>
    `${place(d)}les pièces jointes comptent ${d.found} octets ensemble, ${d.limit} sont permis. Conservez des segments plus courts.`,
  'too-many-attachments': (d) =>
    `${place(d)}un lot contient au plus ${d.limit} pièces jointes. Placez le reste dans le lot suivant.`,
  'attachment-not-found': (d) => `${place(d)}le segment ${d.name} manque. Placez-le avec les autres, sous son SHA-256.`,
  'attachment-wrong-length': (d) =>
    `${place(d)}le segment ${d.name} compte ${d.found} octets, l’enregistrement en annonce ${d.expected}. Restaurez-le depuis le système de collecte, ou corrigez l’enregistrement.`,
  'attachment-wrong-digest': (d) =>
    `${place(d)}les octets du segment ${d.name} n’ont pas le SHA-256 que dit son nom. Restaurez-le depuis le système de collecte.`,
  'attachment-unreferenced': (d) =>
    `${place(d)}${d.found} pièces jointes ont été ajoutées sans qu’aucun enregistrement les nomme. Ajoutez d’abord leurs enregistrements.`,
  'segment-length-conflict': (d) =>
    `${place(d)}le segment ${d.name} a déjà été nommé avec une autre longueur. Corrigez l’enregistrement qui est faux.`,
  'content-tar-invalid': (d) =>
    `${place(d)}le contenu n’est pas un tar bien formé (${d.found}). Demandez à l’expéditeur de refaire le lot.`,
  'content-member-invalid': (d) =>
    `${place(d)}le membre n’est pas un fichier ordinaire placé juste après le précédent, comme le format l’exige. Demandez à l’expéditeur de refaire le lot.`,
  'content-member-too-large': (d) =>
    `${place(d)}le membre compte ${d.found} octets, au plus ${d.limit} sont permis. Demandez à l’expéditeur de refaire le lot.`,
  'content-member-unexpected': (d) =>
    `${place(d)}le membre « ${d.found} » se trouve à la place de « ${d.expected} ». Demandez à l’expéditeur de refaire le lot.`,
  'content-length': (d) =>
    `${place(d)}le contenu compte ${d.found} octets, le manifeste en annonce ${d.expected} : quelque chose est caché ou manque. N’importez pas ce lot ; interrogez l’expéditeur.`,
  'content-salt-key': (d) =>
    `${place(d)}la clé de sel ne fait pas 64 chiffres hexadécimaux minuscules. Demandez à l’expéditeur de refaire le lot.`,
  'content-group-invalid': (d) =>
    `${place(d)}le groupe n’a pas l’ordre et la forme que le format exige. Demandez à l’expéditeur de refaire le lot.`,
  'co-signature-role': (d) =>
    `${place(d)}le rôle ${d.name} est réservé au sceau. Choisissez le rôle du cosignataire, par exemple agent.`,
  'co-signature-exists': (d) => `${place(d)}cette clé a déjà cosigné au rôle ${d.name}. Il n’y a rien à faire.`,
  'manifest-changed': (d) =>
    `${place(d)}le lot a été remplacé par un autre pendant l’examen. Rien n’a été signé ni divulgué ; examinez le nouveau.`,

  // io
  'source-missing': (d) => `${place(d)}ce fichier n’existe pas. Vérifiez le nom.`,
  'source-unreadable': (d) => `${place(d)}lecture impossible (${d.found}). Vérifiez les permissions et le support.`,
  'source-not-a-file': (d) =>
    `${place(d)}ce n’est pas un fichier ordinaire. Indiquez un fichier, ou passez un tube par l’entrée standard.`,
  'source-truncated': (d) =>
    `${place(d)}la source s’arrête à l’octet ${d.found} alors que ${d.expected} étaient attendus. Copiez-la ou transférez-la de nouveau.`,
  'source-too-large': (d) =>
    `${place(d)}plus de ${d.limit} octets sont arrivés. Vérifiez ce qui est envoyé, ou relevez la limite dans la politique.`,
  'target-exists': (d) => `${place(d)}la cible existe déjà et n’est jamais écrasée. Choisissez un autre nom.`,
  'target-folder-missing': (d) =>
    d.found === 'ENOTDIR'
      ? `${place(d)}ce qui devrait être le dossier de la cible n’en est pas un. Nommez un dossier.`
      : `${place(d)}le dossier de la cible n’existe pas. Créez-le d’abord.`,
  'target-full': (d) => `${place(d)}il n’y a plus de place (${d.found}). Libérez-en, ou choisissez un autre disque.`,
  'target-unwritable': (d) => `${place(d)}écriture impossible (${d.found}). Vérifiez les permissions du dossier.`,
  'target-links-unsupported': (d) =>
    `${place(d)}le système de fichiers n’a pas de liens physiques, sans lesquels un fichier ne peut être publié sûrement. Écrivez sur un disque local, puis copiez.`,
  'target-locked': (d) =>
    `${place(d)}un autre processus modifie le fichier. Recommencez quand il aura fini ; si aucun ne tourne, supprimez ${d.name}.`,
};
