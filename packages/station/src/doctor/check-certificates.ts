import { X509Certificate } from 'node:crypto';
import { toInstant } from '@scelle/core';
import { listCurrentCards } from '../cards/card-store.ts';
import { DAY, type Examination } from './examination.ts';
import { type Finding, finding, worstOf } from './finding.ts';

/** So many days before a certificate ends somebody must make a new one, and hand out its card. */
const NOTICE_DAYS = 30;

/** Whether the certificates of all parties that are on the network are valid, and for how long. */
export async function checkCertificates({ database, now }: Examination): Promise<Finding> {
  const cards = listCurrentCards(database).map(({ card }) => card);
  const findings = cards
    .filter(({ certificates }) => certificates.length > 0)
    .flatMap(({ party: name, certificates }) => {
      // biome-ignore lint/plugin: a card names at most sixteen.
      const end = new Date(Math.max(...certificates.map(readEnd)));
      const details = { name, found: toInstant(end) };
      if (end <= now) return [finding('certificates-ended', details)];
      return end.getTime() < now.getTime() + NOTICE_DAYS * DAY ? [finding('certificates-ending', details)] : [];
    });
  return worstOf(finding('certificates-valid', { found: cards.length }), findings);
}

/** In milliseconds; long ago where it is no certificate: a card pins bytes, and does not say that they are one. */
function readEnd(certificate: string): number {
  try {
    return new X509Certificate(Buffer.from(certificate, 'base64')).validToDate.getTime();
  } catch {
    return 0;
  }
}
