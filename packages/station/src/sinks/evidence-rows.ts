import { hashLeaf } from '@scelle/core';
import type { Value } from './database.ts';
import type { AbsentRecord, ImportedBatch, ImportedRecord } from './record-sink.ts';

/** The row of a batch, before anything of it is counted. */
export function toBatchRow(id: number, batch: ImportedBatch): Value[] {
  const { manifest, digest, sealed, content, channel, receivedAt, importedAt, day } = batch;
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return [
    id,
    digest,
    manifest.sender,
    manifest.recipient,
    manifest.stream,
    manifest.sequence,
    manifest.id,
    manifest.profile,
    channel,
    toSortable(manifest.createdAt),
    toSortable(receivedAt),
    toSortable(importedAt),
    day,
    manifest.records.count,
    0,
    0,
    decoder.decode(sealed.manifest),
    decoder.decode(sealed.seal),
    decoder.decode(content.bytes),
    content.salt,
    hashLeaf(content.salt, content.bytes),
  ];
}

/** The row of a record that is the `id`-th of the database, in the batch with that id. */
export function toRecordRow(id: number, batch: number, imported: ImportedRecord): Value[] {
  const { index, record, line, day, salt, leafHash } = imported;
  const { source, file, tool } = record;
  return [
    id,
    batch,
    index,
    record.recordId,
    record.controller,
    toSortable(record.occurredAt),
    day,
    source.ip,
    source.port,
    record.protocol,
    record.pseudonym,
    file.name,
    file.size,
    record.isp,
    record.agent,
    tool.name,
    tool.version,
    line,
    salt,
    leafHash,
  ];
}

/** The row that keeps the leaf hash of a record that is not there. */
export function toAbsentRow(batch: number, { index, leafHash, code }: AbsentRecord): Value[] {
  return [batch, index, leafHash, code];
}

const LENGTH_OF_SECONDS = 'YYYY-MM-DDTHH:MM:SSZ'.length;

/** An instant with its milliseconds in any case, so that the order of the texts is that of the instants. */
export function toSortable(instant: string): string {
  return instant.length === LENGTH_OF_SECONDS ? `${instant.slice(0, -1)}.000Z` : instant;
}
