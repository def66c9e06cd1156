import { defineErrors } from './define-errors.ts';

/** Usage. */
export const usageErrors = defineErrors({
  'command-missing': {
    status: 'usage',
    meaning: 'No command was given.',
    advice: '`scelle --help` lists them.',
    en: () => 'No command was given. "scelle --help" lists them.',
    fr: () => 'Aucune commande n’a été donnée. « scelle --help » en donne la liste.',
  },
  'command-unknown': {
    status: 'usage',
    meaning: 'There is no such command.',
    advice: '`scelle --help` lists them.',
    en: (d) => `There is no command "${d.name}"${suggestionEn(d.expected)} "scelle --help" lists them.`,
    fr: (d) => `La commande « ${d.name} » n’existe pas${suggestionFr(d.expected)} « scelle --help » en donne la liste.`,
  },
  'argument-missing': {
    status: 'usage',
    meaning: 'An argument is missing.',
    advice: 'Add `--help` to the command.',
    en: (d) => `The argument <${d.name}> is missing. Add --help to see how the command is called.`,
    fr: (d) => `L’argument <${d.name}> manque. Ajoutez --help pour voir comment appeler la commande.`,
  },
  'arguments-too-many': {
    status: 'usage',
    meaning: 'There are more arguments than the command takes.',
    advice: 'Add `--help` to the command.',
    en: () => 'There are more arguments than the command takes. Add --help to see which ones it takes.',
    fr: () => 'Il y a plus d’arguments que la commande n’en prend. Ajoutez --help pour voir lesquels elle prend.',
  },
  'option-unknown': {
    status: 'usage',
    meaning: 'The command has no such option.',
    advice: 'Add `--help` to the command.',
    en: (d) =>
      `There is no option "${d.name}"${suggestionEn(d.expected)} Add --help to see the options of the command.`,
    fr: (d) =>
      `L’option « ${d.name} » n’existe pas${suggestionFr(d.expected)} Ajoutez --help pour voir les options de la commande.`,
  },
  'option-missing': {
    status: 'usage',
    meaning: 'A required option is missing.',
    advice: 'Add it.',
    en: (d) => `The option ${d.name} is required. Add --help to see what it means.`,
    fr: (d) => `L’option ${d.name} est obligatoire. Ajoutez --help pour voir ce qu’elle signifie.`,
  },
  'option-value-missing': {
    status: 'usage',
    meaning: 'An option needs a value.',
    advice: 'Add it.',
    en: (d) => `The option ${d.name} needs a value. Add --help to see which.`,
    fr: (d) => `L’option ${d.name} demande une valeur. Ajoutez --help pour voir laquelle.`,
  },
  'option-value-invalid': {
    status: 'usage',
    meaning: 'The value of an option is not one that it takes.',
    advice: 'The message says what is expected.',
    en: (d) => `${d.name}: found "${d.found}" where ${d.expected} is expected.`,
    fr: (d) => `${d.name} : « ${d.found} » trouvé, ${d.expected} attendu.`,
  },
  'options-conflict': {
    status: 'usage',
    meaning: 'Two options exclude one another.',
    advice: 'Give one of them.',
    en: (d) => `${d.name} and ${d.found} exclude one another. Give only one of them.`,
    fr: (d) => `${d.name} et ${d.found} s’excluent. N’en donnez qu’une.`,
  },
  'standard-input-twice': {
    status: 'usage',
    meaning: 'Standard input can be read only once.',
    advice: 'Give files for the rest.',
    en: () => 'Standard input ("-") can be read only once. Name it once, and give files for the rest.',
    fr: () =>
      'L’entrée standard (« - ») ne se lit qu’une fois. Nommez-la une fois et donnez des fichiers pour le reste.',
  },
  'level-missing': {
    status: 'usage',
    meaning: 'Neither an identity nor `--sealed` was given.',
    advice:
      '`--identity FILE`, or `--share FILE` for each custodian, checks everything; `--sealed` what can be checked without an opening key.',
    en: () =>
      'Give --identity FILE, or --share FILE for each custodian, to decrypt and check everything, or --sealed to check all that can be checked without an opening key. A batch that was only checked sealed must not be imported.',
    fr: () =>
      'Donnez --identity FICHIER, ou --share FICHIER pour chaque dépositaire, pour déchiffrer et tout vérifier, ou --sealed pour vérifier tout ce qui peut l’être sans clé d’ouverture. Un lot seulement vérifié scellé ne doit pas être importé.',
  },
  'signer-missing': {
    status: 'usage',
    meaning: 'No sender key was given with which to check the seal.',
    advice: '`--signer NAME=FILE`, with the key that the sender gave you over an authenticated channel.',
    en: () =>
      'Give the key with which the seal is checked: --signer NAME=FILE, where FILE is the .pub file that the sender gave you over an authenticated channel.',
    fr: () =>
      'Donnez la clé par laquelle le lot doit être scellé : --signer NOM=FICHIER, où FICHIER est le .pub que l’expéditeur vous a remis par une voie authentifiée.',
  },
  'require-repeated': {
    status: 'usage',
    meaning: '`--require` names the same key twice for one role.',
    advice: 'Give a key of each co-signer.',
    en: (d) =>
      `--require names the same key twice for the role ${d.name}, and one key cannot sign for two. Give a key of each co-signer.`,
    fr: (d) =>
      `--require nomme deux fois la même clé pour le rôle ${d.name}, et une clé ne peut pas signer pour deux. Donnez une clé de chaque cosignataire.`,
  },
  'require-sender': {
    status: 'usage',
    meaning: '`--require` names the role of the seal.',
    advice: 'Give the key of the sender with `--signer`.',
    en: () =>
      '--require names those who must have co-signed, which the sender cannot be. Give the key of the sender with --signer.',
    fr: () =>
      '--require nomme ceux qui doivent avoir cosigné, ce que l’expéditeur ne peut pas. Donnez la clé de l’expéditeur avec --signer.',
  },
});

/** A name that may have been meant, in English. */
export function suggestionEn(command: string | number | undefined): string {
  return command === undefined ? '.' : `; did you mean "${command}"?`;
}

/** The same in French. */
export function suggestionFr(command: string | number | undefined): string {
  return command === undefined ? '.' : ` ; vouliez-vous dire « ${command} » ?`;
}
