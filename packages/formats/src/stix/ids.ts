import { hash } from 'node:crypto';

/** The namespace of ids of cyber observables (STIX 2.1 § 2.9). */
const NAMESPACE = Buffer.from('00abedb4aa42466c9c01fed23315a9b7', 'hex');

/**
 * The id of a cyber observable: a UUID version 5 over the canonical JSON of the properties that identify it, whose keys
 * stand in ascending order and whose values are texts, integers and such objects. Source: STIX 2.1 § 2.9; RFC 9562 § 5.5.
 */
export function observableId(type: string, identifying: object): string {
  const name = Buffer.concat([NAMESPACE, Buffer.from(JSON.stringify(identifying))]);
  const bytes = hash('sha1', name, 'buffer').subarray(0, 16);
  bytes[6] = 0x50 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return `${type}--${bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
}
