import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GroupRule } from '../../src/batch/group-builder.ts';
import { limits } from '../../src/limits.ts';

const { groupLineBytes, groupAttachmentBytes } = limits;

interface RecordSize {
  readonly lines: number;
  readonly attachments: number;
}

/** The groups into which the rule divides records. */
function divide(records: readonly RecordSize[]): RecordSize[][] {
  const rule = new GroupRule();
  const groups: RecordSize[][] = [];
  for (const record of records) {
    if (groups.length === 0 || !rule.hasRoomFor(record.lines, record.attachments)) {
      rule.startNext();
      groups.push([]);
    }
    rule.add(record.lines, record.attachments);
    groups.at(-1)!.push(record);
    expect(rule.records).toBe(groups.at(-1)!.length);
  }
  return groups;
}

function total(group: readonly RecordSize[], part: keyof RecordSize): number {
  return group.reduce((sum, record) => sum + record[part], 0);
}

describe('GroupRule', () => {
  it('fills a group to the last byte of either limit', () => {
    const half = { lines: groupLineBytes / 2, attachments: groupAttachmentBytes / 2 };
    expect(divide([half, half])).toHaveLength(1);
    expect(divide([half, { ...half, lines: half.lines + 1 }])).toHaveLength(2);
    expect(divide([half, { ...half, attachments: half.attachments + 1 }])).toHaveLength(2);
    expect(divide([half, half, { lines: 0, attachments: 0 }])).toHaveLength(1);
  });

  it('takes the first record of a group, whatever its size', () => {
    const large = { lines: 100, attachments: limits.attachmentBytes };
    expect(divide([large, large])).toEqual([[large], [large]]);
    expect(divide([large, { lines: 100, attachments: 0 }])).toHaveLength(2);
  });

  it('divides so that every group keeps to the limits and could not take the record after it', () => {
    const record = fc.record({
      lines: fc.integer({ min: 1, max: 65_537 * 8 }),
      attachments: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: limits.attachmentBytes })),
    });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 60 }), (records) => {
        const groups = divide(records);
        expect(groups.flat()).toEqual(records);
        for (const [index, group] of groups.entries()) {
          const keeps = (members: readonly RecordSize[]) =>
            total(members, 'lines') <= groupLineBytes && total(members, 'attachments') <= groupAttachmentBytes;
          expect(group.length === 1 || keeps(group)).toBe(true);
          const next = groups[index + 1]?.[0];
          if (next !== undefined) expect(keeps([...group, next])).toBe(false);
        }
      }),
    );
  });
});
