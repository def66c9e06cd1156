import type { TlsIdentity } from '@scelle/interconnect';
import { readCredentialFiles, readCredentials, type Settings, type Station } from '@scelle/station';

/** What a station shows of itself where it calls. Throws `certificate-missing`, `certificate-invalid`. */
export async function loadCallerIdentity({ layout }: Station): Promise<TlsIdentity> {
  const { key, certificate } = await readCredentials(layout);
  return { key, certificate };
}

/** What a station shows where it is called: the certificate of its card, or that of a public authority. Throws as above. */
export async function loadReceiverIdentity(station: Station, { network }: Settings): Promise<TlsIdentity> {
  const { publicCertificate } = network;
  if (publicCertificate === null) return loadCallerIdentity(station);
  const { key, certificate } = await readCredentialFiles(publicCertificate);
  return { key, certificate };
}
