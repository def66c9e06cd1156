import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMapping } from '../../src/mapping/parse-mapping.ts';
import { convert, exportRecords, failureOf } from '../support/convert.ts';
import { anyRecord, inventedRecords } from '../support/records.ts';

const tool = { name: 'collector', version: '3' };

function mappingOf(value: object) {
  return parseMapping(Buffer.from(JSON.stringify(value)));
}

/** The layout of a table that somebody else makes. */
const foreign = mappingOf({
  defaults: { controller: 'scpp', tool, category: 'music', rightsHolder: 'SCPP' },
  assumeUtc: true,
  csv: {
    delimiter: ';',
    columns: [
      { column: 'Date', field: 'occurredAt' },
      { column: 'IP', field: 'source.ip' },
      { column: 'Port', field: 'source.port' },
      { column: 'Réseau', field: 'protocol' },
      { column: 'Titre', field: 'work.title' },
      { column: 'Fichier', field: 'file.name' },
      { column: 'Hash', field: 'file.hash.btih' },
      { column: 'Interne', field: null },
    ],
  },
});

const header = 'Date;IP;Port;Réseau;Titre;Fichier;Hash;Interne\n';

describe('our own table', () => {
  it('keeps every record whole, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRecord, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async (records, neutralise) => {
          fc.pre(neutralise);
          const { text, notes } = exportRecords('csv', records, {}, neutralise);
          expect(notes.flat()).toEqual([]);
          expect(await convert('csv', text)).toEqual(records.map((record) => ({ record, notes: [] })));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is read alike wherever the pieces of the stream end', async () => {
    const records = inventedRecords(3);
    const { text } = exportRecords('csv', records);
    for (const pieces of [1, 2, 7, 64]) {
      expect(await convert('csv', `\ufeff${text}`, { pieces })).toEqual(
        records.map((record) => ({ record, notes: [] })),
      );
    }
  });

  it('tells that empty text will be read as none', () => {
    const [record] = inventedRecords(1);
    const { notes } = exportRecords('csv', [{ ...record!, pseudonym: '', isp: '' }]);
    expect(notes).toEqual([['loss empty-as-absent pseudonym', 'loss empty-as-absent isp']]);
  });
});

describe('formulas', () => {
  const dangerous = ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '＝1', "'=1", "''@"];

  it.each(dangerous)('%s is neutralised on export and restored on import', async (name) => {
    const [record] = inventedRecords(1);
    const named = { ...record!, file: { ...record!.file, name } };
    const { text } = exportRecords('csv', [named]);
    const row = text.split('\r\n')[1]!;
    expect(row).toContain(`'${name.replaceAll('"', '""')}`);
    expect(row).not.toMatch(/(?:^|,)"?[=+\-@＝]/);
    expect(await convert('csv', text)).toEqual([{ record: named, notes: [] }]);
  });

  it('leaves cells as they are where it is told to', () => {
    const [record] = inventedRecords(1);
    const { text } = exportRecords('csv', [{ ...record!, pseudonym: '=1' }], {}, false);
    expect(text).toContain(',=1,');
  });

  it('takes an apostrophe of a foreign table for what it is', async () => {
    const row = "2026-03-01 10:00:00;192.0.2.1;6881;bittorrent;'=1;;;\n";
    const [result] = await convert('csv', header + row, { mapping: foreign });
    expect(result!.record!.works[0]!.title).toBe("'=1");
  });
});

