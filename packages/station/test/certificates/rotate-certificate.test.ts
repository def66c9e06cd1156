import { X509Certificate } from 'node:crypto';
import { unlink, writeFile } from 'node:fs/promises';
import { describeWithTools, stockTool } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { findCurrentCard } from '../../src/cards/card-store.ts';
import { readCredentials, toCardCertificate } from '../../src/certificates/next-content.ts';
import { activateCertificate, rotateCertificate } from '../../src/certificates/rotate-certificate.ts';
import { codeOf } from '../support/code-of.ts';
import { createTestStation, signingKey, type TestStation } from '../support/test-station.ts';

const listed = async ({ station }: TestStation) =>
  (await findCurrentCard(station.ledger, station.name))!.card.certificates;
const inUse = async ({ station }: TestStation) => toCardCertificate(await readCredentials(station.layout));

describe('the TLS certificate of a station', () => {
  it('is made with it, and named by its first card', async () => {
    const own = await createTestStation('tmg', 'collector');
    expect(await listed(own)).toEqual([await inUse(own)]);
    const { der, validFrom, validUntil } = await readCredentials(own.station.layout);
    const certificate = new X509Certificate(der);
    expect({ subject: certificate.subject, ca: certificate.ca }).toEqual({ subject: 'CN=tmg', ca: false });
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(validUntil.getTime() - validFrom.getTime()).toBeGreaterThan(1_000 * 86_400_000);
  });

  it('is announced before it is used, so that no peer is cut off', async () => {
    const own = await createTestStation('tmg', 'collector');
    const before = await inUse(own);
    await rotateCertificate(own.station, { signer: await signingKey(own), atOnce: false });
    expect(await inUse(own)).toBe(before);
    const [next, current] = await listed(own);
    expect(current).toBe(before);
    await activateCertificate(own.station, await signingKey(own));
    expect(await inUse(own)).toBe(next);
    expect(await listed(own)).toEqual([next]);
    const signer = await signingKey(own);
    expect(await codeOf(() => activateCertificate(own.station, signer))).toBe('certificate-missing');
  });

  it('is replaced at once where its key was stolen, and the old one named no more', async () => {
    const own = await createTestStation('tmg', 'collector');
    const before = await inUse(own);
    await rotateCertificate(own.station, { signer: await signingKey(own), atOnce: true });
    expect(await listed(own)).toEqual([await inUse(own)]);
    expect(await listed(own)).not.toContain(before);
  });

  it('is said to be missing, or to be none', async () => {
    const own = await createTestStation('tmg', 'collector');
    const file = own.station.layout.path('keys', 'tls.pem');
    await writeFile(file, 'rubbish');
    expect(await codeOf(() => readCredentials(own.station.layout))).toBe('certificate-invalid');
    await unlink(file);
    expect(await codeOf(() => readCredentials(own.station.layout))).toBe('certificate-missing');
    await rotateCertificate(own.station, { signer: await signingKey(own), atOnce: true });
    expect(await listed(own)).toEqual([await inUse(own)]);
  });
});

describeWithTools(['openssl'], 'the certificate file, for openssl', () => {
  it('holds a key and a certificate that verifies', async () => {
    const { station } = await createTestStation('tmg', 'collector');
    const file = station.layout.path('keys', 'tls.pem');
    const { status, stdout } = await stockTool('openssl').run(['verify', '-CAfile', file, file]);
    expect({ status, said: new TextDecoder().decode(stdout) }).toEqual({ status: 0, said: `${file}: OK\n` });
  });
});
