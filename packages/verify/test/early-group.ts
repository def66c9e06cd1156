import { type CraftedMember, fixedRecords } from '@scelle/testkit';

/** The fixed records in two groups, the second of which begins although the first is not full. */
export function splitEarly([key, document, , ...attachments]: readonly CraftedMember[]): readonly CraftedMember[] {
  const lines = fixedRecords.map((record) => Buffer.from(`${JSON.stringify(record)}\n`));
  const named = (index: number) =>
    attachments.find(({ name }) => name.endsWith(fixedRecords[index]!.segments[0]!.sha256))!;
  return [
    key!,
    document!,
    { name: 'records/000000.jsonl', bytes: lines[0]! },
    named(0),
    { name: 'records/000001.jsonl', bytes: Buffer.concat(lines.slice(1)) },
    named(1),
  ];
}