describe('a foreign table', () => {
  it('is read by its mapping, with a note for each default and guess', async () => {
    const hash = 'DA39A3EE5E6B4B0D3255BFEF95601890AFD80709';
    const row = `"2026-03-01 12:00:00,250";2001:DB8:0::0001;6881;BitTorrent;"Été; indien";a.mp3;${hash};x\n`;
    const [result] = await convert('csv', header + row, { mapping: foreign });
    expect(result!.record).toMatchObject({
      occurredAt: '2026-03-01T12:00:00.250Z',
      source: { ip: '2001:db8::1', port: 6881 },
      protocol: 'bittorrent',
      works: [{ title: 'Été; indien', artist: null, category: 'music', rightsHolder: 'SCPP' }],
      file: { name: 'a.mp3', size: null, hashes: [{ algorithm: 'btih', value: hash.toLowerCase() }] },
      tool,
    });
    expect(result!.notes).toEqual([
      'guess time-zone-assumed occurredAt',
      'guess default-used controller',
      'guess default-used works[0].category',
      'guess default-used works[0].rightsHolder',
      'guess default-used tool',
      'guess id-derived recordId',
    ]);
  });

  it('gives the same records, with the same ids, when it is converted again', async () => {
    const row = '2026-03-01T10:00:00Z;192.0.2.1;6881;bittorrent;Title;;;\n';
    const [first, second] = [
      await convert('csv', header + row + row, { mapping: foreign }),
      await convert('csv', header + row, { mapping: foreign }),
    ];
    expect(first[0]!.record!.recordId).toBe(second[0]!.record!.recordId);
    expect(first[1]!.record!.recordId).toBe(second[0]!.record!.recordId);
  });

  it.each([
    ['2026-03-01T10:00:00Z;192.0.2.1;6881;napster;T;;;', 'refusal value-invalid protocol'],
    ['2026-03-01T10:00:00Z;192.0.2.1;x;bittorrent;T;;;', 'refusal value-invalid source.port'],
    ['2026-03-01T10:00:60Z;192.0.2.1;1;bittorrent;T;;;', 'refusal value-invalid occurredAt'],
    ['01/03/2026 10:00;192.0.2.1;1;bittorrent;T;;;', 'refusal value-invalid occurredAt'],
    ['2026-03-01T10:00:00Z;10.0.0.1;1;bittorrent;T;;;', 'refusal record-address-not-documentation source.ip'],
    ['2026-03-01T10:00:00Z;192.0.2.01;1;bittorrent;T;;;', 'refusal record-field-invalid source.ip'],
    ['2026-03-01T10:00:00Z;;1;bittorrent;T;;;', 'refusal value-missing source.ip'],
    ['2026-03-01T10:00:00Z;192.0.2.1;1;bittorrent;;;;', 'refusal value-missing works[0].title'],
    ['2026-03-01T10:00:00Z;192.0.2.1;1;bittorrent;T;;nohash;', 'refusal value-invalid file.hash.btih'],
    ['2026-03-01T10:00:00Z;192.0.2.1;;bittorrent;T;;;', 'refusal record-port-missing source.port'],
    ['2026-03-01T10:00:00Z;192.0.2.1', 'refusal cells-count'],
  ])('refuses the record %s and goes on', async (row, note) => {
    const good = '2026-03-01T10:00:00Z;192.0.2.1;6881;bittorrent;T;;;';
    const results = await convert('csv', `${header}${row}\n${good}\n`, { mapping: foreign });
    expect(results[0]).toMatchObject({ record: null, notes: expect.arrayContaining([note]) });
    expect(results[1]!.record).not.toBeNull();
  });

  it('notes columns that the mapping does not name, where they hold something', async () => {
    const rows = `${header.trim()};Abonné\n2026-03-01T10:00:00Z;192.0.2.1;1;ed2k;T;;;;Jean\n2026-03-01T10:00:00Z;192.0.2.1;1;ed2k;T;;;;\n`;
    const [first, second] = await convert('csv', rows, { mapping: foreign });
    expect(first!.notes).toContain('loss left-out Abonné');
    expect(JSON.stringify(first)).not.toContain('Jean');
    expect(second!.notes).not.toContain('loss left-out Abonné');
  });

  it('is read in its encoding, and refused in another', async () => {
    const row = '2026-03-01T10:00:00Z;192.0.2.1;1;ed2k;Été;;;\n';
    const bytes = Buffer.from(header + row, 'latin1');
    const windows = { ...foreign, csv: { ...foreign.csv, encoding: 'windows-1252' as const } };
    const [result] = await convert('csv', bytes, { mapping: windows });
    expect(result!.record!.works[0]!.title).toBe('Été');
    expect(await failureOf(convert('csv', bytes, { mapping: foreign }))).toBe('input-not-text');
  });

  it('is told apart from one that lacks a column, or has it twice', async () => {
    expect(await failureOf(convert('csv', '', { mapping: foreign }))).toBe('csv-header-invalid');
    expect(await failureOf(convert('csv', 'Date;IP\n', { mapping: foreign }))).toBe('csv-header-invalid');
    expect(await failureOf(convert('csv', `${header.trim()};IP\n`, { mapping: foreign }))).toBe('csv-header-invalid');
  });

  it('that ends within a cell is refused, and so is a row without end', async () => {
    expect(await failureOf(convert('csv', `${header}"2026`, { mapping: foreign }))).toBe('csv-malformed');
    const endless = `${header}"${'x'.repeat(2_000_000)}`;
    expect(await failureOf(convert('csv', endless, { mapping: foreign }))).toBe('csv-row-too-large');
  });
});

