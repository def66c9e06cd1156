import { rename } from 'node:fs/promises';
import type { Signer } from '@scelle/core';
import { syncFolderOf } from '@scelle/core/internal';
import type { CardFile } from '../cards/card-file.ts';
import { findCurrentCard } from '../cards/card-store.ts';
import { issueCard } from '../cards/issue-card.ts';
import type { FinishedRotation } from '../cards/rotate-key.ts';
import { StationError } from '../errors/station-error.ts';
import { replaceDurably } from '../home/files.ts';
import type { Station, StationFacts } from '../home/station.ts';
import {
  certificateFiles,
  findCertificate,
  parseTlsCertificate,
  readCredentials,
  toCardCertificate,
  withCertificates,
} from './next-content.ts';

/** How a certificate is replaced. */
export interface CertificateRotation {
  readonly signer: Signer;
  /**
   * Whether the new certificate is used at once and alone, because the key of the old one is lost or stolen: peers that
   * have not added the new card are then refused, and refuse.
   */
  readonly atOnce: boolean;
}

const command = 'key rotate certificate';

/**
 * Makes the next certificate and issues the card that names it beside the one in use, which stays in use until
 * `activateCertificate`: so no peer is cut off meanwhile. Interrupted before the card, it is simply done again. Throws
 * `card-unknown`, `certificate-missing`, `card-certificates-full`, and what `issueCard` throws.
 */
export async function rotateCertificate(station: Station, rotation: CertificateRotation): Promise<CardFile> {
  const { makeTlsCertificate } = await import('./make-certificate.ts');
  const { layout, environment, name } = station;
  const { signer, atOnce } = rotation;
  return station.exclusively(async () => {
    const inUse = atOnce ? [] : [toCardCertificate(await readCredentials(layout))];
    const pem = await makeTlsCertificate({ party: name, now: environment.now(), randomBytes: environment.randomBytes });
    const content = await withCertificates(station, [toCardCertificate(parseTlsCertificate(pem)), ...inUse]);
    await replaceDurably(layout.path('keys', certificateFiles.next), pem);
    const file = await issue(station, content, signer);
    if (atOnce) await putNextInPlace(station);
    return file;
  });
}

/**
 * Uses the next certificate from now on, and issues the card that names it alone: with that, the old one ends at every
 * peer. Throws `certificate-missing` where none was announced, and what `issueCard` throws.
 */
export async function activateCertificate(station: Station, signer: Signer): Promise<CardFile> {
  const { layout, ledger, name } = station;
  return station.exclusively(async () => {
    const next = toCardCertificate(await readCredentials(layout, 'next'));
    const announced = (await findCurrentCard(ledger, name))?.card.certificates ?? [];
    const file = layout.path('keys', certificateFiles.next);
    if (!announced.includes(next)) throw new StationError('certificate-missing', { file });
    const issued = await issue(station, await withCertificates(station, [next]), signer);
    await putNextInPlace(station);
    await station.change((inside) =>
      inside.record({ command, act: 'certificate-activated', party: name, result: 'done' }),
    );
    return issued;
  });
}

/**
 * Finishes what an interrupted command left: the newest card names the next certificate and no longer the one in use, with
 * which every peer that has the card would refuse this party.
 */
export async function finishCertificate(
  station: Pick<StationFacts, 'name' | 'layout' | 'ledger'>,
): Promise<readonly FinishedRotation[]> {
  const { layout, ledger, name } = station;
  const named = (await findCurrentCard(ledger, name))?.card.certificates ?? [];
  const next = await findCertificate(layout, 'next');
  if (next === null || !named.includes(next)) return [];
  const inUse = await findCertificate(layout, 'current');
  if (inUse !== null && named.includes(inUse)) return [];
  await putNextInPlace(station);
  return [{ kind: 'key-replaced', file: layout.path('keys', certificateFiles.current) }];
}

function issue(station: Station, content: Parameters<typeof issueCard>[1], own: Signer): Promise<CardFile> {
  return issueCard(station, content, { own, previous: null }, { now: station.environment.now(), command });
}

async function putNextInPlace({ layout }: Pick<Station, 'layout'>): Promise<void> {
  const current = layout.path('keys', certificateFiles.current);
  await rename(layout.path('keys', certificateFiles.next), current);
  await syncFolderOf(current);
}
