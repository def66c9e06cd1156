import type { IpEvidence } from '@scelle/core';
import { FormatsError } from '../errors/formats-error.ts';
import type { Exporter, ExportOptions } from '../export/exporter.ts';
import type { XarfContact } from '../mapping/mapping.ts';
import { Notes } from '../notes/note.ts';
import { cutCharacters } from '../values/texts.ts';
import { encodeMagnet } from './magnet.ts';
import { xarfCategories, xarfProtocols } from './words.ts';

const XARF_VERSION = '4.2.0';
const MAX_NAME = 500;
const MAX_RIGHTS_HOLDER = 200;

/** Who reports, and who sends the report. */
interface Contacts {
  readonly reporter: XarfContact;
  readonly sender: XarfContact;
}

/**
 * Writes records as XARF v4 reports of type `copyright`/`p2p`, one a line. A record without any hash is refused: the
 * schema demands an info hash or a magnet link. Throws `mapping-section-missing`. Source: docs/formats.md § XARF.
 */
export function createXarfExporter({ mapping: { xarf } }: ExportOptions): Exporter {
  if (xarf === null) throw new FormatsError('mapping-section-missing', { name: 'xarf' });
  return {
    begin: () => '',
    add(record) {
      const notes = new Notes();
      if (record.file.hashes.length === 0) {
        notes.refuse('value-missing', 'file.hashes');
        return { output: null, notes: notes.all };
      }
      noteLosses(record, notes);
      return { output: `${JSON.stringify(toReport(record, xarf, notes))}\n`, notes: notes.all };
    },
    end: () => '',
  };
}

function toReport(record: IpEvidence, { reporter, sender }: Contacts, notes: Notes): object {
  const { recordId, occurredAt, source, protocol, controller, works } = record;
  const [work] = works;
  return {
    xarf_version: XARF_VERSION,
    report_id: recordId,
    timestamp: occurredAt,
    reporter,
    sender,
    source_identifier: source.ip,
    ...(source.port !== null && { source_port: source.port }),
    category: 'copyright',
    type: 'p2p',
    p2p_protocol: xarfProtocols[protocol],
    work_title: cutCharacters(work!.title, MAX_NAME, 'works[0].title', notes),
    rights_holder: cutCharacters(work!.rightsHolder, MAX_RIGHTS_HOLDER, 'works[0].rightsHolder', notes),
    work_category: xarfCategories[work!.category],
    swarm_info: toSwarm(record, notes),
    tags: [`controller:${controller}`, `protocol:${protocol}`],
  };
}

function toSwarm({ file }: IpEvidence, notes: Notes): object {
  const { name, size, hashes } = file;
  const [hash, ...others] = hashes;
  const isInfoHash = hash!.algorithm === 'btih' && others.length === 0;
  return {
    ...(isInfoHash ? { info_hash: hash!.value } : { magnet_uri: encodeMagnet(hashes) }),
    ...(name !== null && { torrent_name: cutCharacters(name, MAX_NAME, 'file.name', notes) }),
    ...(size !== null && { total_size: size }),
  };
}

/** What a report has no place for. */
function noteLosses({ works, pseudonym, isp, segments, agent }: IpEvidence, notes: Notes): void {
  const [work, ...others] = works;
  if (work!.artist !== null) notes.loss('left-out', 'works[0].artist');
  if (work!.identifiers.length > 0) notes.loss('left-out', 'works[0].identifiers');
  if (others.length > 0) notes.loss('further-left-out', 'works');
  if (pseudonym !== null) notes.loss('left-out', 'pseudonym');
  if (isp !== null) notes.loss('left-out', 'isp');
  if (segments.length > 0) notes.loss('left-out', 'segments');
  if (agent !== null) notes.loss('left-out', 'agent');
  notes.loss('left-out', 'tool');
}
