import { html } from '@scelle/core/internal';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('the html template', () => {
  it('escapes whatever is put into it', () => {
    const text = `<b title="x" id='y'>&</b>`;
    expect(html`<p>${text}</p>`.markup).toBe('<p>&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;&amp;&lt;/b&gt;</p>');
  });

  it('shows controls and bidirectional characters', () => {
    expect(html`${'a\u202eb\u0000'}`.markup).toBe('a\\u{202e}b\\u{0}');
  });

  it('leaves markup as it is, in lists too, and nothing for null', () => {
    expect(html`<ul>${[html`<li>${1}</li>`, [html`<li/>`, '<'], null]}</ul>`.markup).toBe(
      '<ul><li>1</li><li/>&lt;</ul>',
    );
  });

  it('lets no text open a tag, an attribute or an entity', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { markup } = html`${text}`;
        expect(markup).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
      }),
    );
  });
});
