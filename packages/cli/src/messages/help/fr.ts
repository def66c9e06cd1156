import { help as cards } from '../cards/fr.ts';
import { help as formats } from '../formats/fr.ts';
import { help as imports } from '../import/fr.ts';
import { help as media } from '../media/fr.ts';
import { help as network } from '../network/fr.ts';
import { help as shares } from '../shares/fr.ts';
import { help as station } from '../station/fr.ts';
import { help as upkeep } from '../upkeep/fr.ts';
import type { HelpTexts } from './texts.ts';

/** The texts of `--help` in French. */
export const fr: HelpTexts = {
  headings: {
    'Usage:': 'Utilisation :',
    'Arguments:': 'Arguments :',
    'Options:': 'Options :',
    'Commands:': 'Commandes :',
    'Global Options:': 'Options globales :',
  },
  commands: {
    ...formats.commands,
    ...imports.commands,
    ...media.commands,
    ...network.commands,
    ...shares.commands,
    ...station.commands,
    ...upkeep.commands,
    ...cards.commands,
    scelle: 'Sceller, vérifier et ouvrir des lots de preuves.',
    keygen: 'créer des clés',
    'keygen signing': 'créer une paire de clés pour sceller et cosigner (minisign)',
    'keygen opening': 'créer une paire de clés pour ouvrir des lots (age)',
    generate: 'créer des enregistrements inventés, pour la formation et les tests',
    pack: 'sceller des enregistrements en un lot',
    cosign: 'examiner un lot et le cosigner',
    inspect: 'montrer le manifeste et les signatures sans rien vérifier',
    verify: 'vérifier des lots',
    open: 'vérifier un lot en entier, puis livrer ses enregistrements',
    prove: 'divulguer un enregistrement avec la preuve qu’il a été scellé',
    'verify-proof': 'vérifier un enregistrement divulgué, sans clé d’ouverture',
  },
  notes: {
    ...formats.notes,
    ...imports.notes,
    ...media.notes,
    ...network.notes,
    ...shares.notes,
    ...station.notes,
    ...upkeep.notes,
    ...cards.notes,
    scelle: `
Code de sortie : 0 fait, accepté ou doublon · 1 rejeté, ou enregistrements invalides · 2 utilisation ou configuration ·
3 en attente · 4 fichiers ou disques · 5 une personne est attendue · 70 défaut de scelle · 130 interrompu

« scelle COMMANDE --help » montre des exemples.`,
    keygen: '',
    'keygen signing': `
Écrit NAME.key (secret, mode 0600) et NAME.pub ; minisign sait utiliser les deux. Rien n’est remplacé.
L’empreinte est le SHA-256 de la clé publique telle qu’elle est affichée : printf %s CLÉ | sha256sum

Exemples :
  scelle keygen signing tmg
  scelle keygen signing agent-7 --out keys --passphrase-file agent.pass`,
    'keygen opening': `
Écrit NAME.identity (secret, mode 0600) et NAME.recipient ; age sait utiliser les deux. Rien n’est remplacé.
Avec --pq, la clé résiste aussi à un futur ordinateur quantique ; il faut alors age 1.3.

Exemples :
  scelle keygen opening arcom
  scelle keygen opening arcom --pq --out keys`,
    generate: `
Écrit records.jsonl, segments/<sha256> et content.json (ce que prend « pack --content »). La même graine donne les
mêmes fichiers. Les adresses sont de documentation : scellez-les avec --profile ip-evidence-test/1.

Exemple :
  scelle generate --records 1000 --segments tenth --out day`,
    pack: `
INPUT est en JSON Lines ; plusieurs sont lus dans l’ordre, et - est l’entrée standard. Un enregistrement invalide
arrête tout, et les 20 premiers sont montrés. Avec --rejects FILE, ils sont mis à part : FILE reçoit les lignes telles
quelles, à corriger et à sceller de nouveau (d’une ligne trop longue, le début seulement), et FILE.reasons.jsonl dit ce
qui ne va pas. Une entrée sans enregistrement donne un lot sans enregistrement, ce qui est permis.
Avec --to PEER, le lot est le prochain de ce flux, dans la boîte d’envoi d’un poste : clés, destinataires, numéro et lot
précédent sont ceux que connaît le poste. Sans cette option, tous sont à donner.

Exemples :
  scelle pack day.jsonl --sender tmg --recipient arcom --stream music --sequence 1 \\
    --key tmg.key --recipient-key arcom.recipient --out outbox
  scelle pack day.jsonl --to arcom --stream music --station desk
  scelle pack day/records.jsonl --segments day/segments --content day/content.json --profile ip-evidence-test/1 \\
    --sender tmg --recipient arcom --stream music --sequence 2 --previous outbox/tmg.arcom.music.000001.scelle \\
    --key tmg.key --recipient-key arcom.recipient --out outbox`,
    cosign: `
Avec --identity (et --signer), le lot est d’abord vérifié en entier, et vous voyez ce que vous signez : des décomptes,
et dix enregistrements tirés au sort par une graine qui entre dans la signature. Les indices ne dépendent que de la
graine et du nombre d’enregistrements : pour i = 0, 1, …, les 8 premiers octets de SHA-256(graine || i sur 8 octets,
gros-boutien), modulo ce nombre ; les valeurs à partir de son plus grand multiple sous 2^64 et les répétitions sont
écartées. Les enregistrements de l’échantillon ne
sont affichés que sur un terminal, car aucun journal ne doit en contenir. Sans --identity, le contenu n’est pas
examiné, et la signature dit sample=none ; avec --signer, le sceau est tout de même vérifié.
Avec --pending, chaque lot de la boîte d’envoi d’un poste auquel manque une cosignature de ce rôle est montré, avec ce
qu’il a d’inhabituel, et signé si vous le confirmez.

Exemple :
  scelle cosign tmg.arcom.music.000001.scelle --key agent-7.key --role agent --name agent-7 \\
    --identity review.identity --signer tmg=tmg.pub`,
    inspect: `
Rien n’est vérifié : c’est ce que le fichier dit de lui-même. - lit l’entrée standard.

Exemple :
  scelle inspect tmg.arcom.music.000001.scelle`,
    verify: `
Avec --identity, tout est vérifié ; avec --sealed, tout ce qui peut l’être sans clé d’ouverture. Le code de sortie de
plusieurs lots est le pire de 4, 1, 3 et 0. - lit l’entrée standard, gardée, encore scellée, dans un fichier privé du
dossier temporaire. Chaque clé donnée par --require doit avoir cosigné.

Exemples :
  scelle verify *.scelle --sealed --signer tmg=tmg.pub --recipient arcom
  scelle verify tmg.arcom.music.000001.scelle --identity arcom.identity --signer tmg=tmg.pub \\
    --require agent=agent-7.pub --report report.html`,
    open: `
DIR reçoit records.jsonl, segments/<sha256>, batch.json, manifest.json et report.json, et n’apparaît que si le lot est
accepté. Avec --out -, les enregistrements vont sur la sortie standard après une vérification complète ; ils sont alors
lus et vérifiés une seconde fois, et doivent être les mêmes octets.

Exemples :
  scelle open tmg.arcom.music.000001.scelle --identity arcom.identity --signer tmg=tmg.pub --out day
  scelle open tmg.arcom.music.000001.scelle --identity arcom.identity --signer tmg=tmg.pub --out - | wc -l`,
    prove: `
Le lot est d’abord vérifié en entier. La preuve contient l’enregistrement, la base légale du lot et, des autres
enregistrements, seulement des empreintes salées.

Exemple :
  scelle prove tmg.arcom.music.000001.scelle --identity arcom.identity --signer tmg=tmg.pub \\
    --record 9f1c5b0e-4c54-4a55-9b1d-7c1f5f3d2a10 --out proof.json`,
    'verify-proof': `
Exemple :
  scelle verify-proof proof.json --signer tmg=tmg.pub`,
  },
  arguments: {
    ...formats.arguments,
    ...media.arguments,
    ...network.arguments,
    ...shares.arguments,
    ...station.arguments,
    ...upkeep.arguments,
    ...cards.arguments,
    keyName: 'nom de la clé et de ses fichiers',
    inputs: 'enregistrements en JSON Lines ; - est l’entrée standard',
    batch: 'un lot ; - est l’entrée standard',
    batches: 'des lots ; - est l’entrée standard',
    proof: 'une preuve faite par « scelle prove »',
  },
  options: {
    ...formats.options,
    ...imports.options,
    ...media.options,
    ...network.options,
    ...shares.options,
    ...station.options,
    ...upkeep.options,
    ...cards.options,
    json: 'écrire un seul document JSON, erreurs comprises',
    lang: 'langue des messages : en ou fr (par défaut, celle de l’environnement)',
    help: 'montrer comment la commande s’utilise',
    version: 'montrer la version',
    keyOut: 'dossier des nouveaux fichiers (par défaut, le dossier courant)',
    postQuantum: 'créer une clé hybride, ML-KEM-768 avec X25519',
    passphraseFile: 'fichier dont la première ligne est la phrase secrète (sinon SCELLE_PASSPHRASE, sinon le terminal)',
    identityPassphraseFile: 'fichier dont la première ligne est la phrase secrète de l’identité (sinon le terminal)',
    noPassphrase: 'laisser le secret en clair',
    records: 'combien',
    segmentShare: 'quels enregistrements gardent un segment du fichier : none, tenth ou all (par défaut none)',
    seed: 'graine dont tout découle (par défaut scelle)',
    generateOut: 'dossier nouveau ou vide',
    sender: 'nom de l’expéditeur',
    recipientName: 'nom du destinataire',
    stream: 'nom du flux',
    sequence: 'numéro du lot dans son flux, à partir de 1',
    previous: 'le lot précédent, ou le SHA-256 de son manifeste ; exigé à partir de 2',
    key: 'clé secrète de l’expéditeur',
    recipientKey: 'fichier de destinataires qui peuvent ouvrir le lot ; peut être répété',
    segments: 'dossier des segments, chacun nommé par son SHA-256',
    content: 'fichier JSON avec legalBasis, authorisation et agents',
    profile: 'profil des enregistrements (par défaut ip-evidence/1)',
    rejects: 'nouveau fichier pour les enregistrements invalides, mis à part ; il en faut de valides',
    packOut: 'dossier du lot, ou son nom s’il finit par .scelle',
    coSignKey: 'clé secrète du cosignataire',
    role: 'rôle dans lequel le lot est signé, par exemple agent',
    coSignerName: 'nom du cosignataire',
    yes: 'signer sans demander',
    identity: 'clé secrète d’ouverture : tout vérifier',
    sealed: 'ne vérifier que ce qui se passe de clé d’ouverture',
    signer: 'clé publique d’un expéditeur sous son nom ; peut être répété',
    require: 'clé publique qui doit avoir cosigné, sous son rôle ; peut être répété, chaque fois avec une autre clé',
    expectedRecipient: 'nom auquel le lot doit être adressé',
    allowedRecipientKey:
      'fichier de destinataires pour qui le lot peut être scellé, et pour nul autre ; peut être répété',
    report: 'nouveau fichier HTML pour le rapport',
    details:
      'montrer aussi ce que chaque étape a comparé, les empreintes, et comment refaire le contrôle avec les outils usuels',
    maxSize: 'le plus qui soit pris de l’entrée standard (par défaut 64G)',
    openOut: 'nouveau dossier, ou - pour la sortie standard',
    recordId: 'identifiant de l’enregistrement',
    withoutContent: 'ne pas divulguer la base légale',
    proofOut: 'nouveau fichier pour la preuve',
  },
};
