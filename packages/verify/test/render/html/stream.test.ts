import { describe, expect, it } from 'vitest';
import type { StreamPlace } from '../../../src/contract/intake.ts';
import { renderHtml } from '../../../src/index.ts';
import { exampleReports, reportOnStranger } from '../example-reports.ts';

const place = (sequence: number, state: StreamPlace['state'], channel: StreamPlace['channel']): StreamPlace => ({
  sequence,
  state,
  channel,
});

const places = [
  place(1, 'accepted', 'network'),
  place(2, 'accepted', 'network'),
  place(3, 'accepted', 'media'),
  place(4, 'missing', null),
  place(5, 'rejected', 'file'),
  place(6, 'held', 'media'),
];

async function draw(language: 'en' | 'fr', picture = places): Promise<string> {
  const page = renderHtml(await exampleReports.held(), { language, stream: { places: picture } });
  return page.slice(page.indexOf('<section id="stream"'), page.indexOf('<section id="steps"'));
}

describe('the picture of a stream', () => {
  it('draws every number with what became of it and how it came', async () => {
    const section = await draw('en');
    const titles = Array.from(section.matchAll(/<g class="([^"]+)"><title>([^<]+)/g), ([, ...parts]) => parts);
    expect(titles.map(([, title]) => title)).toEqual([
      '1: accepted, network, this batch',
      '2: accepted, network',
      '3: accepted, discs',
      '4: missing',
      '5: rejected, file',
      '6: held, discs',
    ]);
    expect(titles.map(([state]) => state)).toEqual([
      'accepted this',
      'accepted',
      'accepted',
      'missing',
      'rejected',
      'held',
    ]);
    expect(section).toContain('<title id="stream-title">numbers: 1–6</title>');
    expect(section.match(/<path /g)).toHaveLength(1);
  });

  it('tells the same in a table, numbers that are alike in one row, in either language', async () => {
    const rows = async (language: 'en' | 'fr') =>
      Array.from(
        (await draw(language)).matchAll(/<tr><td>(.*?)<\/td><td>(.*?)<\/td><td>(.*?)<\/td>/g),
        ([, ...cells]) => cells.join(' '),
      );
    expect(await rows('en')).toEqual([
      '1–2 accepted network',
      '3 accepted discs',
      '4 missing –',
      '5 rejected file',
      '6 held discs',
    ]);
    expect((await rows('fr'))[0]).toBe('1–2 accepté réseau');
  });

  it('is left out where there is nothing to draw, and of a batch that nobody vouches for', async () => {
    expect(await draw('en', [])).toBe('');
    const page = renderHtml(await reportOnStranger(), { language: 'en', stream: { places } });
    expect(page).not.toContain('<section id="stream"');
  });
});
