import { X509Certificate } from 'node:crypto';
import { ScelleError, toInstant } from '@scelle/core';
import { compareInstants } from '@scelle/core/internal';
import { compareKeys } from '../backup/compare-keys.ts';
import type { Card } from '../cards/card.ts';
import { findCurrentCard, listCurrentCards } from '../cards/card-store.ts';
import { listReceiptKeys, listTrustedKeys } from '../cards/revocations.ts';
import { nextContent, readShownCertificate } from '../certificates/next-content.ts';
import { StationError } from '../errors/station-error.ts';
import { DAY, type Examination, type Finding, finding, worstOf } from './examination.ts';

/** So many days before a key ends somebody must make a new one, and hand out its card. */
const NOTICE_DAYS = 30;

/** Where the settings do not tell, a key ends when its card says. */
const ANY_DAYS = 36_500;

/** Whether this party can sign in each of its roles, and for how long; and whether its keys are those that its card names. */
export async function checkOwnKeys(examination: Examination): Promise<Finding> {
  const { card, foreign } = await compareKeys(examination);
  const found = await checkKeys(examination, [examination.name]);
  const file = foreign.join(', ');
  return foreign.length === 0 ? found : finding('keys-foreign', { file, expected: card ?? '–' });
}

/** The same for every peer. */
export async function checkPeerKeys(examination: Examination): Promise<Finding> {
  const parties = (await listCurrentCards(examination.ledger)).map(({ card }) => card.party);
  return checkKeys(
    examination,
    parties.filter((party) => party !== examination.name),
  );
}

/** Until when a party can sign in a role: by the newest of its keys that is not revoked. */
interface Capacity {
  readonly party: string;
  readonly role: string;
  /** Null where every key is revoked. */
  readonly until: string | null;
}

async function checkKeys(examination: Examination, parties: readonly string[]): Promise<Finding> {
  const now = toInstant(examination.now);
  const soon = toInstant(new Date(examination.now.getTime() + NOTICE_DAYS * DAY));
  const findings = (await Array.fromAsync(parties, (party) => listCapacities(examination, party, now)))
    .flat()
    .flatMap(({ party: name, role: field, until }) => {
      const details = { name, field, found: until ?? '–' };
      if (until === null || compareInstants(until, now) < 0) return [finding('keys-ended', details)];
      return compareInstants(until, soon) < 0 ? [finding('keys-ending', details)] : [];
    });
  return worstOf(finding('keys-valid', { found: parties.length }), findings);
}

async function listCapacities({ ledger, settings }: Examination, party: string, now: string): Promise<Capacity[]> {
  const days = settings instanceof StationError ? ANY_DAYS : settings.keyValidityDays;
  const keys = [
    ...(await listTrustedKeys(ledger, days)).filter(({ name }) => name === party),
    ...(await listReceiptKeys(ledger, days))
      .filter((key) => key.party === party)
      .map((key) => ({ ...key, role: key.stage })),
  ];
  return [...Map.groupBy(keys, ({ role }) => role)].map(([role, ofRole]) => {
    const ends = ofRole.flatMap(({ validUntil, revokedFrom }) => {
      const isRevoked = revokedFrom !== undefined && compareInstants(revokedFrom, now) <= 0;
      return isRevoked || validUntil === undefined ? [] : [validUntil];
    });
    return { party, role, until: ends.sort(compareInstants).at(-1) ?? null };
  });
}

/** So many days before a certificate ends somebody must make a new one, and hand out its card. */
const CERTIFICATE_NOTICE_DAYS = 30;

/**
 * Whether the certificates of all parties that are on the network are valid, and for how long; and whether the newest card
 * of this one names what holds now.
 */
export async function checkCertificates(examination: Examination): Promise<Finding> {
  const { ledger, now } = examination;
  const cards = (await listCurrentCards(ledger)).map(({ card }) => card);
  const findings = cards
    .filter(({ certificates }) => certificates.length > 0)
    .flatMap(({ party: name, certificates }) => {
      // biome-ignore lint/plugin: a card names at most sixteen.
      const end = new Date(Math.max(...certificates.map(readEnd)));
      return judgeEnd(name, end, now);
    });
  const own = [...(await checkShown(examination)), ...(await checkCard(examination))];
  return worstOf(finding('certificates-valid', { found: cards.length }), [...findings, ...own]);
}

function judgeEnd(name: string, end: Date, now: Date): Finding[] {
  const details = { name, found: toInstant(end) };
  if (end <= now) return [finding('certificates-ended', details)];
  return end.getTime() < now.getTime() + CERTIFICATE_NOTICE_DAYS * DAY ? [finding('certificates-ending', details)] : [];
}

/** What a receiver here shows, where this party is reached at its own address. */
async function checkShown(examination: Examination): Promise<readonly Finding[]> {
  const { ledger, name, settings, now } = examination;
  if (settings instanceof StationError || (await findCurrentCard(ledger, name)) === null) return [];
  const isPublic = settings.network.publicCertificate !== null;
  try {
    const { file, credentials, isNamed } = await readShownCertificate(examination, settings);
    if (!isNamed) return [finding('certificates-not-named', { file })];
    return isPublic ? judgeEnd(name, credentials.validUntil, now) : [];
  } catch (error) {
    if (!ScelleError.is(error)) throw error;
    // The key of a station that receives nothing may be kept elsewhere; one that is altered is told with the keys.
    return isPublic
      ? [finding('certificates-not-named', { file: settings.network.publicCertificate!.certificate })]
      : [];
  }
}

/** A card that lists what was replaced, or what a gateway lists no more, lets the old one go on everywhere. */
async function checkCard(examination: Examination): Promise<readonly Finding[]> {
  const { ledger, name } = examination;
  const card = (await findCurrentCard(ledger, name))?.card;
  if (card === undefined) return [];
  try {
    const isCurrent = linesOf(card).join('\n') === linesOf(await nextContent(examination)).join('\n');
    return isCurrent ? [] : [finding('certificates-outdated', { name })];
  } catch (error) {
    if (ScelleError.is(error)) return [finding('certificates-outdated', { name })];
    throw error;
  }
}

function linesOf({ receiptKeys, certificates }: Pick<Card, 'receiptKeys' | 'certificates'>): readonly string[] {
  return [...receiptKeys.map(({ publicKey }) => publicKey), ...certificates].sort();
}

/** In milliseconds; long ago where it is no certificate: a card pins bytes, and does not say that they are one. */
function readEnd(certificate: string): number {
  try {
    return new X509Certificate(Buffer.from(certificate, 'base64')).validToDate.getTime();
  } catch {
    return 0;
  }
}
