import { randomUUID } from 'node:crypto';
import type { IpEvidence } from '@scelle/core';
import type { Exporter, ExportOptions } from '../export/exporter.ts';
import { Notes } from '../notes/note.ts';
import { toObservables, toStixTime } from './observables.ts';

/**
 * Writes records as a STIX 2.1 bundle: for each one an `observed-data` and its cyber observables; works stand among its
 * external references. The order of objects is that of the records. Source: docs/formats.md § STIX.
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
      return { text: `${separator}${objects.join(',\n')}`, notes: notes.all };
    },
    end: () => '\n]}\n',
  };
}

function toObjects(record: IpEvidence, created: string): readonly object[] {
  const { recordId, occurredAt, controller, works } = record;
  const observables = toObservables(record);
  const seen = toStixTime(occurredAt);
  const observed = {
    type: 'observed-data',
    spec_version: '2.1',
    id: `observed-data--${recordId}`,
    created,
    modified: created,
    first_observed: seen,
    last_observed: seen,
    number_observed: 1,
    object_refs: observables.map(({ id }) => id),
    labels: [`controller:${controller}`],
    external_references: works.flatMap(toReferences),
  };
  return [observed, ...observables];
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
function noteLosses({ works, file, isp, segments, agent }: IpEvidence, notes: Notes): void {
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
