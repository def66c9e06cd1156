import { describe, expect, it } from 'vitest';
import { renderTablePage } from '../../src/render/html/pages.ts';

const content = {
  title: 'Chain of custody',
  subject: 'tmg.arcom.music.000001',
  facts: [{ label: 'Station', value: 'arcom' }],
  heading: 'Acts',
  columns: ['Act', 'Details'],
  rows: [['batch-judged', 'reason=<script>alert(1)</script> \u202egnp']],
};

describe('a page with a table', () => {
  it('shows every cell, under its column', () => {
    const page = renderTablePage(content, { language: 'en' });
    expect(page).toContain('<td data-column="Act">batch-judged</td>');
    expect(page).toContain('<title>Chain of custody – tmg.arcom.music.000001</title>');
  });

  it('runs nothing, whatever stands in a cell', () => {
    const page = renderTablePage(content, { language: 'fr' });
    expect(page).not.toContain('<script');
    expect(page).not.toContain('\u202e');
    expect(page).toContain('default-src &#39;none&#39;');
  });
});
