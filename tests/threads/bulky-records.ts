import type { IpEvidence } from '@scelle/core';
import { fixedAttachments, fixedRecords } from '@scelle/testkit';

const work = fixedRecords[0]!.works[0]!;
const bulkyWork = { ...work, title: 'É'.repeat(250), artist: 'x'.repeat(500), rightsHolder: 'x'.repeat(250) };

/** Records that are as long as they may be, so that a few of them fill a group: 45 or so. */
export function bulkyRecords(count: number): IpEvidence[] {
  return Array.from({ length: count }, (_, number) => ({
    ...fixedRecords[number % fixedRecords.length]!,
    recordId: `0193ee00-0000-4000-8000-${String(number).padStart(12, '0')}`,
    occurredAt: `2026-11-02T${String(number % 24).padStart(2, '0')}:00:00Z`,
    source: { ip: `203.0.113.${number % 256}`, port: 50_000 + number },
    works: Array(32).fill(bulkyWork),
  }));
}

/** The attachments that they name, each in memory of its own. */
export function bulkyAttachments(): Uint8Array[] {
  return fixedAttachments.map((bytes) => Uint8Array.from(bytes));
}
