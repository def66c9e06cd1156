import type { Language } from '@scelle/core';

const en = {
  decide: 'DECIDE:',
  head: (rows: number) =>
    `A mapping that was guessed from the first ${rows} rows of a table. Lines that are not comments are what every row\nbears out; what is marked has to be decided. See what comes of it: scelle convert --format csv --mapping FILE --check`,
  noTime: 'no column was recognised that holds the time. Name it below (occurredAt).',
  unknownTime: 'how are times written? They need year, month, day, hour, minute and second.',
  someTimes: 'the days of the sample fit more than one order. Which?',
  zone: 'times have no zone. In which were they written? A wrong one names another subscriber.',
  defaults: 'no column holds these. What stands for them?',
  words: 'what do these words mean? See the words of a record in docs/formats.md.',
  encoding: 'The bytes are not UTF-8. If accents come out wrong, the table has to be saved as UTF-8.',
  thousands: 'does this separate thousands, or decimals?',
  units: 'is a kilobyte 1000 bytes (decimal) or 1024 (binary) here?',
  field: 'which of these is it?',
  unmapped: 'Not recognised: its content is left out, and noted, unless a field is named.',
};

const fr: typeof en = {
  decide: 'À DÉCIDER :',
  head: (rows) =>
    `Table de correspondance devinée depuis les ${rows} premières lignes d’un tableau. Les lignes qui ne sont pas des\ncommentaires sont confirmées par toutes les lignes ; ce qui est marqué reste à décider.\nPour voir ce qui en résulte : scelle convert --format csv --mapping FICHIER --check`,
  noTime: 'aucune colonne n’a été reconnue comme celle de l’heure. Nommez-la ci-dessous (occurredAt).',
  unknownTime: 'comment les heures sont-elles écrites ? Il faut année, mois, jour, heure, minute et seconde.',
  someTimes: 'les jours de l’échantillon conviennent à plusieurs ordres. Lequel ?',
  zone: 'les heures sont sans fuseau. Dans lequel ont-elles été écrites ? Un mauvais désigne un autre abonné.',
  defaults: 'aucune colonne ne contient ceci. Qu’est-ce qui en tient lieu ?',
  words: 'que veulent dire ces mots ? Voir les mots d’un enregistrement dans docs/formats.md.',
  encoding: 'Les octets ne sont pas de l’UTF-8. Si les accents sont faux, enregistrez le tableau en UTF-8.',
  thousands: 'est-ce un séparateur de milliers, ou de décimales ?',
  units: 'un kilo-octet fait-il ici 1000 octets (decimal) ou 1024 (binary) ?',
  field: 'laquelle de ces valeurs est-ce ?',
  unmapped: 'Non reconnue : son contenu est laissé de côté, avec une note, à moins qu’un champ ne soit nommé.',
};

/** The comments of a guessed mapping. */
export const texts: Readonly<Record<Language, typeof en>> = { en, fr };
