import { describe, expect, it } from 'vitest';
import { ownMapping } from '../../src/mapping/mapping.ts';
import { parseMapping } from '../../src/mapping/parse-mapping.ts';

describe('a mapping', () => {
  it('that says nothing is our own', () => {
    expect(parseMapping(Buffer.from('{}'))).toEqual(ownMapping);
  });

  it.each([
    ['not JSON', 'x', undefined],
    ['an unknown key', '{"csvs":{}}', 'csvs'],
    ['an unknown field', '{"csv":{"columns":[{"column":"a","field":"source.mac"}]}}', 'csv.columns.0.field'],
    [
      'a column twice',
      '{"csv":{"columns":[{"column":"a","field":"isp"},{"column":"a","field":"agent"}]}}',
      'csv.columns',
    ],
    ['a field twice', '{"csv":{"columns":[{"column":"a","field":"isp"},{"column":"b","field":"isp"}]}}', 'csv.columns'],
    ['a protocol that no record has', '{"defaults":{"protocol":"napster"}}', 'defaults.protocol'],
    ['a contact without a domain', '{"xarf":{"reporter":{"org":"a","contact":"a@b.example"}}}', 'xarf.reporter.domain'],
  ])('with %s is refused, and the field is named', (_, text, field) => {
    const details = expect.objectContaining({ ...(field !== undefined && { field }), line: 1 });
    expect(() => parseMapping(Buffer.from(text))).toThrow(
      expect.objectContaining({ code: 'mapping-invalid', details }),
    );
  });
});
