/** A table into which an import writes. */
export type TableName =
  | 'batches'
  | 'records'
  | 'works'
  | 'work_identifiers'
  | 'record_works'
  | 'hashes'
  | 'segments'
  | 'record_segments'
  | 'absent_records'
  | 'receipts';

/**
 * The columns of the tables into which an import writes rows, in the order of the values that it gives. Tables come after
 * those to which their rows refer.
 */
export const tableColumns: Readonly<Record<TableName, readonly string[]>> = {
  batches: [
    'id',
    'digest',
    'sender',
    'recipient',
    'stream',
    'sequence',
    'batch_id',
    'profile',
    'channel',
    'created_at',
    'received_at',
    'imported_at',
    'day',
    'announced',
    'accepted',
    'rejected',
    'manifest',
    'seal',
    'content',
    'content_salt',
    'content_hash',
  ],
  records: [
    'id',
    'batch',
    'record_index',
    'record_id',
    'controller',
    'occurred_at',
    'day',
    'ip',
    'port',
    'protocol',
    'pseudonym',
    'file_name',
    'file_size',
    'isp',
    'agent',
    'tool_name',
    'tool_version',
    'line',
    'salt',
    'leaf_hash',
  ],
  works: ['id', 'digest', 'title', 'artist', 'category', 'rights_holder'],
  work_identifiers: ['work', 'position', 'scheme', 'value'],
  record_works: ['record', 'position', 'work'],
  hashes: ['record', 'position', 'algorithm', 'value'],
  segments: ['sha256', 'length', 'content'],
  record_segments: ['record', 'position', 'file_offset', 'length', 'sha256'],
  absent_records: ['batch', 'record_index', 'leaf_hash', 'code'],
  receipts: ['batch', 'stage', 'document', 'signature', 'issued_at'],
};
