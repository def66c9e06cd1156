import type { IpEvidence } from '@scelle/core';
import { FormatsError } from '../errors/formats-error.ts';
import type { Exporter, ExportOptions } from '../export/exporter.ts';
import type { AcnsContact } from '../mapping/mapping.ts';
import { Notes } from '../notes/note.ts';
import { ACNS_NAMESPACE, acnsCategories, acnsProtocols } from './words.ts';

/** What XML 1.0 cannot hold of what a record can. */
const NO_XML = /[\ufffe\uffff]/g;

/**
 * Writes records as notices of ACNS 1.2, each in a message of one envelope. A record whose controller the mapping gives
 * no complainant is refused. Throws `mapping-section-missing`. Source: docs/formats.md § ACNS.
 */
export function createAcnsExporter({ mapping: { acns } }: ExportOptions): Exporter {
  if (acns === null) throw new FormatsError('mapping-section-missing', { name: 'acns' });
  let written = 0;
  return {
    begin: () => `<?xml version="1.0" encoding="UTF-8"?>\n<MessageEnvelope xmlns="${ACNS_NAMESPACE}">\n`,
    add(record) {
      const notes = new Notes();
      const complainant = acns.complainants[record.controller];
      if (complainant === undefined) {
        notes.refuse('value-missing', `acns.complainants.${record.controller}`);
        return { output: null, notes: notes.all };
      }
      noteLosses(record, complainant, notes);
      written += 1;
      return { output: encodeMessage(record, complainant, acns.serviceProviderEmail, notes), notes: notes.all };
    },
    end() {
      if (written === 0) throw new FormatsError('export-empty');
      return '</MessageEnvelope>\n';
    },
  };
}

function encodeMessage(record: IpEvidence, complainant: AcnsContact, providerEmail: string, notes: Notes): string {
  const { recordId, occurredAt, source, protocol, pseudonym, isp } = record;
  const { baseType, protocol: word } = acnsProtocols[protocol];
  const encode = (name: string, text: string, field: string) => encodeElement(name, text, field, notes);
  const optional = (name: string, value: string | number | null, field: string) =>
    value === null ? '' : encode(name, String(value), field);
  const items = record.works.map((_, index) => encodeItem(record, index, notes));
  return [
    `<Message Type="ACNS2.0Notice" ID="${recordId}"><Infringement>`,
    `<Case><ID>${recordId}</ID></Case>`,
    `<Complainant>${encode('Entity', complainant.entity, 'controller')}${encode('Email', complainant.email, 'controller')}</Complainant>`,
    `<Service_Provider>${encode('Entity', isp ?? '', 'isp')}${encode('Email', providerEmail, 'isp')}</Service_Provider>`,
    `<Source><TimeStamp>${occurredAt}</TimeStamp><IP_Address>${source.ip}</IP_Address>${optional('Port', source.port, '')}`,
    `<SubType BaseType="${baseType}" Protocol="${word}">${word === 'OTHER' ? protocol : ''}</SubType>`,
    `${optional('UserName', pseudonym, 'pseudonym')}</Source>`,
    `<Content>${items.join('')}</Content>`,
    '</Infringement></Message>\n',
  ].join('');
}

function encodeItem({ occurredAt, works, file }: IpEvidence, index: number, notes: Notes): string {
  const work = works[index]!;
  const [hash] = file.hashes;
  const explicitType = acnsCategories[work.category];
  const field = (name: string) => `works[${index}].${name}`;
  return [
    `<Item><TimeStamp>${occurredAt}</TimeStamp>`,
    encodeElement('Title', work.title, field('title'), notes),
    work.artist === null ? '' : encodeElement('Artist', work.artist, field('artist'), notes),
    // The format demands a name, and a record need not have one.
    encodeElement('FileName', file.name ?? '', 'file.name', notes),
    file.size === null ? '' : `<FileSize>${file.size}</FileSize>`,
    `<Type>${work.category}</Type>`,
    explicitType === null ? '' : `<ExplicitType>${explicitType}</ExplicitType>`,
    hash === undefined ? '' : `<Hash Type="${hash.algorithm.toUpperCase()}">${hash.value}</Hash>`,
    '</Item>',
  ].join('');
}

function encodeElement(name: string, text: string, field: string, notes: Notes): string {
  const possible = text.replace(NO_XML, '\ufffd');
  if (possible !== text) notes.loss('characters-replaced', field);
  const escaped = possible.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<${name}>${escaped}</${name}>`;
}

/** What a notice has no place for. */
function noteLosses(record: IpEvidence, complainant: AcnsContact, notes: Notes): void {
  const { works, file, pseudonym, isp, segments, agent } = record;
  for (const [index, work] of works.entries()) {
    if (work.identifiers.length > 0) notes.loss('left-out', `works[${index}].identifiers`);
    if (work.rightsHolder !== complainant.entity) notes.loss('left-out', `works[${index}].rightsHolder`);
    if (work.title === '') notes.loss('empty-as-absent', `works[${index}].title`);
    if (work.artist === '') notes.loss('empty-as-absent', `works[${index}].artist`);
  }
  if (file.hashes.length > 1) notes.loss('further-left-out', 'file.hashes');
  if (file.name === '') notes.loss('empty-as-absent', 'file.name');
  if (pseudonym === '') notes.loss('empty-as-absent', 'pseudonym');
  if (isp === '') notes.loss('empty-as-absent', 'isp');
  if (segments.length > 0) notes.loss('left-out', 'segments');
  if (agent !== null) notes.loss('left-out', 'agent');
  notes.loss('left-out', 'tool');
}
