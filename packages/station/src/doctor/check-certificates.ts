import { X509Certificate } from 'node:crypto';
import { toInstant } from '@scelle/core';
import { listCurrentCards } from '../cards/card-store.ts';
import { DAY, type Examination } from './examination.ts';
import { type Finding, failed, ok, warning, worstOf } from './finding.ts';

/** So many days before a certificate ends somebody must make a new one, and hand out its card. */
const NOTICE_DAYS = 30;

/** Whether the certificates of all parties that are on the network are valid, and for how long. */
export async function checkCertificates({ database, now }: Examination): Promise<Finding> {
  const certificates = listCurrentCards(database).flatMap(({ card: { party, certificate } }) =>
    certificate === null ? [] : [{ party, certificate }],
  );
  const findings = certificates.map(({ party: name, certificate }) => {
    const end = readEnd(certificate);
    const details = { name, found: end === null ? '–' : toInstant(end) };
    if (end === null || end <= now) return failed('certificates-ended', details);
    const isEnding = end.getTime() < now.getTime() + NOTICE_DAYS * DAY;
    return isEnding ? warning('certificates-ending', details) : ok('certificates-valid', details);
  });
  return worstOf(ok('certificates-valid', { found: certificates.length }), ...findings);
}

/** Null where it is no certificate: a card pins bytes, and does not say that they are one. */
function readEnd(certificate: string): Date | null {
  try {
    return new X509Certificate(Buffer.from(certificate, 'base64')).validToDate;
  } catch {
    return null;
  }
}
