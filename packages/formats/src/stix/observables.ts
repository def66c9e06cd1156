import type { IpEvidence } from '@scelle/core';
import type { HashAlgorithm } from '../values/words.ts';
import { observableId } from './ids.ts';

/** A cyber observable. */
export interface Observable {
  readonly type: string;
  readonly spec_version: '2.1';
  readonly id: string;
}

/** The hashes for which STIX has a name (`hash-algorithm-ov`); those of peer-to-peer networks go by their own. */
const hashNames: Readonly<Record<HashAlgorithm, string>> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  btih: 'BTIH',
  btih2: 'BTIH2',
  ed2k: 'ED2K',
  tth: 'TTH',
};

/** What was seen: an address, the traffic that came from it, and where it is known the file and the account. */
export function toObservables({ source, occurredAt, protocol, file, pseudonym }: IpEvidence): readonly Observable[] {
  const version = source.ip.includes(':') ? 'ipv6' : 'ipv4';
  const address = observe(`${version}-addr`, { value: source.ip });
  const traffic = observe('network-traffic', {
    protocols: [version, protocol],
    ...(source.port !== null && { src_port: source.port }),
    src_ref: address.id,
    start: toStixTime(occurredAt),
  });
  return [
    address,
    traffic,
    ...(file.name === null && file.hashes.length === 0 ? [] : [observeFile(file)]),
    ...(pseudonym === null ? [] : [observe('user-account', { account_login: pseudonym })]),
  ];
}

/** A time with milliseconds, as STIX has it (§ 3.2). */
export function toStixTime(instant: string): string {
  return new Date(instant).toISOString();
}

function observeFile({ name, size, hashes }: IpEvidence['file']): Observable {
  const byName = Object.fromEntries(hashes.map(({ algorithm, value }) => [hashNames[algorithm], value]).sort());
  const identifying = { ...(hashes.length > 0 && { hashes: byName }), ...(name !== null && { name }) };
  return { ...observe('file', identifying), ...(size !== null && { size }) };
}

/** An observable that is identified by all of these properties, whose keys are in ascending order. */
function observe(type: string, identifying: object): Observable {
  return { type, spec_version: '2.1', id: observableId(type, identifying), ...identifying };
}