describe('an address in a cell', () => {
  const rowOf = (address: string) => `2026-03-01T10:00:00Z;"${address}";6881;bittorrent;T;;;\n`;

  it.each([
    ['a line end', '2001:db8::1\n80'],
    ['a tab', '2001:db8::1\t'],
    ['a tab within', '2001:db8::1\t2'],
    ['a user', 'x@[2001:db8::1'],
    ['brackets', '[2001:db8::1]'],
    ['a zone', '2001:db8::1%eth0'],
    ['a port', '192.0.2.7:6881'],
    ['a path', '2001:db8::1/64'],
    ['a list', '192.0.2.7,192.0.2.8'],
    ['other digits', '192.0.2.\uff17'],
    ['a soft hyphen', '2001:db8::\u00ad1'],
    ['octal in the mapped form', '::ffff:192.0.2.07'],
  ])('with %s is refused, and none is made of it', async (_, address) => {
    const [result] = await convert('csv', header + rowOf(address), { mapping: foreign });
    expect(result).toMatchObject({ record: null, notes: expect.arrayContaining(['refusal value-invalid source.ip']) });
  });

  it.each([
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:0207', '192.0.2.7'],
    ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
  ])('%s, as dual-stack programs write it, is %s', async (address, ip) => {
    const [result] = await convert('csv', header + rowOf(address), { mapping: foreign });
    expect(result!.record!.source.ip).toBe(ip);
    expect(result!.notes).toContain('guess address-mapped source.ip');
  });
});

describe('a table as spreadsheets write it', () => {
  const row = '2026-03-01T10:00:00Z;192.0.2.1;6881;bittorrent;T;;;';

  it.each([
    ['a line with the delimiter first', `sep=;\r\n${header}${row}\r\n`],
    ['columns without a name at the end', `${header.trim()};;\n${row};;\n`],
    ['letters and their accents apart', `${header.normalize('NFD')}${row}\n`],
    ['UTF-16 and its mark', Buffer.from(`\ufeff${header}${row}\n`, 'utf16le')],
    ['UTF-16 the other way', Buffer.from(`\ufeff${header}${row}\n`, 'utf16le').swap16()],
    ['gzip', gzipSync(header + row)],
    ['zstd', zstdCompressSync(header + row)],
    ['UTF-16 in gzip', gzipSync(Buffer.from(`\ufeff${header}${row}\n`, 'utf16le'))],
  ])('with %s is read', async (_, input) => {
    for (const pieces of [1, 65_536]) {
      const [result] = await convert('csv', input, { mapping: foreign, pieces });
      expect(result!.record!.source.ip).toBe('192.0.2.1');
    }
  });

  it('notes what stands in a column without a name', async () => {
    const [result] = await convert('csv', `${header.trim()};;\n${row};;Jean\n`, { mapping: foreign });
    expect(result!.notes).toContain('loss left-out [10]');
  });

  it('is read to its end where several frames of zstd hold it', async () => {
    const input = Buffer.concat([header, `${row}\n`, row].map((text) => zstdCompressSync(text)));
    expect(await convert('csv', input, { mapping: foreign })).toHaveLength(2);
  });

  it.each([
    ['another delimiter than the mapping', `sep=,\n${header}${row}\n`, 'csv-header-invalid'],
    ['no row', header, 'nothing-found'],
    ['the bytes of a workbook', Buffer.from('PK\u0003\u0004...'), 'input-kind'],
    ['gzip that was cut off', gzipSync(header + row).subarray(0, 40), 'input-damaged'],
    ['zstd that was cut off', zstdCompressSync(header + row).subarray(0, 40), 'input-damaged'],
  ])('with %s ends with a code', async (_, input, code) => {
    expect(await failureOf(convert('csv', input, { mapping: foreign }))).toBe(code);
  });
});

