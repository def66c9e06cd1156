import type { IpEvidence } from '@scelle/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mapping } from '../../src/mapping/mapping.ts';
import { parseMapping } from '../../src/mapping/parse-mapping.ts';
import { encodeMagnet, parseMagnet } from '../../src/xarf/magnet.ts';
import { convert, exportRecords, failureOf } from '../support/convert.ts';
import { anyRecord, inventedRecords } from '../support/records.ts';
import { hasSchemas, readSchema, schemasTitle } from '../support/schemas.ts';

const tool = { name: 'collector', version: '3' };
const party = { org: 'Agency', contact: 'reports@agency.example', domain: 'agency.example' };

const mapping: Mapping = parseMapping(
  Buffer.from(JSON.stringify({ defaults: { tool }, xarf: { reporter: party, sender: party } })),
);

const report = {
  xarf_version: '4.2.0',
  report_id: '2acc5d8c-15ba-4432-8ee1-08c657711c63',
  timestamp: '2025-01-11T14:44:41+01:00',
  reporter: party,
  sender: party,
  source_identifier: '192.0.2.100',
  source_port: 6881,
  category: 'copyright',
  type: 'p2p',
  p2p_protocol: 'edonkey',
  swarm_info: {
    info_hash: 'DA39A3EE5E6B4B0D3255BFEF95601890AFD80709',
    torrent_name: 'Film.mkv',
    total_size: 8_589_934_592,
  },
  work_title: 'Film',
  rights_holder: 'Studio',
  work_category: 'tv_show',
  confidence: 0.85,
  evidence: [{ content_type: 'text/plain', payload: 'eA==' }],
  tags: ['controller:scpp', 'media:movie'],
};

/** What of a record a report can hold. */
function heldByXarf(record: IpEvidence): IpEvidence {
  const [work] = record.works;
  return {
    ...record,
    pseudonym: null,
    works: [{ ...work!, artist: null, identifiers: [] }],
    file: { ...record.file, name: record.file.name === null ? null : [...record.file.name].slice(0, 500).join('') },
    isp: null,
    segments: [],
    agent: null,
    tool,
  };
}

describe('a report', () => {
  it('becomes a record, with every loss and guess', async () => {
    const [result] = await convert('xarf', JSON.stringify(report), { mapping });
    expect(result).toEqual({
      record: {
        recordId: report.report_id,
        controller: 'scpp',
        occurredAt: '2025-01-11T13:44:41Z',
        source: { ip: '192.0.2.100', port: 6881 },
        protocol: 'ed2k',
        pseudonym: null,
        works: [{ title: 'Film', artist: null, category: 'series', identifiers: [], rightsHolder: 'Studio' }],
        file: {
          name: 'Film.mkv',
          size: 8_589_934_592,
          hashes: [{ algorithm: 'btih', value: report.swarm_info.info_hash.toLowerCase() }],
        },
        isp: null,
        segments: [],
        agent: null,
        tool,
      },
      notes: [
        'loss left-out tags',
        'loss left-out reporter',
        'loss left-out sender',
        'loss left-out confidence',
        'loss left-out evidence',
        'guess default-used tool',
      ],
    });
  });

  it('may stand alone, on lines, or in a list, wherever the pieces end', async () => {
    const odd = { ...report, work_title: 'a "b" \\ } { [ ] é 🎬' };
    const [one, two] = [JSON.stringify(odd, null, 2), JSON.stringify(report)];
    for (const input of [`${one}\n${two}\n`, `[${one},${two}]`, ` [ ${one} , ${two} ] `]) {
      for (const pieces of [1, 2, 3, 500]) {
        const results = await convert('xarf', input, { mapping, pieces });
        expect(results.map(({ record }) => record!.works[0]!.title)).toEqual([odd.work_title, 'Film']);
      }
    }
  });

  it.each<[object, string]>([
    [{ type: 'dmca' }, 'refusal kind-unknown type'],
    [{ xarf_version: '3' }, 'refusal kind-unknown xarf_version'],
    [{ timestamp: 'yesterday' }, 'refusal value-invalid timestamp'],
    [{ timestamp: '2025-01-11T13:44:41' }, 'refusal value-invalid timestamp'],
    [{ source_port: '6881' }, 'refusal value-invalid source_port'],
    [{ source_identifier: 'host.example' }, 'refusal value-invalid source_identifier'],
    [{ p2p_protocol: 'napster' }, 'refusal value-invalid p2p_protocol'],
    [{ work_category: 'opera' }, 'refusal value-invalid work_category'],
    [{ tags: ['controller:scpp', 'controller:sacem'] }, 'refusal value-contradicted tags'],
    [{ tags: ['controller:scpp', 'protocol:winny'] }, 'refusal value-contradicted tags'],
    [{ tags: ['controller:scpp', 'protocol:napster'] }, 'refusal value-invalid tags'],
    [{ tags: ['controller:scpp', 7] }, 'refusal value-invalid tags'],
    [{ tags: ['controller:scpp:x'] }, 'refusal record-field-invalid controller'],
    [{ swarm_info: { info_hash: 'x' } }, 'refusal value-invalid swarm_info.info_hash'],
    [{ swarm_info: 'x' }, 'refusal value-invalid swarm_info'],
    [{ tags: [] }, 'refusal value-missing controller'],
    [{ rights_holder: undefined }, 'refusal value-missing works[0].rightsHolder'],
  ])('with %j is refused', async (changes, note) => {
    const [result] = await convert('xarf', JSON.stringify({ ...report, ...changes }), { mapping });
    expect(result).toMatchObject({ record: null, notes: expect.arrayContaining([note]) });
  });

  it('names its work category and protocol as nearly as it can', async () => {
    const [book] = await convert('xarf', JSON.stringify({ ...report, work_category: 'audiobook' }), { mapping });
    expect(book!.record!.works[0]!.category).toBe('book');
    expect(book!.notes).toContain('loss narrowed work_category');
    const other = { ...report, p2p_protocol: 'other', tags: ['controller:scpp', 'protocol:winny'] };
    const [tagged] = await convert('xarf', JSON.stringify(other), { mapping });
    expect(tagged!.record!.protocol).toBe('winny');
  });
});

