import { describe, expect, it } from 'vitest';
import type { Verdict, VerificationReport } from '../../src/contract/report.ts';
import { renderHtml, renderText } from '../../src/index.ts';
import { chooseWording } from '../../src/render/wording/choose-wording.ts';
import { exampleReports, reportOnDamage, reportOnStranger, reportWithoutLedger } from './example-reports.ts';

const languages = ['en', 'fr'] as const;
const conclusions = Object.keys(exampleReports) as Verdict[];
const cases = languages.flatMap((language) => conclusions.map((conclusion) => ({ language, conclusion })));

describe('the report on a terminal', () => {
  it.each(cases)('begins with $conclusion in $language', async ({ language, conclusion }) => {
    const [first] = renderText(await exampleReports[conclusion](), { language }).split('\n');
    expect(first).toContain(chooseWording(language).conclusions[conclusion].word.toUpperCase());
    expect(first).toContain('tmg.');
  });

  it.each(cases)('keeps to 100 columns but for commands: $conclusion, $language', async ({ language, conclusion }) => {
    const text = renderText(await exampleReports[conclusion](), { language });
    const long = text.split('\n').filter((line) => line.length > 100 && !/^ {2}(tar|echo|minisign|age) /.test(line));
    expect(long).toEqual([]);
  });

  it.each(cases)(
    'has neither colour nor control characters unless asked: $conclusion, $language',
    async ({ language, conclusion }) => {
      const report = await exampleReports[conclusion]();
      const plain = renderText(report, { language });
      const coloured = renderText(report, { language, colour: true });
      expect(plain.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
      expect(coloured).not.toBe(plain);
      expect(coloured.replaceAll(/\p{Cc}\[[\d;]+m/gu, '')).toBe(plain);
    },
  );

  it('says in its verdict that nobody knew the batches before', async () => {
    const report = await reportWithoutLedger();
    expect(renderText(report, { language: 'en' })).toMatch(/^✓ ACCEPTED \(sequence: not checked\) {2}tmg/);
    expect(renderText(report, { language: 'fr' })).toMatch(/^✓ ACCEPTÉ \(séquence : non contrôlée\) {2}tmg/);
    expect(renderHtml(report, { language: 'en' })).toContain('Accepted <small>(sequence: not checked)</small></p>');
    const known = renderText(await exampleReports.accepted(), { language: 'en' });
    expect(known).toMatch(/^✓ ACCEPTED {2}tmg/);
    expect(renderText(await reportOnDamage(), { language: 'en' })).toMatch(/^✗ REJECTED {2}tmg/);
  });

  it('shows how each step ended by a mark and a word', async () => {
    const text = renderText(await reportOnDamage(), { language: 'en' });
    expect(text).toMatch(/✓ {2}1\. Container +Passed$/m);
    expect(text).toMatch(/✗ {2}6\. Payload +Failed \[payload-digest\]$/m);
    expect(text).toMatch(/– {2}7\. Decryption +Not checked: an earlier step failed\. \[earlier-step-failed\]$/m);
  });

  it('sets what was found beside what was expected where they differ', async () => {
    const text = renderText(await reportOnDamage(), { language: 'en' });
    expect(text).toMatch(/Payload +[0-9a-f]{64}\n +Compared with +0{64}\n/);
  });

  it('draws the hours in one line', async () => {
    const report = await exampleReports.accepted();
    const hours = [
      { hour: '2026-11-02T10', records: 1 },
      { hour: '2026-11-02T12', records: 8 },
    ];
    const text = renderText({ ...report, records: { count: 9, hours } }, { language: 'en' });
    expect(text).toContain('Records per hour, UTC: 2026-11-02 10:00 – 2026-11-02 12:00 (█ = 8)\n  ▁·█\n');
  });

  it.each([
    ['nobody counted the records', null, 'not-opened'],
    ['there are none', { count: 0, hours: [] }, 'no-records'],
    ['they are spread over too many hours', { count: 200_000, hours: [] }, 'not-drawn'],
  ] as const)('draws nothing where %s, and says so', async (_, records, phrase) => {
    const report = { ...(await exampleReports.accepted()), records } as VerificationReport;
    for (const language of languages) {
      expect(renderText(report, { language })).toContain(`\n  ${chooseWording(language).phrases[phrase]}\n`);
    }
  });

  it('says of a step that makes the batch wait that it does', async () => {
    const report = await exampleReports.held();
    for (const [code, step] of [
      ['co-signature-unknown-key', '2. Signatures'],
      ['key-revoked-late', '3. Manifest'],
      ['sequence-gap', '5. Sequence'],
    ] as const) {
      const text = renderText({ ...report, waitsFor: [{ code, details: {} }] }, { language: 'en' });
      expect(text).toMatch(new RegExp(`^ {2}! {2}${step} .*\\[${code}\\]$`, 'm'));
    }
  });

  it('cannot be steered by the origin', async () => {
    const text = renderText(
      { ...(await reportOnStranger()), origin: '\u001b[2J\u009b1m\rx' },
      { language: 'en', colour: true },
    );
    expect(text).toContain('\\u{1b}[2J\\u{9b}1m\\u{d}x');
    for (const control of ['\u001b[2J', '\u009b', '\r']) expect(text).not.toContain(control);
  });
});
