import type { ErrorDetails, Language } from './define-errors.ts';

type Phrase = (...parameters: string[]) => string;

type ExpectationKind =
  | 'object'
  | 'table'
  | 'boolean'
  | 'list'
  | 'text'
  | 'choice'
  | 'integer'
  | 'name'
  | 'instant'
  | 'sha256'
  | 'hex'
  | 'uuid'
  | 'uuid-v7'
  | 'address'
  | 'public-address'
  | 'documentation-address'
  | 'port'
  | 'public-key'
  | 'profile'
  | 'recipient'
  | 'producer'
  | 'time-zone'
  | 'time-pattern'
  | 'size'
  | 'address-url'
  | 'certificate'
  | 'sorted'
  | 'distinct'
  | 'consistent'
  | 'hash'
  | 'same-length'
  | 'segment-total';

const en: Readonly<Record<ExpectationKind, Phrase>> = {
  object: () => 'an object',
  table: () => 'a table of settings',
  boolean: () => 'true or false',
  list: (min, max) => `a list of ${min} to ${max} elements`,
  text: (max) => `text of at most ${max} characters, without control characters`,
  choice: (...values) => `one of ${values.join(', ')}`,
  integer: (min, max) => `an integer from ${min} to ${max}`,
  name: () => 'a name of 1 to 32 lower-case letters, digits and hyphens, not beginning with a hyphen',
  instant: () => 'an instant in UTC such as 2026-01-31T23:59:59Z or 2026-01-31T23:59:59.250Z',
  sha256: () => 'a SHA-256 in 64 lower-case hex digits',
  hex: () => 'lower-case hex digits, of the number that the format fixes',
  uuid: () => 'a UUID in lower case',
  'uuid-v7': () => 'a UUID version 7 in lower case',
  address: () => 'an IPv4 address, or an IPv6 address as RFC 5952 writes it',
  'public-address': () => 'a public unicast address',
  'documentation-address': () => 'an address of a documentation range',
  port: () => 'a port from 1 to 65535',
  'public-key': () => 'a minisign public key in base64',
  profile: () => 'a profile name such as ip-evidence/1',
  recipient: () => 'an age recipient',
  producer: () => 'scelle/ and a version',
  'time-zone': () => 'a time zone such as Europe/Paris',
  'time-pattern': () => 'iso, epoch-seconds, epoch-milliseconds, or a pattern with seconds such as dd/MM/yyyy HH:mm:ss',
  size: () => 'a size such as "500M" or "4G"',
  'address-url': () => 'an address such as https://host.example:8443',
  certificate: () => 'a certificate in base64',
  sorted: () => 'a list in ascending order without repeats',
  distinct: () => 'each element once',
  consistent: () => 'a value that agrees with the other fields',
  hash: () => 'a hash of the length of its algorithm, in lower-case hex (tth: upper-case base32)',
  'same-length': () => 'the length that an earlier segment with this SHA-256 has',
  'segment-total': (max) => `distinct segments of at most ${max} bytes together`,
};

