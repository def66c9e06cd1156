import type { WaitingReason } from '@scelle/media/internal';
import { type Line, someNames } from '../kernel/line.ts';
import type { en } from './en.ts';

/** Ce qu’il faut faire d’un jeu en attente, selon la raison. */
const ways: Readonly<Record<WaitingReason, (key: string) => string>> = {
  'needs-discs': () =>
    'mettez les disques qui manquent : scelle media read LECTEUR ; s’ils sont perdus, demandez les blocs à l’expéditeur : scelle media check DISQUE... --request manque.json',
  'not-recoverable': () =>
    'demandez les blocs à l’expéditeur : scelle media check DISQUE... --request manque.json ; puis lisez ce qui arrive : scelle media read COMPLEMENT',
  'item-wrong': (key) =>
    `relisez les disques, ou retirez le jeu et demandez-en un autre à l’expéditeur : scelle media drop ${key}`,
  complete: () => 'tout est là, et la prochaine lecture le délivre : scelle media read LECTEUR',
  unreadable: (key) => `relisez les disques, ou retirez le jeu : scelle media drop ${key}`,
};

/** What the commands about discs say, and their `--help`, in French. */
export const fr: typeof en = {
  help: {
    commands: {
      media: 'remettre des lots sur des disques',
      'media write': 'écrire des lots sur des disques qui peuvent être rayés ou perdus',
      'media check': 'signaler les dommages des disques, et s’ils sont réparables',
      'media read': 'lire les lots sur des disques, réparés s’il le faut',
      'media patch': 'écrire les blocs qu’une vérification demande',
      'media drop': 'retirer un jeu incomplet que personne ne complétera',
    },
    notes: {
      media: '',
      'media write': `
DIR reçoit un dossier par disque, des étiquettes à imprimer et un bordereau ; avec --iso aussi des images à graver, pour
lesquelles il faut xorriso. La parité de chaque disque répare les rayures ; chaque disque de secours en remplace un
perdu. Seuls des lots scellés et des accusés signés sont écrits. --receipt nomme le document ; sa signature doit être à
côté de lui, en .minisig.

À un poste, --pending prend ce qui attend dans la boîte d’envoi et porte toutes les cosignatures que la politique
demande, et --receipts les accusés délivrés à un pair ; les lots comptent alors comme envoyés, et le journal dit par
quels disques. Ce qui est déjà parti sur des disques est laissé de côté, sauf avec --again.

Exemples :
  scelle media write --pending --to arcom --spare-discs 1 --iso --seal-number A-1742 --packed-by "M. Roy" --out colis
  scelle media write outbox/*.scelle --key tmg.key --disc dvd --spare-discs 1 --iso --out colis
  scelle media write jour.scelle --key tmg.key --disc 4000000000 --parity 25% --out cle-usb`,
      'media check': `
PATH est le dossier d’un disque, son image, ou le lecteur, comme /dev/sr0 ; plusieurs dans n’importe quel ordre. Les
disques se reconnaissent à leur contenu. Sur un terminal, un lecteur seul est demandé disque après disque. Rien n’est
écrit, sauf le rapport.

Code de sortie : 0 intact · 5 abîmé, mais récupérable, ou un disque a été écarté · 3 il faut d’autres disques ·
1 non récupérable

Exemples :
  scelle media check /dev/sr0 --report verification.html
  scelle media check disc-*.iso --signer tmg=tmg.pub --request manque.json`,
      'media read': `
Les lots apparaissent dans DIR dès qu’ils sont entiers, et seulement s’ils sont, au bit près, ce que dit le jeu. Ce qui a
été lu est gardé dans le dossier de session jusqu’à ce que tout un jeu soit là : les disques peuvent venir à des jours
différents, et une lecture interrompue reprend. Les lots restent à vérifier.

Sans --out, c’est un poste qui les prend : chaque lot comme « scelle receive », les accusés comme « scelle receipt add ».
Les mots de la clé du jeu sont montrés : ils doivent être ceux des étiquettes.

Code de sortie : 0 tous les lots sont là · 5 de même, mais un disque a été écarté · 3 il faut d’autres disques, ou un
lot est en attente · 1 non récupérable, ou non accepté

Exemples :
  scelle media read /dev/sr0 --station poste --opened-by "A. Petit" --seal-number A-1742
  scelle media read disc-*.iso --out inbox
  scelle media read /dev/sr0 --out inbox --signer tmg=tmg.pub --recipient arcom`,
      'media patch': `
BATCH sont exactement les fichiers dont le jeu a été fait ; sans eux, un poste les prend dans sa boîte d’envoi. Le
dossier se lit comme un disque : donnez-le à « media read ».

Exemples :
  scelle media patch --request manque.json --out complement --station poste
  scelle media patch outbox/*.scelle --request manque.json --out complement`,
      'media drop': `
À un poste, ce qui a été lu d’un jeu est gardé jusqu’à ce que tout soit là. « scelle status » donne les jeux en attente ;
il y en a huit au plus. Ce qui est arrivé entier reste ; un jeu retiré peut être relu. Le retrait est inscrit au journal.

Exemple :
  scelle media drop 3b53d15c --reason "l’expéditeur a refait le jeu"`,
    },
  },
  mediaProgress: {
    examine: 'Fichiers examinés :',
    content: 'Écriture du contenu',
    cross: 'Écriture des disques de secours',
    parity: 'Écriture de la parité',
    image: 'Images faites :',
    search: 'Recherche',
    read: 'Lecture',
    repair: 'Réparation',
    compare: 'Lots comparés :',
  },
  setWritten: ({ out, setKey, words, description, discs }) => [
    `jeu      ${setKey}`,
    ...(words === undefined ? [] : [`mots     ${words.join(' ')}`]),
    `de       ${description.sender} à ${description.recipient}, ${description.items.length} fichiers`,
    ...discs.map(
      ({ folder, image, bytes }, index) =>
        `disque   ${image ?? folder} (${bytes} o${description.discs[index]!.kind === 'spare' ? ', de secours' : ''})`,
    ),
    `imprimer ${out}/labels.html, ${out}/delivery-slip.html`,
  ],
  batchUnsigned: ({ file, missing }) =>
    `${file} : laissé de côté, car il manque des cosignatures (${missing.map(({ role, threshold }) => `${role} : ${threshold}`).join(', ')}).`,
  nothingForDiscs: 'Rien n’attend d’être écrit sur des disques.',
  setWords: (words) => `mots des étiquettes : ${words.join(' ')}`,
  delivered: (files) => files.map((file) => ({ text: `lot  ${file}`, tone: 'good' })),
  patchWritten: ({ folder, blocks, bytes }) => [`${folder} : ${blocks} blocs, ${bytes} o.`],
  waitingSets: (sets) =>
    sets.flatMap(({ key, sender, label, reason, missing, items, neededDiscs, since }): Line[] => [
      {
        text: [
          `disques de ${sender ?? 'expéditeur inconnu'}${label === null ? '' : ` (${label})`}, jeu ${key}`,
          `dernière lecture le ${since}`,
          ...(missing.length > 0 ? [`manque ${missing.length} sur ${items} : ${someNames(missing)}`] : []),
          ...(neededDiscs.length > 0 ? [`il faut le disque ${neededDiscs.join(', ')}`] : []),
          ...(reason === 'item-wrong' ? ['contenu autre que ce que dit le jeu'] : []),
        ].join(' ; '),
        tone: 'warning',
      },
      `  ${ways[reason](key)}`,
    ]),
  nothingAsked: (file) => `Il n’y a rien à demander : ${file} n’a pas été écrit.`,
  setDropped: ({ key, sender }) =>
    `Ce qui a été lu du jeu ${key} de ${sender ?? 'expéditeur inconnu'} est retiré. C’est inscrit au journal.`,
  askNextDisc: (path) => `Mettez le disque suivant dans ${path} et appuyez sur Entrée (q : plus aucun) : `,
};
