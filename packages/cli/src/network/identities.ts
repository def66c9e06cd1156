import type { TlsIdentity } from '@scelle/interconnect';
import { readCredentials, requireShownCertificate, type Settings, type Station } from '@scelle/station';

/** What a station shows of itself where it calls. Throws `certificate-missing`, `certificate-invalid`. */
export async function loadCallerIdentity({ layout }: Station): Promise<TlsIdentity> {
  const { key, certificate } = await readCredentials(layout);
  return { key, certificate };
}

/**
 * What a station shows where it is called: the certificate of its card, or that of a public authority. Throws as above,
 * and `certificate-not-named`.
 */
export async function loadReceiverIdentity(station: Station, settings: Settings): Promise<TlsIdentity> {
  const { key, certificate } = await requireShownCertificate(station, settings);
  return { key, certificate };
}
