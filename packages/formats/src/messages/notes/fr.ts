import type { GuessCode, LossCode, RefusalCode } from '../../notes/note.ts';

/** What each note means, in French. */
export const fr: Readonly<Record<LossCode | GuessCode | RefusalCode, string>> = {
  'left-out': 'La cible n’a pas de place pour cela.',
  'further-left-out': 'La cible en contient un seul ; les autres ont été laissés de côté.',
  cut: 'Le texte était plus long que la cible ne le permet, et a été coupé.',
  'characters-replaced': 'Des caractères que la cible ne peut contenir ont été remplacés.',
  'precision-lost': 'L’heure était plus précise que la milliseconde.',
  narrowed: 'La cible n’a pas de mot pour cela, et reçoit le plus proche.',
  'empty-as-absent': 'Un texte vide ne se distingue pas d’une absence, et sera lu comme telle.',
  'default-used': 'L’entrée ne dit rien ; la valeur est celle de la table de correspondance.',
  'id-derived': 'L’entrée n’a pas d’UUID ; il en a été dérivé un de son contenu.',
  'time-zone-assumed': 'L’heure est sans fuseau et a été prise en UTC, comme le dit la table de correspondance.',
  'times-differ': 'L’élément a une autre heure que la source ; celle de la source a été prise.',
  'sha1-as-btih': 'Un SHA-1 a été pris pour un info hash BitTorrent, comme le dit la table de correspondance.',
  'ampersand-repaired': 'L’avis a une esperluette non échappée ; elle a été prise comme un caractère.',
  'title-from-file': 'L’entrée ne nomme pas de titre ; le nom du fichier a été pris.',
  'rights-holder-from-complainant': 'L’entrée ne nomme pas d’ayant droit ; le plaignant a été pris.',
  'zero-as-absent': 'Un port 0 a été pris pour inconnu.',
  'value-missing': 'Une valeur manque, et la table de correspondance n’en a pas par défaut.',
  'value-invalid': 'La valeur n’a pas la forme attendue ici.',
  'kind-unknown': 'Ce n’est pas un avis ni un rapport sur une atteinte de pair à pair.',
  'cells-count': 'La ligne n’a pas autant de cellules que l’en-tête.',
};
