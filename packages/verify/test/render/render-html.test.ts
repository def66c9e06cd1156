import { quoteUntrusted } from '@scelle/core/internal';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/contract/report.ts';
import { renderHtml, stepIds, type VerificationReport } from '../../src/index.ts';
import { chooseWording } from '../../src/render/wording/choose-wording.ts';
import { exampleOrigin, exampleReports, reportOnDamage, reportOnStranger } from './example-reports.ts';

const languages = ['en', 'fr'] as const;
const conclusions = Object.keys(exampleReports) as Verdict[];
const cases = languages.flatMap((language) => conclusions.map((conclusion) => ({ language, conclusion })));

describe('the report as a page', () => {
  it.each(cases)('says $conclusion in $language, and what to do next', async ({ language, conclusion }) => {
    const page = renderHtml(await exampleReports[conclusion](), { language });
    const { conclusions, phrases } = chooseWording(language);
    const { word, meaning } = conclusions[conclusion];
    // The examples are test data.
    const next = conclusion === 'accepted' ? phrases['test-data-next'] : conclusions[conclusion].next;
    expect(page).toContain(`<html lang="${language}">`);
    for (const text of [`${word}</p>`, meaning, next]) expect(page).toContain(text);
    expect(page.indexOf(meaning)).toBeLessThan(page.indexOf('<h2'));
  });

  it.each(cases)('refers to nothing outside: $conclusion, $language', async ({ language, conclusion }) => {
    const page = renderHtml(await exampleReports[conclusion](), { language });
    expect(page).toContain(`content="default-src &#39;none&#39;; style-src &#39;sha256-`);
    expect(page).not.toMatch(/<(script|link|img|iframe|object|form)\b|@import|url\(|\ssrc=|\shref=|\sstyle=|\son\w+=/i);
    expect(page).not.toMatch(/https?:/i);
  });

  it.each(languages)('names every step in order, with its state (%s)', async (language) => {
    const page = renderHtml(await exampleReports.rejected(), { language });
    const { steps, states } = chooseWording(language);
    const headings = Array.from(
      page.matchAll(/<\/span> (\d+)\. ([^\n]+)\n<span class="state">([^<]+)/g),
      ([, ...parts]) => parts,
    );
    expect(headings.map(([number, name]) => [number, name])).toEqual(
      stepIds.map((id, index) => [String(index + 1), steps[id].name]),
    );
    expect(new Set(headings.map(([, , state]) => state))).toEqual(
      new Set([states.passed, states.failed, states['not-checked']]),
    );
  });

  it('shows a step that the batch waits for as waiting, not as passed', async () => {
    const page = renderHtml(await exampleReports.held(), { language: 'en' });
    expect(page.match(/<li class="waiting">/g)).toHaveLength(2);
    expect(page).toContain('Batch 1 came, but 3 is still missing.');
    expect(page).toContain('unknown key: nothing of what it claims is believed');
  });

  it('names what was not checked beside the verdict', async () => {
    const page = renderHtml(await exampleReports.sealed(), { language: 'en' });
    const [verdict] = page.split('id="parties"');
    expect(verdict).toContain('What was not checked');
    expect(verdict!.match(/Not checked: no opening key was given\./g)).toHaveLength(1);
    expect(page).toContain('3 (as the sender states; not counted here)');
  });

  it('holds the facts that a reader compares', async () => {
    const report = await exampleReports.accepted();
    const page = renderHtml(report, { language: 'en' });
    const { manifest, signatures } = report;
    const facts = [
      exampleOrigin,
      report.checkedBy,
      manifest!.id,
      manifest!.payload.sha256,
      manifest!.records.merkleRoot,
    ];
    const keys = signatures.flatMap(({ keyId, publicKey }) => [keyId, publicKey!]);
    for (const text of [...facts, ...manifest!.sealedTo, ...keys]) expect(asCopied(page)).toContain(text);
    expect(page).toContain(report.manifestDigest!.slice(0, 32).match(/.{4}/g)!.join(' '));
    expect(page).toMatch(/sacem 2<\/dd><dd>scpp 1/);
    expect(page).toContain('<dd>2026-11-02 11:00:00 UTC – 2026-11-02 13:00:00 UTC</dd>');
  });

  it('draws bars that add up to the records', async () => {
    const report = await exampleReports.accepted();
    const hours = Array.from({ length: 161 * 24 }, (_, index) => ({
      hour: new Date(Date.parse('2011-05-16T00:00Z') + index * 3_600_000).toISOString().slice(0, 13),
      records: (index % 24) * 100,
    }));
    const page = renderHtml({ ...report, records: { count: 0, hours } }, { language: 'en' });
    const bars = Array.from(page.matchAll(/<rect[^>]*><title>2011-\d\d-\d\d: ([\d,]+)</g), ([, count]) =>
      Number(count!.replaceAll(',', '')),
    );
    expect(bars).toHaveLength(161);
    expect(bars.reduce((sum, count) => sum + count, 0)).toBe(hours.reduce((sum, { records }) => sum + records, 0));
  });

  it('says so where there are no records, or where they were not read', async () => {
    const report = await exampleReports.accepted();
    expect(renderHtml({ ...report, records: { count: 0, hours: [] } }, { language: 'en' })).toContain(
      'holds no records',
    );
    expect(renderHtml(await reportOnDamage(), { language: 'en' })).toContain('were not counted');
  });

  it.each(languages)('warns of test data, and only then (%s)', async (language) => {
    const report = await exampleReports.accepted();
    const warning = chooseWording(language).phrases['test-data-meaning'];
    expect(renderHtml(report, { language })).toContain(warning);
    expect(renderHtml({ ...report, testData: false }, { language })).not.toContain(warning);
    expect(renderHtml({ ...report, testData: null }, { language })).not.toContain(warning);
  });

  it('repeats nothing that a stranger wrote', async () => {
    const page = renderHtml(await reportOnStranger(), { language: 'en' });
    expect(page).not.toContain('stranger');
    expect(page).toContain('Nothing that it says about sender, content or keys is repeated here.');
  });

  it.each(conclusions)('escapes the origin and every detail: %s', async (conclusion) => {
    const evil = `</title><script src="x">'\u202e\u0007`;
    const page = renderHtml(poison(await exampleReports[conclusion](), evil), { language: 'en' });
    expect(page).not.toContain('<script');
    expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(page).toContain(
      quoteUntrusted(evil).replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll("'", '&#39;'),
    );
  });
});

function poison(report: VerificationReport, evil: string): VerificationReport {
  const details = { found: evil, expected: evil, member: evil, name: evil, field: evil };
  return {
    ...report,
    origin: evil,
    waitsFor: report.waitsFor.map(({ code }) => ({ code, details })),
    steps: report.steps.map((step) => ({ ...step, details })),
  };
}

/** Without the places at which lines may end within digests and keys: what a selection copies. */
function asCopied(page: string): string {
  return page.replace(/<span class="group">([^<]*)<\/span>|<wbr>/g, '$1');
}
