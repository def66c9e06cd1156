import { X509Certificate } from 'node:crypto';
import { unlink, writeFile } from 'node:fs/promises';
import { describeWithTools, stockTool } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { findCurrentCard } from '../../src/cards/card-store.ts';
import { readCredentials, toCardCertificate } from '../../src/certificates/certificate-file.ts';
import { activateCertificate, rotateCertificate } from '../../src/certificates/rotate-certificate.ts';
import { codeOf } from '../support/code-of.ts';
import { createDesk, type Desk, signingKey } from '../support/desk.ts';

const listed = ({ station }: Desk) => findCurrentCard(station.database, station.name)!.card.certificates;
const inUse = async ({ station }: Desk) => toCardCertificate(await readCredentials(station.layout));

describe('the TLS certificate of a station', () => {
  it('is made with it, and named by its first card', async () => {
    const desk = await createDesk('tmg', 'collector');
    expect(listed(desk)).toEqual([await inUse(desk)]);
    const { der, validFrom, validUntil } = await readCredentials(desk.station.layout);
    const certificate = new X509Certificate(der);
    expect({ subject: certificate.subject, ca: certificate.ca }).toEqual({ subject: 'CN=tmg', ca: false });
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(validUntil.getTime() - validFrom.getTime()).toBeGreaterThan(1_000 * 86_400_000);
  });

  it('is announced before it is used, so that no peer is cut off', async () => {
    const desk = await createDesk('tmg', 'collector');
    const before = await inUse(desk);
    await rotateCertificate(desk.station, { signer: await signingKey(desk), atOnce: false });
    expect(await inUse(desk)).toBe(before);
    const [next, current] = listed(desk);
    expect(current).toBe(before);
    await activateCertificate(desk.station, await signingKey(desk));
    expect(await inUse(desk)).toBe(next);
    expect(listed(desk)).toEqual([next]);
    const signer = await signingKey(desk);
    expect(await codeOf(() => activateCertificate(desk.station, signer))).toBe('certificate-missing');
  });

  it('is replaced at once where its key was stolen, and the old one named no more', async () => {
    const desk = await createDesk('tmg', 'collector');
    const before = await inUse(desk);
    await rotateCertificate(desk.station, { signer: await signingKey(desk), atOnce: true });
    expect(listed(desk)).toEqual([await inUse(desk)]);
    expect(listed(desk)).not.toContain(before);
  });

  it('is said to be missing, or to be none', async () => {
    const desk = await createDesk('tmg', 'collector');
    const file = desk.station.layout.path('keys', 'tls.pem');
    await writeFile(file, 'rubbish');
    expect(await codeOf(() => readCredentials(desk.station.layout))).toBe('certificate-invalid');
    await unlink(file);
    expect(await codeOf(() => readCredentials(desk.station.layout))).toBe('certificate-missing');
    await rotateCertificate(desk.station, { signer: await signingKey(desk), atOnce: true });
    expect(listed(desk)).toEqual([await inUse(desk)]);
  });
});

describeWithTools(['openssl'], 'the certificate file, for openssl', () => {
  it('holds a key and a certificate that verifies', async () => {
    const { station } = await createDesk('tmg', 'collector');
    const file = station.layout.path('keys', 'tls.pem');
    const { status, stdout } = await stockTool('openssl').run(['verify', '-CAfile', file, file]);
    expect({ status, said: new TextDecoder().decode(stdout) }).toEqual({ status: 0, said: `${file}: OK\n` });
  });
});
