/** What a refused value should have been; the message of a note names it. */
export type ValueForm = keyof typeof en;

/** Each form, in English. */
export const en = {
  address: 'an IPv4 address in dotted decimal, or an IPv6 address, and nothing else: no port, zone or bracket',
  time: 'a time such as 2026-03-01T10:00:00+01:00, or in a pattern that the mapping names ("timePattern")',
  'time-zone': 'a time with a zone: the zone is missing; name it in the mapping ("timeZone" or "assumeUtc")',
  'time-seconds': 'a time with seconds: they are missing, and an address may change hands within a minute',
  'time-order': 'a time whose order of day and month is certain: name it in the mapping ("timePattern")',
  'time-offset': 'a time with an offset from −14:00 to +14:00',
  'time-exists': 'a time that exists: the clocks were put forward over this one ("skippedHour" in the mapping decides)',
  'time-once':
    'a time that exists once: the clocks were put back over this one ("repeatedHour" in the mapping decides)',
  'time-range': 'a day and an hour that exist, of the years 1 to 9999',
  integer: 'a whole number in plain digits, or with the separators that the mapping names ("csv.thousands")',
  size: 'a whole number of bytes, or a size in units that the mapping explains ("csv.units")',
  hash: 'a hash of the length and alphabet of its algorithm',
  word: 'a word that a record knows, or that the mapping translates ("words")',
  known: 'one of those that the mapping names',
  list: 'a JSON list of objects, in which no key stands twice',
  text: 'text',
  plain: 'text without elements in it',
  boolean: 'true or false',
  once: 'this once; it is there several times and says different things',
  agreement: 'what the rest of the input says, too; the two contradict each other',
} as const;

/** Each form, in French. */
export const fr: Readonly<Record<ValueForm, string>> = {
  address:
    'une adresse IPv4 en notation décimale pointée, ou une adresse IPv6, et rien d’autre : ni port, ni zone, ni crochet',
  time: 'une heure telle que 2026-03-01T10:00:00+01:00, ou d’un modèle nommé dans la table de correspondance (« timePattern »)',
  'time-zone':
    'une heure avec fuseau : il manque ; nommez-le dans la table de correspondance (« timeZone » ou « assumeUtc »)',
  'time-seconds':
    'une heure avec secondes : elles manquent, et une adresse peut changer de titulaire en moins d’une minute',
  'time-order':
    'une heure dont l’ordre du jour et du mois est certain : nommez-le dans la table de correspondance (« timePattern »)',
  'time-offset': 'une heure avec un décalage de −14:00 à +14:00',
  'time-exists':
    'une heure qui existe : les horloges l’ont sautée en avançant (« skippedHour » de la table de correspondance décide)',
  'time-once':
    'une heure qui n’existe qu’une fois : les horloges l’ont répétée en reculant (« repeatedHour » de la table de correspondance décide)',
  'time-range': 'un jour et une heure qui existent, des années 1 à 9999',
  integer:
    'un nombre entier en chiffres, ou avec les séparateurs que nomme la table de correspondance (« csv.thousands »)',
  size: 'un nombre entier d’octets, ou une taille dans des unités qu’explique la table de correspondance (« csv.units »)',
  hash: 'une empreinte de la longueur et de l’alphabet de son algorithme',
  word: 'un mot connu des enregistrements, ou que traduit la table de correspondance (« words »)',
  known: 'l’un de ceux que nomme la table de correspondance',
  list: 'une liste JSON d’objets, où aucune clé ne figure deux fois',
  text: 'un texte',
  plain: 'un texte sans éléments à l’intérieur',
  boolean: 'true ou false',
  once: 'une seule occurrence ; il y en a plusieurs, qui disent des choses différentes',
  agreement: 'ce que dit aussi le reste de l’entrée ; les deux se contredisent',
};
