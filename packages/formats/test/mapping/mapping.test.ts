import { readFile, writeFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { FormatsError } from '../../src/errors/formats-error.ts';
import { ownMapping } from '../../src/mapping/mapping.ts';
import { mappingJsonSchema, parseMapping } from '../../src/mapping/parse-mapping.ts';

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

  it('in TOML, with comments, is the same as in JSON', () => {
    const toml = `# partner
timeZone = "Europe/Paris"
timePattern = "dd/MM/yyyy HH:mm:ss"

[words.protocol]
BT = "bittorrent"

[csv]
delimiter = ";"

[[csv.columns]]
column = "Date"
field = "occurredAt"
`;
    const json = {
      timeZone: 'Europe/Paris',
      timePattern: ['dd/MM/yyyy HH:mm:ss'],
      words: { protocol: { BT: 'bittorrent' } },
      csv: { delimiter: ';', columns: [{ column: 'Date', field: 'occurredAt' }] },
    };
    expect(parseMapping(Buffer.from(toml))).toEqual(parseMapping(Buffer.from(JSON.stringify(json))));
    expect(parseMapping(Buffer.from(`\ufeff${toml.replaceAll('\n', '\r\n')}`))).toEqual(
      parseMapping(Buffer.from(toml)),
    );
  });

  it.each([
    ['[csv]\ndelimitr = ";"\n', { line: 2, column: 1, field: 'csv.delimitr' }, 'delimiter'],
    ['assumeUtc = true\ntimeZone = "UTC"\n', { line: 2, field: 'timeZone' }, 'agrees'],
    ['timeZone = "Europe/Lutece"\n', { line: 1, field: 'timeZone' }, 'Europe/Paris'],
    ['timePattern = "dd/MM/yyyy HH:mm"\n', { line: 1, field: 'timePattern' }, 'seconds'],
    ['[words.protocol]\nBT = "bt"\n', { line: 2, field: 'words.protocol.BT' }, 'bittorrent'],
    ['x = \n', { line: 2 }, 'TOML'],
    ['{\n"timeZone": 7,\n}', { line: 3 }, 'JSON'],
    [`x = ${'['.repeat(50_000)}`, {}, 'TOML'],
    ['{\n"csv": {}\n}', { line: 2, field: 'csv.columns' }, 'list'],
    ['{\n"assumeUtc": true,\n"assumeUtc": false}', { line: 3 }, 'json-duplicate-key'],
  ])('that says %j is refused with its place and what is expected', (text, place, expected) => {
    expect(() => parseMapping(Buffer.from(text))).toThrow(
      expect.objectContaining({
        code: 'mapping-invalid',
        details: expect.objectContaining(place),
        message: expect.stringContaining(expected),
      }),
    );
  });

  it('with several mistakes tells each of them', () => {
    const text = '{"assumeUtc": 1,\n"csv": {"columns": [], "delimiter": "#"}}';
    const mistakes = (error: FormatsError) => error.reasons.map(({ details }) => [details.line, details.field]);
    try {
      parseMapping(Buffer.from(text));
      expect.unreachable();
    } catch (error) {
      expect(mistakes(error as FormatsError)).toEqual([
        [1, 'assumeUtc'],
        [2, 'csv.delimiter'],
        [2, 'csv.columns'],
      ]);
    }
  });

  it('has a schema for editors, which is published', async () => {
    const file = new URL('../../mapping.schema.json', import.meta.url);
    const schema = mappingJsonSchema();
    // SCELLE_UPDATE_DOCS=1 writes it; `biome check --write` lays it out.
    if (process.env['SCELLE_UPDATE_DOCS'] === '1') await writeFile(file, `${JSON.stringify(schema, null, 2)}\n`);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(schema);
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const isValid = ajv.compile(schema);
    expect(isValid({ timeZone: 'Europe/Paris', csv: { columns: [{ column: 'a', field: 'isp' }] } })).toBe(true);
    expect(isValid({ csv: { columns: [{ column: 'a', field: 'source.mac' }] } })).toBe(false);
    expect(isValid({ csvs: {} })).toBe(false);
  });
});
