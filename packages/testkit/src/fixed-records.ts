import { createHash } from 'node:crypto';
import type { IpEvidence } from '@scelle/core';

/** Two segments: the first is named by two records, the second by one. */
export const fixedAttachments: readonly Uint8Array[] = [createSegment('first', 700), createSegment('second', 512)];

/** Three records of `ip-evidence-test/1`, on behalf of two controllers, found by two agents. */
export const fixedRecords: readonly IpEvidence[] = [
  createRecord({ number: 1, controller: 'sacem', agent: 'agent-1', segment: 0 }),
  createRecord({ number: 2, controller: 'scpp', agent: 'agent-2', segment: 1 }),
  createRecord({ number: 3, controller: 'sacem', agent: null, segment: 0 }),
];

interface RecordSketch {
  readonly number: number;
  readonly controller: string;
  readonly agent: string | null;
  /** Index in `fixedAttachments`. */
  readonly segment: number;
}

function createRecord({ number, controller, agent, segment }: RecordSketch): IpEvidence {
  const bytes = fixedAttachments[segment]!;
  return {
    recordId: `0193ee00-0000-4000-8000-00000000000${number}`,
    controller,
    occurredAt: `2026-11-02T1${number}:00:00Z`,
    source: { ip: `203.0.113.${number}`, port: 50_000 + number },
    protocol: 'bittorrent',
    pseudonym: null,
    works: [{ title: 'Étude nº 1', artist: null, category: 'music', identifiers: [], rightsHolder: 'Label' }],
    file: { name: 'etude.flac', size: 1_048_576, hashes: [] },
    isp: null,
    segments: [{ offset: 4_096 * number, length: bytes.length, sha256: sha256Of(bytes) }],
    agent,
    tool: { name: 'scelle-testkit', version: '1' },
  };
}

function createSegment(label: string, length: number): Uint8Array {
  return new Uint8Array(createHash('shake256', { outputLength: length }).update(label).digest());
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
