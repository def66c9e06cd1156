import { CoreError, type PublicKey, parsePublicKey, parseRecipient } from '@scelle/core';
import {
  choice,
  closedObject,
  compareInstants,
  consistent,
  type DocumentRule,
  defineDocument,
  instant,
  list,
  name,
  publicKeyBase64,
  type SignedDocumentKind,
  safeInteger,
  sha256Hex,
  string,
} from '@scelle/core/internal';
import { type PartyRole, partyRoles, type ReceiptStage, receiptStages } from '../home/station.ts';

/** The format word of a card. */
export const CARD_FORMAT = 'scelle.card/1' as const;

/** Between which instants a key may sign; null sets no end. */
export interface Validity {
  readonly validFrom: string;
  readonly validUntil: string | null;
}

/** A public key that signs batches, cards and notices. */
export interface SigningKey extends Validity {
  /** The role in which it signs: `sender` for seals, another for co-signatures. */
  readonly role: string;
  /** The minisign public key, base64. */
  readonly publicKey: string;
}

/** A public key that signs the receipts of one stage. */
export interface ReceiptKey extends Validity {
  readonly stage: ReceiptStage;
  readonly publicKey: string;
}

/** What a party tells the others about itself. Nothing in it is secret. Source: docs/station-documents.md § Cards. */
export interface Card {
  readonly format: typeof CARD_FORMAT;
  readonly party: string;
  readonly role: PartyRole;
  /** From 1, without gaps. */
  readonly number: number;
  /** SHA-256 of the card before, hex; null for number 1 and only there. */
  readonly previous: string | null;
  readonly issuedAt: string;
  readonly signingKeys: readonly SigningKey[];
  readonly receiptKeys: readonly ReceiptKey[];
  /** The age recipients to which batches for this party are sealed. */
  readonly recipients: readonly string[];
  /** Where it can be reached over the network: `https://host:port`. */
  readonly address: string | null;
  /**
   * The TLS certificates by which it is known, whether it is called or calls: DER in base64. Several while one takes over
   * from another, and where an authority has a gateway.
   */
  readonly certificates: readonly string[];
}

/** The limits of a card, checked before memory is taken. */
export const cardLimits = {
  documentBytes: 65_536,
  keys: 16,
  recipients: 16,
  certificates: 4,
  certificateCharacters: 8_192,
} as const;

const ADDRESS = /^https:\/\/(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:]{2,39}\])(?::[1-9][0-9]{0,4})?$/;

/** Whether a text is the address of a receiver: `https://host` or `https://host:port`, and nothing behind it. */
export function isAddress(text: string): boolean {
  // The pattern does not know which ports and which numbers of IPv6 there are.
  return ADDRESS.test(text) && URL.canParse(text);
}

const CERTIFICATE = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const publicKey = () => string(isPublicKey, 'public-key');
const validity = { validFrom: instant(), validUntil: instant().nullable() };

const cardSchema = closedObject({
  format: choice([CARD_FORMAT]),
  party: name(),
  role: choice(partyRoles),
  number: safeInteger(1, Number.MAX_SAFE_INTEGER),
  previous: sha256Hex().nullable(),
  issuedAt: instant(),
  signingKeys: list(closedObject({ role: name(), publicKey: publicKey(), ...validity }), 1, cardLimits.keys),
  receiptKeys: list(
    closedObject({ stage: choice(receiptStages), publicKey: publicKey(), ...validity }),
    0,
    cardLimits.keys,
  ),
  recipients: list(string(isRecipient, 'recipient'), 0, cardLimits.recipients),
  address: string(isAddress, 'address-url').nullable(),
  certificates: list(string(isCertificate, 'certificate'), 0, cardLimits.certificates),
}).check(consistent<Card>(rulesOf));

/** The rules over several fields, by the field that breaks them. */
function rulesOf(card: Card): readonly DocumentRule<Card>[] {
  const { number, previous, signingKeys, receiptKeys, recipients, certificates } = card;
  const keys = [...signingKeys, ...receiptKeys].map((key) => parsePublicKey(key.publicKey));
  return [
    { field: 'previous', holds: (previous === null) === (number === 1) },
    // Threat: one key that counts twice towards a threshold, or two that a person cannot tell apart by their ids.
    { field: 'signingKeys', holds: areDistinct(keys.map(({ key }) => key)) },
    { field: 'signingKeys', holds: areDistinct(keys.map(({ keyNumber }) => keyNumber)) },
    { field: 'signingKeys', holds: signingKeys.every(isWindow) },
    { field: 'receiptKeys', holds: receiptKeys.every(isWindow) },
    { field: 'recipients', holds: new Set(recipients).size === recipients.length },
    { field: 'recipients', holds: new Set(recipients.map((text) => parseRecipient(text).type)).size <= 1 },
    { field: 'certificates', holds: new Set(certificates).size === certificates.length },
  ];
}

/** A card is signed by the party that it is about, in the role of the signing key. Source: docs/station-documents.md § Cards. */
export const cardDocument: SignedDocumentKind<Card> = defineDocument<Card>(
  CARD_FORMAT,
  cardSchema,
  { member: 'card', limit: cardLimits.documentBytes },
  ({ party, issuedAt }) => ({ signer: party, time: issuedAt }),
);

/** The canonical bytes of a card, and a card of its bytes. */
export const { encode: encodeCard, parse: parseCard } = cardDocument;

/** More keys than these are parsed again. */
const MAX_PARSED = 16_384;

/** Keys by their text: that one is no weak key takes longer to find out than all else of a card. */
const parsed = new Map<string, PublicKey>();

/** The key of an entry of a card. */
export function publicKeyOf({ publicKey: text }: { readonly publicKey: string }): PublicKey {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const key = parsePublicKey(text);
  if (parsed.size >= MAX_PARSED) parsed.clear();
  parsed.set(text, key);
  return key;
}

/** Whether the key may sign at that instant, both ends included. */
export function isValidAt({ validFrom, validUntil }: Validity, instant: string): boolean {
  return compareInstants(validFrom, instant) <= 0 && (validUntil === null || compareInstants(instant, validUntil) <= 0);
}

function isWindow({ validFrom, validUntil }: Validity): boolean {
  return validUntil === null || compareInstants(validFrom, validUntil) < 0;
}

function isPublicKey(text: string): boolean {
  return succeeds(() => publicKeyBase64(parsePublicKey(text)) === text);
}

function isRecipient(text: string): boolean {
  return text.length <= 4_096 && succeeds(() => parseRecipient(text).text === text);
}

function isCertificate(text: string): boolean {
  return text.length <= cardLimits.certificateCharacters && CERTIFICATE.test(text);
}

function succeeds(test: () => boolean): boolean {
  try {
    return test();
  } catch (error) {
    if (error instanceof CoreError) return false;
    throw error;
  }
}

function areDistinct(values: readonly Uint8Array[]): boolean {
  return new Set(values.map((value) => Buffer.from(value).toString('hex'))).size === values.length;
}