const fr: Readonly<Record<ExpectationKind, Phrase>> = {
  object: () => 'un objet',
  table: () => 'une table de réglages',
  boolean: () => 'true ou false',
  list: (min, max) => `une liste de ${min} à ${max} éléments`,
  text: (max) => `un texte d’au plus ${max} caractères, sans caractère de contrôle`,
  choice: (...values) => `une valeur parmi ${values.join(', ')}`,
  integer: (min, max) => `un entier de ${min} à ${max}`,
  name: () => 'un nom de 1 à 32 lettres minuscules, chiffres et tirets, ne commençant pas par un tiret',
  instant: () => 'un instant en UTC comme 2026-01-31T23:59:59Z ou 2026-01-31T23:59:59.250Z',
  sha256: () => 'un SHA-256 en 64 chiffres hexadécimaux minuscules',
  hex: () => 'des chiffres hexadécimaux minuscules, au nombre que fixe le format',
  uuid: () => 'un UUID en minuscules',
  'uuid-v7': () => 'un UUID version 7 en minuscules',
  address: () => 'une adresse IPv4, ou une adresse IPv6 telle que l’écrit la RFC 5952',
  'public-address': () => 'une adresse unicast publique',
  'documentation-address': () => 'une adresse d’une plage de documentation',
  port: () => 'un port de 1 à 65535',
  'public-key': () => 'une clé publique minisign en base64',
  profile: () => 'un nom de profil comme ip-evidence/1',
  recipient: () => 'un destinataire age',
  producer: () => 'scelle/ et une version',
  'time-zone': () => 'un fuseau horaire comme Europe/Paris',
  'time-pattern': () =>
    'iso, epoch-seconds, epoch-milliseconds, ou un modèle avec secondes tel que dd/MM/yyyy HH:mm:ss',
  size: () => 'une taille comme "500M" ou "4G"',
  'address-url': () => 'une adresse comme https://hote.example:8443',
  certificate: () => 'un certificat en base64',
  sorted: () => 'une liste en ordre croissant sans répétition',
  distinct: () => 'chaque élément une seule fois',
  consistent: () => 'une valeur cohérente avec les autres champs',
  hash: () => 'une empreinte de la longueur de son algorithme, en hexadécimal minuscule (tth : base32 majuscule)',
  'same-length': () => 'la longueur qu’a un segment précédent de même SHA-256',
  'segment-total': (max) => `des segments distincts d’au plus ${max} octets en tout`,
};

const phrases: Readonly<Record<Language, Readonly<Record<string, Phrase>>>> = { en, fr };

/**
 * What would have been right, as a kind and its parameters: `instant`, `text:512`, `integer:1:65535`,
 * `choice:music:film`. It is the message of a schema, and stands in `details.expected` of an error.
 */
export type Expectation = ExpectationKind | `${ExpectationKind}:${string}`;

/** Whether a text, such as the message of a schema that somebody else wrote, is an expectation. */
export function isExpectation(text: string): text is Expectation {
  return Object.hasOwn(en, text.split(':', 1)[0]!);
}

/** "(expected: a port from 1 to 65535)", or nothing where the details do not say what would have been right. */
export function formatExpectation(language: Language, expected: string | number | undefined): string {
  if (typeof expected !== 'string' || !isExpectation(expected)) return '';
  const [kind, ...parameters] = expected.split(':');
  // biome-ignore lint/plugin: the parameters of a rule of a schema of ours.
  const phrase = phrases[language][kind!]!(...parameters);
  return language === 'en' ? ` (expected: ${phrase})` : ` (attendu : ${phrase})`;
}

/** The words for the parts of a place, in one language. */
export interface PlaceWords {
  readonly line: string;
  readonly column: string;
  readonly field: string;
  readonly byte: string;
  readonly separator: string;
}

/** "batch.scelle, manifest.json, line 3, field source.ip: ", as far as the details name it. */
export function formatPlace(details: ErrorDetails, words: PlaceWords): string {
  const parts = [
    details.file,
    details.member,
    details.line === undefined ? undefined : `${words.line} ${details.line}`,
    details.column === undefined ? undefined : `${words.column} ${details.column}`,
    details.field === undefined ? undefined : `${words.field} ${details.field}`,
    details.at === undefined ? undefined : `${words.byte} ${details.at}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : `${parts.join(', ')}${words.separator}`;
}

/** Where something was found, at the head of a message in English. */
export function placeEn(details: ErrorDetails): string {
  return formatPlace(details, { line: 'line', column: 'column', field: 'field', byte: 'byte', separator: ': ' });
}

/** The same in French. */
export function placeFr(details: ErrorDetails): string {
  return formatPlace(details, { line: 'ligne', column: 'colonne', field: 'champ', byte: 'octet', separator: ' : ' });
}

/** What would have been right, within a message in English. */
export function expectedEn(details: ErrorDetails): string {
  return formatExpectation('en', details.expected);
}

/** The same in French. */
export function expectedFr(details: ErrorDetails): string {
  return formatExpectation('fr', details.expected);
}