describe('a table of one’s own', () => {
  const columns = [
    ['Jour', 'occurredAt.date'],
    ['Heure', 'occurredAt.time'],
    ['IP', 'source.ip'],
    ['Port', 'source.port'],
    ['Réseau', 'protocol'],
    ['Taille', 'file.size'],
    ['Titre', 'work.title'],
  ].map(([column, field]) => ({ column, field }));
  const french = mappingOf({
    defaults: { controller: 'scpp', tool, category: 'music', rightsHolder: 'SCPP' },
    timeZone: 'Europe/Paris',
    timePattern: 'dd/MM/yyyy HH:mm:ss',
    words: { protocol: { BT: 'bittorrent', eMule: 'ed2k' } },
    csv: { delimiter: ';', thousands: ' ', decimal: ',', units: 'decimal', columns },
  });
  const head = 'Jour;Heure;IP;Port;Réseau;Taille;Titre\n';
  const read = async (row: string, changes = {}) => {
    const [result] = await convert('csv', head + row, { mapping: { ...french, ...changes } });
    return result!;
  };

  it('is read with its zone, words, numbers and units', async () => {
    const { record, notes } = await read('02/11/2026;10:24:45;192.0.2.1;6 881;BT;12,5 Mo;T\n');
    expect(record).toMatchObject({
      occurredAt: '2026-11-02T09:24:45Z',
      source: { port: 6_881 },
      protocol: 'bittorrent',
      file: { size: 12_500_000 },
    });
    expect(notes).toEqual(
      expect.arrayContaining(['guess time-zone-assumed occurredAt', 'guess size-from-unit file.size']),
    );
    const summer = await read('02/07/2026;10:24:45;192.0.2.1;1;emule;1\u202f234\u00a0567;T\n');
    expect(summer.record).toMatchObject({
      occurredAt: '2026-07-02T08:24:45Z',
      protocol: 'ed2k',
      file: { size: 1_234_567 },
    });
  });

  it.each([
    ['02/11/2026;10:24;192.0.2.1;1;BT;1;T', 'refusal value-invalid occurredAt'],
    ['11/31/2026;10:24:45;192.0.2.1;1;BT;1;T', 'refusal value-invalid occurredAt'],
    [';10:24:45;192.0.2.1;1;BT;1;T', 'refusal value-invalid occurredAt'],
    ['29/03/2026;02:30:00;192.0.2.1;1;BT;1;T', 'refusal value-invalid occurredAt'],
    ['25/10/2026;02:30:00;192.0.2.1;1;BT;1;T', 'refusal value-invalid occurredAt'],
    ['02/11/2026;10:24:45;192.0.2.1;1;BT;1.5 Mo;T', 'refusal value-invalid file.size'],
    ['02/11/2026;10:24:45;192.0.2.1;1;BT;1,5;T', 'refusal value-invalid file.size'],
    ['02/11/2026;10:24:45;192.0.2.1;1;BT;1 23;T', 'refusal value-invalid file.size'],
    ['02/11/2026;10:24:45;192.0.2.1;1;BT;1 Mb;T', 'refusal value-invalid file.size'],
    ['02/11/2026;10:24:45;192.0.2.1;68 81;BT;1;T', 'refusal value-invalid source.port'],
  ])('refuses %s', async (row, note) => {
    const { record, notes } = await read(`${row}\n`);
    expect(record).toBeNull();
    expect(notes).toContain(note);
  });

  it('takes a time over which the clocks were changed as the mapping decides, and says so', async () => {
    const times = async (row: string, changes: object) =>
      (await read(`${row};192.0.2.1;1;BT;1;T\n`, changes)).record!.occurredAt;
    expect(await times('25/10/2026;02:30:00', { repeatedHour: 'first' })).toBe('2026-10-25T00:30:00Z');
    expect(await times('25/10/2026;02:30:00', { repeatedHour: 'second' })).toBe('2026-10-25T01:30:00Z');
    expect(await times('29/03/2026;02:30:00', { skippedHour: 'forward' })).toBe('2026-03-29T01:30:00Z');
    const { notes } = await read('25/10/2026;02:30:00;192.0.2.1;1;BT;1;T\n', { repeatedHour: 'first' });
    expect(notes).toContain('guess clock-change-decided occurredAt');
  });

  it('refuses units that the mapping does not explain, and knows those that explain themselves', async () => {
    const csv = { ...french.csv, units: null };
    const size = async (cell: string) =>
      (await read(`02/11/2026;10:24:45;192.0.2.1;1;BT;${cell};T\n`, { csv })).record?.file.size;
    expect(await size('1 Mo')).toBeUndefined();
    expect(await size('1 Mio')).toBe(1_048_576);
    expect(await size('12 o')).toBe(12);
  });
});

