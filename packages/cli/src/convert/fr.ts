import type { en } from './en.ts';

const kinds = { loss: 'perte', guess: 'supposition', refusal: 'refusé' } as const;

/** What the commands about other formats say, and their `--help`, in French. */
export const fr: typeof en = {
  help: {
    commands: {
      convert: 'convertir des enregistrements depuis un autre format',
      export: 'vérifier un lot en entier, puis livrer ses enregistrements dans un autre format',
    },
    notes: {
      convert: `
Lit du CSV, des avis ACNS (XML) ou des rapports XARF (JSON), aussi en gzip, en zstd ou dans un courriel, et écrit des
enregistrements en JSON Lines, que « pack » prend. Plusieurs entrées sont lues dans l’ordre, et - est l’entrée standard.
Une table de correspondance (TOML ou JSON) dit ce que signifient les colonnes et les mots, ce qui tient lieu de valeurs
que le format n’a pas, et qui est qui ; docs/formats.md l’explique, et --guess en écrit une première. Rien n’est perdu
ni deviné en silence : chaque fois, une note sur l’enregistrement, dans FILE en JSON Lines ou sinon comptée sur la
sortie d’erreur. Ce qui n’est pas compris est refusé. Si des enregistrements sont refusés, aucun fichier
d’enregistrements n’est écrit, à moins que --skip-refused ne les laisse de côté. Les avis repris et les dossiers clos
sont refusés aussi ; --withdrawals dresse la liste des enregistrements qu’ils reprennent.

Exemples :
  scelle convert --guess day.csv --out partner.toml
  scelle convert --format csv --mapping partner.toml --check day.csv
  scelle convert --format csv --mapping partner.toml day.csv --out day.jsonl --notes day.notes.jsonl
  scelle convert --format acns --mapping partner.toml notices/*.xml --out day.jsonl`,
      export: `
Le fichier n’apparaît que si le lot est accepté. Avec --out -, les enregistrements vont sur la sortie standard après une
vérification complète ; ils sont alors lus et vérifiés une seconde fois, et doivent être les mêmes octets. ACNS et XARF
demandent une table de correspondance avec des contacts. Ce dont un format n’a pas la place est noté, enregistrement par
enregistrement. Les cellules CSV qu’un tableur prendrait pour des formules reçoivent une apostrophe devant, que
« convert » enlève. Parquet est fait pour l’analyse ; --for provider donne ce qu’il faut à un fournisseur pour trouver
un abonné, et rien de l’œuvre.

Exemples :
  scelle export tmg.arcom.music.000001.scelle --format csv --identity arcom.identity --signer tmg=tmg.pub --out day.csv
  scelle export tmg.arcom.music.000001.scelle --format acns --mapping partner.json --identity arcom.identity \\
    --signer tmg=tmg.pub --out day.xml --notes day.notes.jsonl`,
    },
  },
  noteCount: ({ kind, code, field, column, message, first, records }) =>
    `${records} × ${kinds[kind]} (${code}${field === '' ? '' : `, ${field}`}${column === undefined ? '' : `, colonne ${column}`}), d’abord dans ${first.input}, ${first.line === null ? '' : `ligne ${first.line}, `}enregistrement ${first.number}. ${message}`,
  moreNotes: (left) => `${left} autres sortes de notes ne sont pas montrées ; --notes FICHIER les garde toutes.`,
  converted: ({ file, records, refused, withdrawals }) => [
    { text: `${file} : ${records} enregistrements.`, tone: 'good' },
    ...(refused === 0
      ? []
      : [{ text: `${refused} enregistrements ont été refusés et laissés de côté.`, tone: 'warning' } as const]),
    ...(withdrawals === undefined
      ? []
      : [`${withdrawals} enregistrements sont repris ; la liste des retraits les nomme.`]),
  ],
  guessed: ({ file, decisions }) => [
    { text: `${file} : une table de correspondance.`, tone: 'good' },
    ...(decisions === 0
      ? []
      : [{ text: `Décisions qui vous restent, marquées À DÉCIDER : ${decisions}.`, tone: 'warning' } as const]),
  ],
  checked: ({ records, refused }) =>
    `${records} enregistrements seraient écrits, ${refused} seraient refusés. Rien n’a été écrit. Les premiers :`,
};