describe('a report that says two things', () => {
  const twice = (member: string) => JSON.stringify(report).replace('{', `{${member},`);

  it.each([
    ['an address', twice('"source_identifier":"198.51.100.9"')],
    ['an address under an escaped name', twice('"source\\u005fidentifier":"198.51.100.9"')],
    ['a hash within', JSON.stringify(report).replace('"swarm_info":{', '"swarm_info":{"info_hash":"x",')],
  ])('because %s stands in it twice is refused, and the next is read', async (_, text) => {
    const results = await convert('xarf', `${text}\n${JSON.stringify(report)}`, { mapping });
    expect(results.map(({ record }) => record !== null)).toEqual([false, true]);
    expect(results[0]!.notes).toContain('refusal value-invalid');
  });

  it.each<[object, string]>([
    [
      { info_hash: report.swarm_info.info_hash, magnet_uri: `magnet:?xt=urn:btih:${'a'.repeat(40)}` },
      'refusal value-contradicted swarm_info.info_hash',
    ],
    [
      { magnet_uri: `magnet:?xt=urn:btih:${'a'.repeat(40)}&xl=1`, total_size: 2 },
      'refusal value-contradicted swarm_info.magnet_uri',
    ],
  ])('as in %j is refused', async (swarm, note) => {
    const [result] = await convert('xarf', JSON.stringify({ ...report, swarm_info: swarm }), { mapping });
    expect(result).toMatchObject({ record: null, notes: expect.arrayContaining([note]) });
  });
});

describe('a report in a mail', () => {
  const body = Buffer.from(JSON.stringify(report)).toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  const head = 'From: a@collector.example\r\nTo: b@provider.example\r\nMIME-Version: 1.0\r\n';

  it('is found as its attachment', async () => {
    const mail = `${head}Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n--b\r\nContent-Type: application/json; name="xarf.json"\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n--b--\r\n`;
    const [result] = await convert('xarf', mail, { mapping });
    expect(result!.record!.source.ip).toBe('192.0.2.100');
    expect(result!.notes).toContain('guess taken-from-mail');
  });

  it('that has none is named', async () => {
    const mail = `${head}Content-Type: text/plain\r\n\r\nHello.\r\n`;
    expect(await failureOf(convert('xarf', mail, { mapping }))).toBe('nothing-found');
  });
});

