import { createHash } from 'node:crypto';
import type { Signer } from '@scelle/core';

/** A signature file, any part of which may be wrong. */
export interface SignatureCraft {
  readonly signer: Signer;
  readonly trustedComment: string;
  readonly untrustedComment: string;
  /** `Ed` is minisign's legacy kind, which signs the message itself. Default: `ED`. */
  readonly algorithm?: 'ED' | 'Ed';
  /** The key number in the file; the signer's own unless told. */
  readonly keyNumber?: Uint8Array;
}

/** The bytes of a signature file over `message`. */
export async function craftSignature(message: Uint8Array, craft: SignatureCraft): Promise<Uint8Array> {
  const { signer, trustedComment, untrustedComment, algorithm = 'ED', keyNumber = signer.keyNumber } = craft;
  const signed = algorithm === 'ED' ? createHash('blake2b512').update(message).digest() : message;
  const signature = await signer.sign(signed);
  const global = await signer.sign(Buffer.concat([signature, Buffer.from(trustedComment)]));
  const block = Buffer.concat([Buffer.from(algorithm), keyNumber, signature]);
  const lines = [
    `untrusted comment: ${untrustedComment}`,
    block.toString('base64'),
    `trusted comment: ${trustedComment}`,
    Buffer.from(global).toString('base64'),
    '',
  ];
  return new TextEncoder().encode(lines.join('\n'));
}
