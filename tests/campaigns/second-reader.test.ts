import { parseRecordLine } from '@scelle/core';
import { describeWithTools } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { compareWithSecondReader } from './second-reader.ts';

const seed = Date.now() % 1_000_000;

describeWithTools(['python3'], `record lines of seed ${seed}, read by a second reader too`, () => {
  it('are judged alike by both', async () => {
    const { accepted, refused, differences } = await compareWithSecondReader(6_000, seed);
    expect(differences).toEqual([]);
    expect(accepted).toBeGreaterThan(50);
    expect(refused).toBeGreaterThan(1_000);
  });

  it('show a reader that looks at the year of a fact alone', async () => {
    const lax = (profile: Parameters<typeof parseRecordLine>[0], line: Uint8Array): boolean => {
      const text = Buffer.from(line)
        .toString('utf8')
        .replace(/"port":null/, '"port":1');
      try {
        parseRecordLine(profile, Buffer.from(text));
        return true;
      } catch {
        return false;
      }
    };
    expect((await compareWithSecondReader(4_000, 1, lax)).differences).not.toEqual([]);
  });
});
