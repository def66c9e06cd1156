import { X509Certificate } from 'node:crypto';
import { ScelleError, toInstant } from '@scelle/core';
import type { Card } from '../cards/card.ts';
import { findCurrentCard, listCurrentCards } from '../cards/card-store.ts';
import { nextContent } from '../certificates/next-content.ts';
import { readShownCertificate } from '../certificates/shown-certificate.ts';
import { StationError } from '../errors/station-error.ts';
import { DAY, type Examination } from './examination.ts';
import { type Finding, finding, worstOf } from './finding.ts';

/** So many days before a certificate ends somebody must make a new one, and hand out its card. */
const NOTICE_DAYS = 30;

/**
 * Whether the certificates of all parties that are on the network are valid, and for how long; and whether the newest card
 * of this one names what holds now.
 */
export async function checkCertificates(examination: Examination): Promise<Finding> {
  const { database, now } = examination;
  const cards = listCurrentCards(database).map(({ card }) => card);
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
  return end.getTime() < now.getTime() + NOTICE_DAYS * DAY ? [finding('certificates-ending', details)] : [];
}

/** What a receiver here shows, where this party is reached at its own address. */
async function checkShown(examination: Examination): Promise<readonly Finding[]> {
  const { database, name, settings, now } = examination;
  if (settings instanceof StationError || findCurrentCard(database, name) === null) return [];
  const isPublic = settings.network.publicCertificate !== null;
  try {
    const { file, credentials, isNamed } = await readShownCertificate(examination, settings);
    if (!isNamed) return [finding('certificates-not-named', { file })];
    return isPublic ? judgeEnd(name, credentials.validUntil, now) : [];
  } catch (error) {
    if (!(error instanceof ScelleError)) throw error;
    // The key of a station that receives nothing may be kept elsewhere; one that is altered is told with the keys.
    return isPublic
      ? [finding('certificates-not-named', { file: settings.network.publicCertificate!.certificate })]
      : [];
  }
}

/** A card that lists what was replaced, or what a gateway lists no more, lets the old one go on everywhere. */
async function checkCard(examination: Examination): Promise<readonly Finding[]> {
  const { database, name } = examination;
  const card = findCurrentCard(database, name)?.card;
  if (card === undefined) return [];
  try {
    const isCurrent = linesOf(card).join('\n') === linesOf(await nextContent(examination)).join('\n');
    return isCurrent ? [] : [finding('certificates-outdated', { name })];
  } catch (error) {
    if (error instanceof ScelleError) return [finding('certificates-outdated', { name })];
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
