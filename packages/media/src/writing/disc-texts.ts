import { readFile } from 'node:fs/promises';
import { findAsset } from '../coding/wasm-erasure-code.ts';
import type { Item } from '../format/description.ts';
import type { ItemSource } from './examine-items.ts';
import { nameOnDisc } from './plan-set.ts';
import type { WriteMediaOptions } from './write-options.ts';

/** What the texts on a disc tell besides what is in the set description. */
interface TextFacts {
  readonly label: string | null;
  readonly sender: string;
  readonly recipient: string;
  /** Whom to call. */
  readonly contact: string | null;
  readonly items: readonly Item[];
  readonly spareDiscs: number;
}

/** The restorer, a program in one file, and the specification of what it does, as they are published with this package. */
async function readDiscFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = ['restore.mjs', 'MEDIA-FORMAT.md'] as const;
  const read = async (name: (typeof names)[number]) => [name, new Uint8Array(await readFile(findAsset(name)))] as const;
  return new Map(await Promise.all(names.map(read)));
}

/** `README.txt` and `LISEZMOI.txt`. */
function writeTexts(facts: TextFacts): ReadonlyMap<string, Uint8Array> {
  const encoder = new TextEncoder();
  return new Map([
    ['LISEZMOI.txt', encoder.encode(french(facts))],
    ['README.txt', encoder.encode(english(facts))],
  ]);
}

function batchNames({ items }: TextFacts): string {
  return items
    .filter(({ kind }) => kind === 'batch')
    .map(({ name }) => `    ${name}`)
    .join('\n');
}

function english(facts: TextFacts): string {
  const { sender, recipient, contact, spareDiscs } = facts;
  return `WHAT THIS IS

One of a set of discs${spareDiscs === 0 ? '' : `, of which ${spareDiscs} spare,`} with sealed batches of evidence,
from ${sender} to ${recipient}. They are encrypted: nobody but ${recipient} can read them.
If you have found this disc, please call: ${contact ?? sender}.

THE BATCHES OF THE SET
${batchNames(facts)}

WHAT TO DO AT THE RECIPIENT'S DESK

    scelle media check DISC...             what is damaged, and whether it matters
    scelle media read DISC... --out DIR    the batches, repaired where needed

Discs may come in any order, and on different days. A scratched disc is not lost: every disc carries parity, and
a spare disc replaces any one that is missing.

WITHOUT THAT SOFTWARE

  Is the disc whole?             sha256sum -c manifest-sha256.txt && sha256sum -c tagmanifest-sha256.txt
  Put a batch together           copy data/batches of all discs into one folder, then
                                 cat NAME.part-* > NAME     (where it is in parts)
  Repair and put together        node restore.mjs --out DIR DISC...     (Node.js 20 or later, nothing else;
                                 DISC is a folder or an image of a disc)
  Who sealed it?                 minisign -V -H -m manifest.json -P KEY     in data/manifests/NAME,
                                 with the KEY that the sender gave you, never one from a disc
  How is all this laid out?      MEDIA-FORMAT.md

No disc carries a secret key. What decides whether a batch may be imported is its verification, not this disc.
`;
}

function french(facts: TextFacts): string {
  const { sender, recipient, contact, spareDiscs } = facts;
  return `CE QUE C’EST

Un disque d’un jeu${spareDiscs === 0 ? '' : ` (dont ${spareDiscs} de secours)`} portant des lots de preuves scellés,
de ${sender} à ${recipient}. Ils sont chiffrés : personne d’autre que ${recipient} ne peut les lire.
Si vous avez trouvé ce disque, appelez : ${contact ?? sender}.

LES LOTS DU JEU
${batchNames(facts)}

QUE FAIRE CHEZ LE DESTINATAIRE

    scelle media check DISQUE...               ce qui est abîmé, et si c’est grave
    scelle media read DISQUE... --out DOSSIER  les lots, réparés s’il le faut

Les disques peuvent venir dans n’importe quel ordre, et à des jours différents. Un disque rayé n’est pas perdu :
chaque disque porte de la parité, et un disque de secours remplace n’importe quel disque manquant.

SANS CE LOGICIEL

  Le disque est-il entier ?      sha256sum -c manifest-sha256.txt && sha256sum -c tagmanifest-sha256.txt
  Rassembler un lot              copier data/batches de tous les disques dans un dossier, puis
                                 cat NOM.part-* > NOM     (s’il est en morceaux)
  Réparer et rassembler          node restore.mjs --out DOSSIER DISQUE...     (Node.js 20 ou plus, rien d’autre ;
                                 DISQUE est un dossier ou une image de disque)
  Qui l’a scellé ?               minisign -V -H -m manifest.json -P CLÉ     dans data/manifests/NOM,
                                 avec la CLÉ donnée par l’expéditeur, jamais une clé trouvée sur un disque
  Comment est-ce disposé ?       MEDIA-FORMAT.md

Aucun disque ne porte de clé secrète. Ce qui décide de l’import d’un lot est sa vérification, pas ce disque.
`;
}

/** The files that every disc carries besides the evidence: texts, restorer, specification, manifests. */
export async function gatherCompanions(
  sources: readonly ItemSource[],
  options: WriteMediaOptions,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { label = null, contact = null, spareDiscs = 0 } = options;
  const items = sources.map(({ item }) => item);
  const { parties } = sources[0]!;
  const manifests = sources.flatMap(({ companions }, index) => {
    const folder = `data/manifests/${nameOnDisc(items[index]!, index)}`;
    return Array.from(companions, ([name, bytes]) => [`${folder}/${name}`, bytes] as const);
  });
  const texts = writeTexts({ ...parties, label, contact, items, spareDiscs });
  return new Map([...(await readDiscFiles()), ...texts, ...manifests]);
}
