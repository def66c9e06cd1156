import { hash, randomUUID } from 'node:crypto';
import type { IpEvidence } from '@scelle/core';
import { FormatsError } from '../errors/formats-error.ts';
import type { Exporter, ExportOptions } from '../export/exporter.ts';
import { Notes } from '../notes/note.ts';
import type { HashAlgorithm } from '../values/words.ts';

/**
 * Writes records as a STIX 2.1 bundle: for each one an `observed-data` and its cyber observables; works stand among its
 * external references. The order of objects is that of the records. A bundle without any is not valid.
 * Source: docs/formats.md § STIX.
 */
export function createStixExporter({ createdAt }: ExportOptions): Exporter {
  let written = 0;
  return {
    begin: () => `{"type":"bundle","id":"bundle--${randomUUID()}","objects":[\n`,
    add(record) {
      const notes = new Notes();
      noteLosses(record, notes);
      const objects = toObjects(record, toStixTime(createdAt)).map((object) => JSON.stringify(object));
      const separator = written === 0 ? '' : ',\n';
      written += 1;
      return { output: `${separator}${objects.join(',\n')}`, notes: notes.all };
    },
    end() {
      if (written === 0) throw new FormatsError('export-empty');
      return '\n]}\n';
    },
  };
}

function toObjects(record: IpEvidence, created: string): readonly object[] {
  const { recordId, occurredAt, controller, works } = record;
  const observables = toObservables(record);
  const seen = toStixTime(occurredAt);
  const observed = {
    type: 'observed-data',
    spec_version: '2.1',
    id: `observed-data--${toStixUuid(recordId)}`,
    created,
    modified: created,
    first_observed: seen,
    last_observed: seen,
    number_observed: 1,
    object_refs: observables.map(({ id }) => id),
    labels: [`controller:${controller}`],
    external_references: [...(isStixUuid(recordId) ? [] : [toOwnReference(recordId)]), ...works.flatMap(toReferences)],
  };
  return [observed, ...observables];
}

/** STIX 2.1 § 2.9 takes UUIDs of RFC 4122, whose versions are 1 to 5. */
function isStixUuid(recordId: string): boolean {
  return /^.{14}[1-5]/.test(recordId);
}

/** The namespace of ids that follow from those of records: invented once, for this. */
const RECORDS = Buffer.from('0e5b2d3c9a4f4f7c8d1e6b7a2c3d4e5f', 'hex');

/** The id of a record, or one of version 5 that follows from it. */
function toStixUuid(recordId: string): string {
  return isStixUuid(recordId) ? recordId : uuid5(RECORDS, recordId);
}

function toOwnReference(recordId: string): object {
  return { source_name: 'scelle', external_id: recordId };
}

/** A reference to a work, and one for each of its identifiers. */
function toReferences({ title, artist, rightsHolder, identifiers }: IpEvidence['works'][number]): readonly object[] {
  const description = [artist, title].filter((text) => text !== null).join(' – ');
  return [
    { source_name: rightsHolder === '' ? 'work' : rightsHolder, description },
    ...identifiers.map(({ scheme, value }) => ({ source_name: scheme, external_id: value })),
  ];
}

/** What a bundle has no place for. */
function noteLosses({ recordId, works, file, isp, segments, agent }: IpEvidence, notes: Notes): void {
  if (!isStixUuid(recordId)) notes.guess('id-replaced', 'recordId');
  for (const index of works.keys()) notes.loss('left-out', `works[${index}].category`);
  if (new Set(file.hashes.map(({ algorithm }) => algorithm)).size < file.hashes.length) {
    notes.loss('further-left-out', 'file.hashes');
  }
  const isFileKnown = file.name !== null || file.hashes.length > 0;
  if (file.size !== null && !isFileKnown) notes.loss('left-out', 'file.size');
  if (isp !== null) notes.loss('left-out', 'isp');
  if (segments.length > 0) notes.loss('left-out', 'segments');
  if (agent !== null) notes.loss('left-out', 'agent');
  notes.loss('left-out', 'tool');
}

/** A cyber observable. */
interface Observable {
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
function toObservables({ source, occurredAt, protocol, file, pseudonym }: IpEvidence): readonly Observable[] {
  const version = source.ip.includes(':') ? 'ipv6' : 'ipv4';
  const address = observe(`${version}-addr`, { value: source.ip });
  const traffic = observe('network-traffic', {
    protocols: [version, protocol],
    ...(source.port !== null && { src_port: source.port }),
    src_ref: address.id,
    start: occurredAt.replace(/0+Z$/, (zeros) => (occurredAt.includes('.') ? 'Z' : zeros)),
  });
  return [
    address,
    traffic,
    ...(file.name === null && file.hashes.length === 0 ? [] : [observeFile(file)]),
    ...(pseudonym === null ? [] : [observe('user-account', { account_login: pseudonym })]),
  ];
}

/** A time with milliseconds, as STIX has it (§ 3.2). */
function toStixTime(instant: string): string {
  return new Date(instant).toISOString();
}

function observeFile({ name, size, hashes }: IpEvidence['file']): Observable {
  const byName = Object.fromEntries(hashes.map(({ algorithm, value }) => [hashNames[algorithm], value]).sort());
  const named = name !== null && { name };
  const identifying = { ...(hashes.length > 0 && { hashes: chooseHash(byName) }), ...named };
  const shown = { ...(hashes.length > 0 && { hashes: byName }), ...named, ...(size !== null && { size }) };
  return { ...observe('file', identifying), ...shown };
}

/** The hash by which a file is known, so that every tool gives it the same id. Source: STIX 2.1 § 2.9. */
function chooseHash(byName: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [first] = Object.keys(byName);
  const chosen = ['MD5', 'SHA-1', 'SHA-256', 'SHA-512'].find((name) => name in byName) ?? first!;
  return { [chosen]: byName[chosen]! };
}

/** An observable that is identified by all of these properties, whose keys are in ascending order. */
function observe(type: string, identifying: object): Observable {
  return { type, spec_version: '2.1', id: observableId(type, identifying), ...identifying };
}

/** The namespace of ids of cyber observables (STIX 2.1 § 2.9). */
const NAMESPACE = Buffer.from('00abedb4aa42466c9c01fed23315a9b7', 'hex');

/**
 * The id of a cyber observable: a UUID version 5 over the canonical JSON of the properties that identify it, whose keys
 * stand in ascending order and whose values are texts, integers and such objects. Source: STIX 2.1 § 2.9; RFC 9562 § 5.5.
 */
function observableId(type: string, identifying: object): string {
  return `${type}--${uuid5(NAMESPACE, JSON.stringify(identifying))}`;
}

/** A UUID of version 5. Source: RFC 9562 § 5.5. */
function uuid5(namespace: Uint8Array, name: string): string {
  const bytes = hash('sha1', Buffer.concat([namespace, Buffer.from(name)]), 'buffer').subarray(0, 16);
  bytes[6] = 0x50 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
