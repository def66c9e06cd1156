import { describe, expect, it } from 'vitest';
import { type ChartPage, renderChartPage } from '../../src/render/html/pages.ts';

const page: ChartPage = {
  title: 'Imported evidence',
  subject: 'arcom',
  facts: [{ label: 'Batches', value: '2' }],
  charts: [
    {
      id: 'works',
      heading: 'Works',
      counts: [
        { label: '<script>alert(1)</script>', records: 1_000 },
        { label: 'Étude \u202e', records: 1 },
      ],
      empty: 'None.',
    },
    { id: 'rejects', heading: 'Refused records', counts: [], empty: 'None.' },
  ],
};

describe('a page of charts', () => {
  const html = renderChartPage(page, { language: 'en' });

  it('shows each count as a number and as a bar, the longest for the largest', () => {
    expect(html).toContain('1,000');
    expect(Array.from(html.matchAll(/<rect width="([0-9.]+)"/g), ([, width]) => width)).toEqual(['100', '0.5']);
  });

  it('of more days than the engine takes arguments is drawn', () => {
    const counts = Array.from({ length: 150_000 }, (_, number) => ({ label: String(number), records: number }));
    const long = renderChartPage({ ...page, charts: [{ ...page.charts[0]!, counts }] }, { language: 'en' });
    expect(long.match(/<rect width/g)).toHaveLength(150_000);
  });

  it('says so where there is nothing to count', () => {
    expect(html).toContain('<p>None.</p>');
  });

  it('escapes labels, loads nothing and runs nothing', () => {
    expect(html).not.toContain('<script');
    expect(html).not.toContain('\u202e');
    expect(html).not.toMatch(/(?:src|href)=|url\(/);
    expect(html).toContain('default-src &#39;none&#39;');
  });
});
