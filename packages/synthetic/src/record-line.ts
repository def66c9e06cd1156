import type { Target } from './catalogue.ts';
import type { Connection } from './network.ts';
import type { LocatedSegment } from './segments.ts';

/** Everything that one record tells. */
export interface RecordParts {
  readonly recordId: string;
  readonly occurredAt: string;
  readonly target: Target;
  readonly connection: Connection;
  readonly segments: readonly LocatedSegment[];
  readonly agent: string;
}

/** The collecting software. Its version goes up whenever the same seed begins to give other bytes. */
const TOOL = JSON.stringify({ name: 'scelle-synthetic', version: '1' });

/**
 * The canonical line of a record, keys in the order of `ip-evidence/1`. Parts that many records share are JSON
 * already, and only text that may need an escape is encoded here: it takes a third of the time of encoding whole
 * records.
 */
export function toRecordLine({ recordId, occurredAt, target, connection, segments, agent }: RecordParts): string {
  const { ip, port, pseudonym, isp } = connection;
  const what = `"protocol":"${target.file.protocol}","pseudonym":${JSON.stringify(pseudonym)},"works":${target.works}`;
  return (
    `{"recordId":"${recordId}","controller":"${target.controller}","occurredAt":"${occurredAt}",` +
    `"source":{"ip":"${ip}","port":${port}},${what},"file":${target.file.json},"isp":${JSON.stringify(isp)},` +
    `"segments":[${segments.map(toReference).join(',')}],"agent":"${agent}","tool":${TOOL}}`
  );
}

function toReference({ offset, bytes, sha256 }: LocatedSegment): string {
  return JSON.stringify({ offset, length: bytes.length, sha256 });
}
