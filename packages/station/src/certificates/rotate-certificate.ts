import { rename } from 'node:fs/promises';
import { type Signer, syncFolderOf } from '@scelle/core';
import type { CardFile } from '../cards/card-file.ts';
import { findCurrentCard } from '../cards/card-store.ts';
import { issueCard } from '../cards/issue-card.ts';
import { contentOf } from '../cards/rotate.ts';
import { StationError } from '../errors/station-error.ts';
import { replaceDurably } from '../folder/write-durably.ts';
import { keepGatewayCertificates } from '../gateway/gateway-card.ts';
import type { Station } from '../station.ts';
import { certificateFiles, parseCertificate, readCredentials, toCardCertificate } from './certificate-file.ts';

/** How a certificate is replaced. */
export interface CertificateRotation {
  readonly signer: Signer;
  /**
   * Whether the new certificate is used at once and alone, because the key of the old one is lost or stolen: peers that
   * have not added the new card are then refused, and refuse.
   */
  readonly atOnce: boolean;
}

/**
 * Makes the next certificate and issues the card that names it beside the one in use, which stays in use until
 * `activateCertificate`: so no peer is cut off meanwhile. Interrupted before the card, it is simply done again. Throws
 * `card-unknown`, `certificate-missing`, and what `issueCard` throws.
 */
export async function rotateCertificate(station: Station, rotation: CertificateRotation): Promise<CardFile> {
  const { makeCertificate } = await import('./make-certificate.ts');
  const { layout, database, environment, record, name } = station;
  return station.exclusively(async () => {
    const now = environment.now();
    const pem = await makeCertificate({ party: name, now, randomBytes: environment.randomBytes });
    const card = findCurrentCard(database, name)?.card;
    if (card === undefined) throw new StationError('card-unknown', { name, found: 1 });
    await replaceDurably(layout.path('keys', certificateFiles.next), pem);
    const next = toCardCertificate(parseCertificate(pem));
    const inUse = rotation.atOnce ? [] : [toCardCertificate(await readCredentials(layout))];
    const certificates = [next, ...inUse, ...keepGatewayCertificates(database, card)];
    const content = { ...contentOf(card), certificates };
    const signers = { own: rotation.signer, previous: null };
    const file = await issueCard(database, content, signers, { now, command: 'key rotate certificate' }, record);
    if (rotation.atOnce) await putNextInPlace(station);
    return file;
  });
}

/** Uses the next certificate from now on. Throws `certificate-missing` where none was announced. */
export async function activateCertificate(station: Station): Promise<void> {
  const { layout, database, name, record } = station;
  await station.exclusively(async () => {
    const next = toCardCertificate(await readCredentials(layout, 'next'));
    const announced = findCurrentCard(database, name)?.card.certificates ?? [];
    const file = layout.path('keys', certificateFiles.next);
    if (!announced.includes(next)) throw new StationError('certificate-missing', { file });
    await putNextInPlace(station);
    const act = 'certificate-activated';
    station.change(() => record({ command: 'key rotate certificate', act, party: name, result: 'done' }));
  });
}

async function putNextInPlace({ layout }: Station): Promise<void> {
  const current = layout.path('keys', certificateFiles.current);
  await rename(layout.path('keys', certificateFiles.next), current);
  await syncFolderOf(current);
}
