import { formatTable } from '../kernel/line.ts';
import type { en } from './en.ts';

const kinds = { loss: 'perte', guess: 'supposition', refusal: 'refusé' } as const;

/** What the commands about other formats say, and their `--help`, in French. */
export const fr: typeof en = {
  help: {
    commands: {
      convert: 'faire des enregistrements de ce qui est dans un autre format',
      export: 'vérifier un lot en entier, puis livrer ses enregistrements dans un autre format',
    },
    notes: {
      convert: `
Lit du CSV, des avis ACNS (XML) ou des rapports XARF (JSON), et écrit des enregistrements en JSON Lines, que « pack »
prend. Plusieurs entrées sont lues dans l’ordre, et - est l’entrée standard. Une table de correspondance dit ce que
signifient les colonnes, ce qui tient lieu de valeurs que le format n’a pas, et qui est qui ; docs/formats.md
l’explique. Rien n’est perdu ni deviné en silence : chaque fois, une note sur l’enregistrement, dans FILE en JSON Lines
ou sinon sur la sortie d’erreur. Si des enregistrements sont refusés, aucun fichier d’enregistrements n’est
écrit, à moins que --skip-refused ne les laisse de côté.

Exemples :
  scelle convert --format csv --mapping partner.json day.csv --out day.jsonl --notes day.notes.jsonl
  scelle convert --format acns --mapping partner.json notices/*.xml --out day.jsonl`,
      export: `
Le fichier n’apparaît que si le lot est accepté. Avec --out -, les enregistrements vont sur la sortie standard après une
vérification complète ; ils sont alors lus et vérifiés une seconde fois, et doivent être les mêmes octets. ACNS et XARF
demandent une table de correspondance avec des contacts. Ce dont un format n’a pas la place est noté, enregistrement par
enregistrement. Les cellules CSV qu’un tableur prendrait pour des formules reçoivent une apostrophe devant, que
« convert » enlève.

Exemples :
  scelle export tmg.arcom.music.000001.scelle --format csv --identity arcom.identity --signer tmg=tmg.pub --out day.csv
  scelle export tmg.arcom.music.000001.scelle --format acns --mapping partner.json --identity arcom.identity \\
    --signer tmg=tmg.pub --out day.xml --notes day.notes.jsonl`,
    },
  },
  conversionNote: ({ input, number, kind, code, field, message }) =>
    `${input}, enregistrement ${number} : ${kinds[kind]} (${code}${field === '' ? '' : `, ${field}`}). ${message}`,
  converted: ({ file, records, refused, notes }) => [
    { text: `${file} : ${records} enregistrements.`, tone: 'good' },
    ...(refused === 0
      ? []
      : [{ text: `${refused} enregistrements ont été refusés et laissés de côté.`, tone: 'warning' } as const]),
    ...formatTable(notes.map(({ kind, code, field, records: count }) => [`${count} ×`, kinds[kind], code, field])),
  ],
};
