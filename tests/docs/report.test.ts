import { toReportDocument, type Verdict } from '@scelle/verify';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exampleReports } from '../../packages/verify/test/render/example-reports.ts';
import { readText } from './pages.ts';

const [, text = ''] = /^```json\n([\s\S]*?)^```$/m.exec(readText('docs/report.md')) ?? [];
const schema = z.fromJSONSchema(JSON.parse(text));
const verdicts = Object.keys(exampleReports) as Verdict[];

/** As a program reads it that has nothing of ours. */
async function read(verdict: Verdict, version: 1 | 2): Promise<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(toReportDocument(await exampleReports[verdict](), version)));
}

describe('docs/report.md', () => {
  it.each(verdicts)('has the schema of a report that says %s', async (verdict) => {
    const document = await read(verdict, 2);
    expect(document['verdict']).toBe(verdict);
    expect(schema.safeParse(document).error?.issues ?? []).toEqual([]);
    for (const field of Object.keys(document)) {
      const { [field]: _, ...without } = document;
      expect(schema.safeParse(without).success, `without ${field}`).toBe(false);
    }
  });

  it.each(verdicts)('tells how the first version says %s: in its own word, and in all else alike', async (verdict) => {
    const [first, second] = [await read(verdict, 1), await read(verdict, 2)];
    const expected = { ...second, format: 'scelle.report/1', verdict: verdict === 'sealed' ? 'accepted' : verdict };
    expect(JSON.stringify(first)).toBe(JSON.stringify(expected));
  });
});
