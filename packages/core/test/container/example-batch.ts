import { type ContainerTail, encodePayloadHeader, encodeTail } from '../../src/container/container.ts';

/** A container of a payload and what follows it. */
export function encodeContainer(payload: Uint8Array, tail: Omit<ContainerTail, 'payloadBytes'>): Uint8Array {
  const payloadBytes = payload.length;
  return new Uint8Array(
    Buffer.concat([encodePayloadHeader(payloadBytes), payload, encodeTail({ ...tail, payloadBytes })]),
  );
}

/** A small batch whose members have content that no reader of the container looks into. */
export const exampleMembers = {
  payload: Buffer.from('age-encryption.org/v1 and so on'),
  manifest: Buffer.from('{}\n'),
  seal: Buffer.from('untrusted comment: scelle.batch/1\n'),
  coSignatures: [
    { role: 'agent', keyId: '0123456789abcdef', bytes: Buffer.from('first co-signature') },
    { role: 'controller', keyId: 'fedcba9876543210', bytes: Buffer.from('second co-signature') },
  ],
};

/** The container of `exampleMembers`. */
export function exampleContainer(): Uint8Array {
  return encodeContainer(exampleMembers.payload, exampleMembers);
}