describe('text that is no report', () => {
  it.each([
    ['{"a":1', 'report-malformed'],
    ['[{"a":1}', 'report-malformed'],
    ['{"a":1}]', 'report-malformed'],
    ['{a:1}', 'report-malformed'],
    ['Date;IP', 'nothing-found'],
    ['', 'nothing-found'],
    ['[]', 'nothing-found'],
    ['<html><body>502</body></html>', 'nothing-found'],
    ['{"a":1} x', 'report-malformed'],
    [`{"a":${'['.repeat(32)}${']'.repeat(32)}}`, 'report-malformed'],
    [`{"a":"${'x'.repeat(17_000_000)}"}`, 'report-too-large'],
    [Buffer.from('{"a":"\u00e9"}', 'latin1'), 'input-not-text'],
  ])('ends with a code (%#)', async (input, code) => {
    expect(await failureOf(convert('xarf', input, { mapping }))).toBe(code);
  });

  it('is refused or ends with a code, whatever it is', async () => {
    const value = fc.oneof(fc.json(), fc.string({ maxLength: 30 }));
    await fc.assert(
      fc.asyncProperty(
        value,
        fc.dictionary(fc.constantFrom(...Object.keys(report), '__proto__'), fc.anything()),
        async (text, changes) => {
          expect(await failureOf(convert('xarf', text, { mapping }))).toMatch(
            /^(?:none|nothing-found|report-malformed)$/,
          );
          const altered = JSON.stringify({ ...report, ...changes }, (_, one: unknown) =>
            typeof one === 'bigint' ? 1 : one,
          );
          expect(await failureOf(convert('xarf', altered, { mapping }))).toBe('none');
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a magnet link', () => {
  it('keeps every hash in its order', () => {
    fc.assert(
      fc.property(anyRecord, ({ file }) => {
        if (file.hashes.length === 0) return;
        expect(parseMagnet(encodeMagnet(file.hashes))).toEqual({
          hashes: file.hashes,
          name: null,
          size: null,
          hasMore: false,
        });
      }),
    );
  });

  it('is read as others write it', () => {
    const link =
      'magnet:?xt.1=urn:btih:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ&xt.2=urn:ed2khash:31D6CFE0D16AE931B73C59D7E0C089C0&xt=urn:crc32:1&dn=a+b%20c&xl=7&tr=http://t';
    expect(parseMagnet(link)).toEqual({
      hashes: [
        { algorithm: 'btih', value: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' },
        { algorithm: 'ed2k', value: '31d6cfe0d16ae931b73c59d7e0c089c0' },
      ],
      name: 'a b c',
      size: '7',
      hasMore: true,
    });
    expect(parseMagnet('http://x')).toBeNull();
  });
});

describe('records as reports', () => {
  it('come back with all that a report can hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRecord, { minLength: 1, maxLength: 3 }), async (records) => {
        const withHash = records.filter(({ file }) => file.hashes.length > 0);
        const { text } = exportRecords('xarf', records, mapping);
        if (withHash.length === 0) return;
        const results = await convert('xarf', text, { mapping });
        expect(results.map(({ record }) => record)).toEqual(withHash.map(heldByXarf));
      }),
      { numRuns: 60 },
    );
  });

  it('are cut at the length that the schema sets, and this is noted', () => {
    const [record] = inventedRecords(1);
    const hashes = [{ algorithm: 'btih', value: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' }] as const;
    const named = { ...record!, file: { name: '🎬'.repeat(501), size: null, hashes } };
    const { text, notes } = exportRecords('xarf', [named], mapping);
    expect([...JSON.parse(text).swarm_info.torrent_name]).toHaveLength(500);
    expect(notes[0]).toContain('loss cut file.name');
  });

  it('are refused without a hash, and need contacts', () => {
    const [record] = inventedRecords(1);
    const bare = { ...record!, file: { ...record!.file, hashes: [] } };
    expect(exportRecords('xarf', [bare], mapping)).toEqual({
      text: '',
      notes: [['refusal value-missing file.hashes']],
    });
    expect(() => exportRecords('xarf', [bare])).toThrow(expect.objectContaining({ code: 'mapping-section-missing' }));
  });
});

describe.skipIf(!hasSchemas)(`the schema of XARF${schemasTitle}`, () => {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const validate = () => {
    ajv.addSchema(JSON.parse(readSchema('xarf/xarf-core.json')), 'https://xarf.org/schemas/v4/xarf-core.json');
    return ajv.compile(JSON.parse(readSchema('xarf/copyright-p2p.schema.json')));
  };

  it('accepts what is exported', () => {
    const isValid = validate();
    const records = [...inventedRecords(100), ...fc.sample(anyRecord, { numRuns: 100, seed: 1 })];
    const reports = exportRecords('xarf', records, mapping).text.trim().split('\n');
    expect(reports.length).toBeGreaterThan(100);
    for (const line of reports) {
      isValid(JSON.parse(line));
      expect(isValid.errors).toBeNull();
    }
  });

  it('has a sample that becomes a record', async () => {
    const own = { ...mapping, defaults: { tool, controller: 'scpp', category: 'film' as const } };
    const sample = { ...JSON.parse(readSchema('xarf/copyright-p2p.sample.json')), source_port: 1 };
    const [result] = await convert('xarf', JSON.stringify(sample), { mapping: own });
    expect(result!.record!.file.hashes).toEqual([
      { algorithm: 'btih', value: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' },
    ]);
  });
});
