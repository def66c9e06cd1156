import { createPublishedFile } from '@scelle/core';
import { type IssuedCertificate, signatureFileOf } from '@scelle/station';

/** The file of a certificate and that of its signature, which exist under their names once they are published. */
export interface CertificateFiles extends AsyncDisposable {
  publish(issued: IssuedCertificate): Promise<void>;
}

/**
 * Makes the files before anything is erased: where there is no folder for them, no right or no room, nothing must be
 * gone. Throws the codes of `createPublishedFile`, also when they are published.
 */
export async function createCertificateFiles(path: string): Promise<CertificateFiles> {
  const certificate = await createPublishedFile(path);
  try {
    const signature = await createPublishedFile(signatureFileOf(path));
    return {
      async publish(issued) {
        await certificate.write(0, issued.document);
        await signature.write(0, issued.signature);
        await certificate.publish();
        await signature.publish();
      },
      async [Symbol.asyncDispose]() {
        await certificate.abort();
        await signature.abort();
      },
    };
  } catch (error) {
    await certificate.abort();
    throw error;
  }
}