describe('a table in a foreign layout', () => {
  it('notes on export what it has no column for', () => {
    const [record] = inventedRecords(1);
    const work = { ...record!.works[0]!, identifiers: [{ scheme: 'isrc', value: 'X' }] };
    const { text, notes } = exportRecords('csv', [{ ...record!, works: [work, work], pseudonym: 'p' }], foreign);
    expect(text.split('\r\n')[0]).toBe('Date;IP;Port;Réseau;Titre;Fichier;Hash');
    expect(notes[0]).toEqual(
      expect.arrayContaining([
        'loss left-out recordId',
        'loss left-out controller',
        'loss left-out pseudonym',
        'loss left-out works[0].identifiers',
        'loss further-left-out works',
        'loss left-out tool.name',
      ]),
    );
  });
});

describe('a header', () => {
  it('of 180,000 names is read in time that grows with its length, and none of them stands twice', async () => {
    const many = Array.from({ length: 180_000 }, (_, number) => `${number}`).join(',');
    const layout = mappingOf({ csv: { columns: [{ column: '7', field: 'isp' }] } });
    const start = performance.now();
    expect(await failureOf(convert('csv', `${many}\n`, { mapping: layout }))).toBe('nothing-found');
    // Each looked for among all others: over 20 seconds on an idle machine, where this takes one.
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(await failureOf(convert('csv', '7,8,8\n', { mapping: layout }))).toBe('csv-header-invalid');
  });
});

describe('a cell', () => {
  it('of many blanks is refused in time that grows with its length', async () => {
    const columns = [
      { column: 'IP', field: 'source.ip' },
      { column: 'S', field: 'file.size' },
      { column: 'D', field: 'occurredAt' },
      { column: 'H', field: 'file.hash.sha1' },
    ];
    const cell = `1${' '.repeat(250_000)}z`;
    const start = performance.now();
    const [result] = await convert('csv', `IP,S,D,H\n${cell},${cell},${cell},${cell}\n`, {
      mapping: mappingOf({ csv: { columns } }),
    });
    expect(result!.record).toBeNull();
    // A pattern that is tried at every place of the blanks: minutes.
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('any text', () => {
  const names =
    'recordId,controller,occurredAt,source.ip,source.port,protocol,pseudonym,works,file.name,file.size,file.hashes,isp,segments,agent,tool.name,tool.version';

  it('is converted or refused with a code, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 200 }), fc.boolean(), async (text, own) => {
        const input = own ? `${header}${text}` : text;
        const code = await failureOf(convert('csv', input, { mapping: foreign }));
        expect(code).toMatch(/^(?:none|nothing-found|csv-[a-z-]+|input-not-text)$/);
      }),
      { numRuns: 200 },
    );
  });

  it('refuses a record whose works are nested without end', async () => {
    const works = `"[{""title"":${'['.repeat(100_000)}${']'.repeat(100_000)}}]"`;
    const row = `,scpp,2026-03-01T10:00:00Z,192.0.2.1,1,bittorrent,,${works},,,,,,,a,b`;
    const [result] = await convert('csv', `${names}\n${row}\n`);
    expect(result).toMatchObject({ record: null, notes: expect.arrayContaining(['refusal value-invalid works']) });
  });

  it('in the cells of our own table is refused or read, and never breaks it', async () => {
    const json = fc.oneof(
      fc.json(),
      fc.array(fc.anything()).map((value) => JSON.stringify(value) ?? ''),
    );
    await fc.assert(
      fc.asyncProperty(json, json, json, async (works, hashes, segments) => {
        const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
        const row = `,scpp,2026-03-01T10:00:00Z,192.0.2.1,1,bittorrent,,${quote(works)},,,${quote(hashes)},,${quote(segments)},,a,b`;
        expect(await failureOf(convert('csv', `${names}\n${row}\n`, { mapping: { sha1IsInfoHash: true } }))).toMatch(
          /^(?:none|csv-[a-z-]+)$/,
        );
      }),
      { numRuns: 200 },
    );
  });
});
