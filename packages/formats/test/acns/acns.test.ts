import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type IpEvidence, ipEvidenceTest } from '@scelle/core';
import { describeWithTools, stockTool, temporaryFolder } from '@scelle/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertRecords } from '../../src/convert.ts';
import type { Mapping } from '../../src/mapping/mapping.ts';
import { parseMapping } from '../../src/mapping/parse-mapping.ts';
import { collect, convert, exportRecords, failureOf, inPieces } from '../support/convert.ts';
import { encodeNotice, type NoticeParts } from '../support/notices.ts';
import { anyRecord, inventedRecords } from '../support/records.ts';
import { hasSchemas, readSchema, schemasTitle } from '../support/schemas.ts';

const tool = { name: 'collector', version: '3' };

const mapping: Mapping = parseMapping(
  Buffer.from(
    JSON.stringify({
      defaults: { tool },
      acns: {
        complainants: {
          scpp: { entity: 'Studio', email: 'notices@studio.example' },
          sacem: { entity: 'SACEM', email: 'notices@sacem.example' },
        },
      },
    }),
  ),
);

const namespaces = ['', ' xmlns="http://www.acns.net/ACNS"', ' xmlns="http://www.movielabs.com/ACNS"'];

/** What of a record a notice can hold. */
function heldByAcns(record: IpEvidence): IpEvidence {
  const entity = { scpp: 'Studio', sacem: 'SACEM' }[record.controller]!;
  return {
    ...record,
    works: record.works.map((work) => ({ ...work, identifiers: [], rightsHolder: entity })),
    file: { ...record.file, hashes: record.file.hashes.slice(0, 1) },
    segments: [],
    agent: null,
    tool,
  };
}

describe('a notice', () => {
  it.each(namespaces)('is read in the namespace "%s", with every loss and guess', async (attributes) => {
    const [result] = await convert('acns', encodeNotice({ attributes }), { mapping });
    expect(result!.record).toMatchObject({
      controller: 'scpp',
      occurredAt: '2026-03-01T10:00:00Z',
      source: { ip: '192.0.2.7', port: 6881 },
      protocol: 'bittorrent',
      pseudonym: null,
      works: [{ title: '8 Mile', artist: null, category: 'film', identifiers: [], rightsHolder: 'Studio' }],
      file: {
        name: '8Mile.mpg',
        size: 12_312_331,
        hashes: [{ algorithm: 'sha1', value: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' }],
      },
      isp: 'Provider',
      tool,
    });
    expect(result!.notes).toEqual([
      'loss left-out Complainant/Email',
      'loss left-out Case/Status',
      'loss left-out Service_Provider/Email',
      'guess rights-holder-from-complainant Complainant/Entity',
      'guess default-used tool',
      'guess id-derived recordId',
    ]);
  });

  it('is read alike with a prefix, a declaration, comments and CDATA, wherever the pieces end', async () => {
    const plain = encodeNotice({ attributes: namespaces[1]! });
    const prefixed = plain
      .replaceAll(/<(\/?)(?=[A-Z])/g, '<$1a:')
      .replace('xmlns=', 'xmlns:a=')
      .replace('8 Mile', '<!-- & --><![CDATA[8 ]]>Mile');
    const [expected] = await convert('acns', plain, { mapping });
    for (const pieces of [1, 3, 1_000]) {
      const [result] = await convert('acns', `\ufeff<?xml version="1.0" encoding="utf-8"?>${prefixed}`, {
        mapping,
        pieces,
      });
      expect(result).toEqual(expected);
    }
  });

  it('of version 0.6 needs no time in its items', async () => {
    const items = '<Item><FileName>a.mp3</FileName></Item>';
    const own = { ...mapping, defaults: { tool, category: 'music' as const } };
    const [result] = await convert('acns', encodeNotice({ items }), { mapping: own });
    expect(result!.record!.works[0]).toMatchObject({ title: 'a.mp3', category: 'music' });
    expect(result!.notes).toContain('guess title-from-file works[0].title');
  });

  it('keeps its id where that is a UUID and there is one record', async () => {
    const id = 'D15DDC5C-AE49-487F-9F08-B736C8D07AF2';
    const [result] = await convert('acns', encodeNotice({ id }), { mapping });
    expect(result!.record!.recordId).toBe(id.toLowerCase());
    expect(result!.notes).not.toContain('guess id-derived recordId');
  });

  it('gives a record for each file, and works in the same file together', async () => {
    const item = (title: string, file: string) =>
      `<Item><TimeStamp>2026-03-01T10:00:00Z</TimeStamp><Title>${title}</Title><FileName>${file}</FileName><ExplicitType>Music</ExplicitType></Item>`;
    const items = item('One', 'a.zip') + item('Two', 'a.zip') + item('Three', 'b.mp3');
    const results = await convert('acns', encodeNotice({ items, id: 'd15ddc5c-ae49-487f-9f08-b736c8d07af2' }), {
      mapping,
    });
    expect(results.map(({ record }) => record!.works.map(({ title }) => title))).toEqual([['One', 'Two'], ['Three']]);
    expect(new Set(results.map(({ record }) => record!.recordId)).size).toBe(2);
    for (const { notes } of results) expect(notes).toContain('guess id-derived recordId');
  });

  it('takes the time at which the address was seen, and says that the item has another', async () => {
    const items =
      '<Item><TimeStamp>2026-03-01T09:59:00Z</TimeStamp><Title>T</Title><FileName>a</FileName><ExplicitType>Music</ExplicitType></Item>';
    const [result] = await convert('acns', encodeNotice({ items }), { mapping });
    expect(result!.record!.occurredAt).toBe('2026-03-01T10:00:00Z');
    expect(result!.notes).toContain('guess times-differ Content/Item/TimeStamp');
  });

  it('may be full of ampersands that nobody escaped', async () => {
    const items =
      '<Item><Title>Tom & Jerry &amp; R&B &nbsp; &#233; &lt;</Title><FileName><![CDATA[a & b &amp; c]]></FileName><ExplicitType>Movie</ExplicitType></Item>';
    for (const pieces of [1, 5, 4_096]) {
      const [result] = await convert('acns', encodeNotice({ items }), { mapping, pieces });
      expect(result!.record!.works[0]!.title).toBe('Tom & Jerry & R&B \u00a0 é <');
      expect(result!.record!.file.name).toBe('a & b &amp; c');
      expect(result!.notes).toContain('guess ampersand-repaired Infringement');
    }
    const [sound] = await convert('acns', encodeNotice(), { mapping });
    expect(sound!.notes).not.toContain('guess ampersand-repaired Infringement');
  });

  it('leaves a subscriber’s data behind, and says so', async () => {
    const more =
      '<InternalTracking InternalCaseNumber="7"><PrimarySubject><SubjectContact><Entity>Jean Dupont</Entity></SubjectContact></PrimarySubject></InternalTracking>';
    const [result] = await convert('acns', encodeNotice({ more }), { mapping });
    expect(result!.notes).toContain('loss left-out InternalTracking');
    expect(JSON.stringify(result)).not.toContain('Dupont');
  });

  it('takes a SHA-1 as an info hash where the mapping says so', async () => {
    const [result] = await convert('acns', encodeNotice(), { mapping: { ...mapping, sha1IsInfoHash: true } });
    expect(result!.record!.file.hashes[0]!.algorithm).toBe('btih');
    expect(result!.notes).toContain('guess sha1-as-btih file.hashes[0]');
  });

  it.each([
    ['<TimeStamp>2026-03-01T10:00:00</TimeStamp>', 'refusal value-invalid Source/TimeStamp'],
    ['<IP_Address>10.0.0.1</IP_Address>', 'refusal record-address-not-documentation source.ip'],
    ['<Port>99999</Port>', 'refusal record-field-invalid source.port'],
    ['<SubType BaseType="P2P" Protocol="NAPSTER"/>', 'refusal value-invalid Source/SubType/@Protocol'],
  ])('with %s is refused', async (element, note) => {
    const name = /<(\w+)/.exec(element)![1]!;
    const sound =
      '<TimeStamp>2026-03-01T10:00:00Z</TimeStamp><IP_Address>192.0.2.7</IP_Address><Port>6881</Port><SubType BaseType="P2P" Protocol="BITTORRENT"/>';
    const source = sound.replace(new RegExp(`<${name}[^/]*(?:/>|</${name}>)`), element);
    const [result] = await convert('acns', encodeNotice({ source }), { mapping });
    expect(result).toMatchObject({ record: null, notes: expect.arrayContaining([note]) });
  });

  it('without a complainant that the mapping knows is refused, unless there is a default', async () => {
    const [unknown] = await convert('acns', encodeNotice(), { mapping: { ...mapping, acns: null } });
    expect(unknown!.notes).toContain('refusal value-missing controller');
    const own = { ...mapping, acns: null, defaults: { tool, controller: 'alpa' } };
    const [result] = await convert('acns', encodeNotice(), { mapping: own });
    expect(result!.record!.controller).toBe('alpa');
  });

  it('with nothing in it is refused', async () => {
    const [result] = await convert('acns', '<Infringement/>', { mapping });
    expect(result).toMatchObject({ record: null, notes: ['refusal value-missing Content/Item'] });
  });
});

describe('a notice that takes back or limits what one said', () => {
  it.each([
    [
      'a retraction',
      { more: '<Type Retraction="true" Comments="sent in error">INFRINGEMENT</Type>' },
      'notice-retracted Type/@Retraction',
    ],
    [
      'a retraction in digits',
      { more: '<Type Retraction=" 1 ">INFRINGEMENT</Type>' },
      'notice-retracted Type/@Retraction',
    ],
    ['a retraction that is not understood', { more: '<Type Retraction="yes"/>' }, 'value-invalid Type/@Retraction'],
    ['a closed case', { status: 'Closed' }, 'case-closed Case/Status'],
    ['a contested case', { status: 'COUNTERNOTICE' }, 'case-closed Case/Status'],
  ])(
    'because of %s becomes no record',
    async (_, { status = 'Open', ...parts }: NoticeParts & { status?: string }, note) => {
      const xml = encodeNotice(parts).replace('<Status>Open', `<Status>${status}`);
      const [result] = await convert('acns', xml, { mapping });
      expect(result).toMatchObject({ record: null, notes: expect.arrayContaining([`refusal ${note}`]) });
    },
  );

  it('names the record that the same notice makes without it', async () => {
    const [record] = await convert('acns', encodeNotice(), { mapping });
    const more = '<Type Retraction="true">INFRINGEMENT</Type>';
    const options = { mapping, profile: ipEvidenceTest };
    const converted = await collect(convertRecords(inPieces(encodeNotice({ more }), 99), 'acns', options));
    const expected = { reason: 'notice-retracted', sourceId: 'A1234567', recordId: record!.record!.recordId };
    expect(converted).toMatchObject([{ line: null, withdrawal: expected }]);
  });

  it('is read where it only says that it does not, or where the mapping knows that its sender closes every case', async () => {
    const [sound] = await convert('acns', encodeNotice({ more: '<Type Retraction="false">INFRINGEMENT</Type>' }), {
      mapping,
    });
    expect(sound!.record).not.toBeNull();
    const closed = encodeNotice().replace('<Status>Open', '<Status>Closed');
    const acns = { ...mapping.acns!, closedCases: 'read' as const };
    const [result] = await convert('acns', closed, { mapping: { ...mapping, acns } });
    expect(result!.record).not.toBeNull();
    expect(result!.notes).toContain('loss left-out Case/Status');
  });

  it.each([
    ['CounterNotice', 'refusal notice-countered CounterNotice'],
    ['NoticeStatus', 'refusal kind-unknown NoticeStatus'],
    ['StatusUpdate', 'refusal kind-unknown StatusUpdate'],
  ])('%s beside a notice is refused, and not overlooked', async (name, note) => {
    const envelope = `<MessageEnvelope><Message>${encodeNotice()}</Message><Message><${name}><Case><ID>A1</ID></Case></${name}></Message></MessageEnvelope>`;
    const results = await convert('acns', envelope, { mapping });
    expect(results.map(({ record }) => record !== null)).toEqual([true, false]);
    expect(results[1]!.notes).toEqual([note]);
  });
});

describe('what a notice says and a record cannot', () => {
  const older = (type: string) =>
    `<TimeStamp>2021-08-30T12:34:53Z</TimeStamp><IP_Address>192.0.2.45</IP_Address><Port>21</Port><Type>${type}</Type>`;
  const work = (type: string) => `<Item><Title>T</Title><FileName>a.mp3</FileName><Type>${type}</Type></Item>`;
  const own = { ...mapping, defaults: { tool, category: 'film' as const, protocol: 'bittorrent' as const } };

  it('is understood in the words of versions 0.6 and 0.7', async () => {
    const [result] = await convert('acns', encodeNotice({ source: older('FTP'), items: work('SoundRecording') }), {
      mapping: own,
    });
    expect(result!.record).toMatchObject({ protocol: 'ftp', works: [{ category: 'music' }] });
    expect(result!.notes.filter((note) => note.includes('default-used'))).toEqual(['guess default-used tool']);
  });

  it('is refused where nobody knows the word, and never replaced by a default', async () => {
    const [protocol] = await convert('acns', encodeNotice({ source: older('Napster') }), { mapping: own });
    expect(protocol!.notes).toContain('refusal value-invalid Source/Type');
    const [category] = await convert('acns', encodeNotice({ items: work('Hologram') }), { mapping: own });
    expect(category!.notes).toContain('refusal value-invalid Content/Item/Type');
  });

  it('is what the mapping translates', async () => {
    const words = { protocol: { Napster: 'other' }, category: { hologram: 'film' }, controller: {} } as const;
    const xml = encodeNotice({ source: older('napster'), items: work('Hologram') });
    const [result] = await convert('acns', xml, { mapping: { ...own, words } });
    expect(result!.record).toMatchObject({ protocol: 'other', works: [{ category: 'film' }] });
  });

  it.each([
    [
      'two addresses',
      '<IP_Address>192.0.2.8</IP_Address><IP_Address>192.0.2.9</IP_Address>',
      'value-invalid Source/IP_Address',
    ],
    ['an address around an element', '<IP_Address>192.0.2.<b/>8</IP_Address>', 'value-invalid Source/IP_Address'],
    ['an address with a port', '<IP_Address>192.0.2.8:80</IP_Address>', 'value-invalid source.ip'],
    [
      'two protocols',
      '<IP_Address>192.0.2.8</IP_Address><Type>FTP</Type><SubType BaseType="P2P" Protocol="ED2K"/>',
      'value-contradicted Source/Type',
    ],
  ])('because there are %s is refused', async (_, parts, note) => {
    const source = `<TimeStamp>2026-03-01T10:00:00Z</TimeStamp><Port>1</Port>${parts}`;
    const [result] = await convert('acns', encodeNotice({ source }), { mapping: own });
    expect(result).toMatchObject({ record: null, notes: expect.arrayContaining([`refusal ${note}`]) });
  });

  it('of another complainant than those of the mapping is refused, in spite of a default', async () => {
    const xml = encodeNotice().replace('<Entity>Studio', '<Entity>Stranger');
    const [result] = await convert('acns', xml, { mapping: { ...mapping, defaults: { tool, controller: 'alpa' } } });
    expect(result!.notes).toContain('refusal value-invalid Complainant/Entity');
  });

  it('is an entity of HTML that stands for its character', async () => {
    for (const pieces of [1, 7, 4_096]) {
      const items =
        '<Item><Title>Am&eacute;lie &hearts;</Title><FileName>a</FileName><ExplicitType>Movie</ExplicitType></Item>';
      const [result] = await convert('acns', encodeNotice({ items }), { mapping, pieces });
      expect(result!.record!.works[0]!.title).toBe('Amélie ♥');
      expect(result!.notes).toContain('guess html-entity-read Infringement');
      expect(result!.notes).not.toContain('guess ampersand-repaired Infringement');
    }
  });
});

describe('notices as they arrive', () => {
  const declared = `<?xml version="1.0" encoding="UTF-8"?>\n${encodeNotice()}`;
  const signed = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nDear Sir\n\n- ----Start ACNS XML\n${declared}\n- ----End ACNS XML\n-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----\n`;
  const quoted = `Hello,\n\n${declared.replaceAll(/^/gm, '> > ')}\n> > \nBye\n`;
  const mail = (type: string, body: string) =>
    `From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n\r\n${body}`;
  const encoded = Buffer.from(declared).toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  const attached = mail(
    'multipart/mixed; boundary="b"',
    `--b\r\nContent-Type: text/plain\r\n\r\nSee:\r\n${encodeNotice()}\r\n--b\r\nContent-Type: text/xml; name="n.xml"\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded}\r\n--b--\r\n`,
  );
  const printable = mail(
    'text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable',
    encodeNotice().replaceAll('=', '=3D').replaceAll('Movie', 'Mo=\r\nvie'),
  );

  it.each([
    ['in a signed text', signed, 1],
    ['quoted', quoted, 1],
    ['in the text of a mail', mail('text/plain', declared), 1],
    [
      'attached to a mail that shows it, too',
      attached.replace(encodeNotice(), encodeNotice().replaceAll('\n', '\r\n')),
      1,
    ],
    ['in quoted-printable', printable, 1],
    ['twice in a signed text', signed.replace('- ----End', `${declared}\n- ----End`), 2],
  ])('%s are found, and it is said', async (_, text, count) => {
    const results = await convert('acns', text, { mapping });
    expect(results.map(({ record }) => record?.source.ip)).toEqual(Array(count).fill('192.0.2.7'));
    for (const { notes } of results) expect(notes).toContain('guess taken-from-mail');
  });

  it.each([
    ['with a blank line first', `\n \n${declared}`, 1, [3]],
    ['one behind the other', `${declared}\n${declared}\n<!-- > end -->\n`, 2, [2, 20]],
    ['one behind the other, undeclared', `${encodeNotice()}${encodeNotice()}`, 2, [1, 17]],
  ])('%s are read, each with its line', async (_, text, count, lines) => {
    for (const pieces of [1, 13, 65_536]) {
      const options = { mapping, profile: ipEvidenceTest };
      const results = await collect(convertRecords(inPieces(text, pieces), 'acns', options));
      expect(results.map(({ line }) => line !== null)).toEqual(Array(count).fill(true));
      expect(results.map(({ inputLine }) => inputLine)).toEqual(lines.map((line) => line + (count === 1 ? 1 : 0)));
    }
  });

  it.each([
    ['a mail without a notice', mail('text/plain', 'Hello'), 'nothing-found'],
    ['a page', '<html><body><h1>502</h1></body></html>', 'nothing-found'],
    ['an envelope without a notice', '<MessageEnvelope xmlns="http://www.acns.net/ACNS"/>', 'nothing-found'],
    [
      'another namespace',
      encodeNotice({ attributes: ' xmlns="http://www.acns.net/v1.2/ACNS2v1_2.xsd"' }),
      'namespace-unknown',
    ],
    ['a signed notice that was cut off', signed.replace('</Infringement>', ''), 'xml-malformed'],
  ])('in %s end with a code', async (_, text, code) => {
    expect(await failureOf(convert('acns', text, { mapping }))).toBe(code);
  });
});

describe('hostile XML', () => {
  it.each([
    [
      'entities that grow',
      `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(100)}"><!ENTITY c "&b;&b;&b;">]>${encodeNotice({ id: '&c;' })}`,
      'xml-doctype',
    ],
    [
      'an entity that reads a file',
      `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${encodeNotice({ id: '&b;' })}`,
      'xml-doctype',
    ],
    ['an external subset', `<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd">${encodeNotice()}`, 'xml-doctype'],
    ['another encoding', `<?xml version="1.0" encoding="UTF-16"?>${encodeNotice()}`, 'xml-encoding'],
    ['bytes of another encoding', Buffer.from(encodeNotice({ id: 'é' }), 'latin1'), 'input-not-text'],
    ['depth', '<a>'.repeat(40), 'xml-too-deep'],
    ['an end too early', encodeNotice().slice(0, 400), 'xml-malformed'],
    ['tags that do not match', '<a><b></a></b>', 'xml-malformed'],
    ['an attribute twice', '<a b="1" b="2"/>', 'xml-malformed'],
    ['two roots and no notice', '<a/><b/>', 'nothing-found'],
    ['no XML', 'Date;IP', 'nothing-found'],
    ['nothing', '', 'nothing-found'],
    ['text without end', `<a>${'x'.repeat(4_300_000)}`, 'notice-too-large'],
    ['a notice without end', `<Infringement>${`<Notes>${'x'.repeat(99_000)}</Notes>`.repeat(45)}`, 'notice-too-large'],
    ['a tag without end', `<Infringement a="${'x'.repeat(4_300_000)}`, 'notice-too-large'],
  ])('with %s ends with a code', async (_, input, code) => {
    expect(await failureOf(convert('acns', input, { mapping }))).toBe(code);
  });

  it('with 130,000 items is refused as a record, whatever the stack of the engine', async () => {
    const [result] = await convert('acns', encodeNotice({ items: '<Item/>'.repeat(130_000) }), { mapping });
    expect(result!.record).toBeNull();
  });

  it('with 20,000 items, or in a mail of as many, is read in time that grows with its length', async () => {
    const start = performance.now();
    const items = Array.from({ length: 20_000 }, (_, index) => `<Item><FileName>${index}</FileName></Item>`).join('');
    const many = await convert('acns', encodeNotice({ items }), { mapping });
    expect(many).toHaveLength(20_000);
    const mail = `Hello ${'<Infringement ></Infringement>'.repeat(20_000)}`;
    expect(await convert('acns', mail, { mapping })).toHaveLength(20_000);
    // Each looked for from the start of the line: minutes.
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it('may hold __proto__ and other names of the language', async () => {
    const more = '<__proto__><constructor/>x</__proto__><toString>y</toString>';
    const source =
      '<TimeStamp>2026-03-01T10:00:00Z</TimeStamp><SubType __proto__="a" Protocol="constructor">x</SubType>';
    const items =
      '<Item><FileName>a</FileName><ExplicitType>constructor</ExplicitType><Hash Type="__proto__">x</Hash></Item>';
    const [result] = await convert('acns', encodeNotice({ more, source, items }), { mapping });
    expect(result!.record).toBeNull();
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('is read, or ends with a code, whatever it is', async () => {
    const part = fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '</',
        '/>',
        '&',
        ';',
        '"',
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
        '<?',
        '?>',
        '<!DOCTYPE',
        '[',
        ']',
        '<Infringement>',
        '</Infringement>',
        '<Item>',
        'xmlns:a="b"',
        '&amp;',
        '&#x;',
        '&#0;',
      ),
      fc.string({ maxLength: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 30 }), fc.integer({ min: 1, max: 20 }), async (parts, pieces) => {
        const code = await failureOf(convert('acns', parts.join(''), { mapping, pieces }));
        expect(code).toMatch(/^(?:none|nothing-found|xml-[a-z-]+|input-not-text|namespace-unknown)$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('records as notices', () => {
  it('come back with all that a notice can hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRecord, { minLength: 1, maxLength: 3 }), async (records) => {
        const { text } = exportRecords('acns', records, mapping);
        const results = await convert('acns', text, { mapping });
        expect(results.map(({ record }) => record)).toEqual(records.map(heldByAcns));
      }),
      { numRuns: 60 },
    );
  });

  it('keep a hash whose hex digits could be base32 of another', async () => {
    const [record] = inventedRecords(1);
    const hash = { algorithm: 'ed2k', value: '22222222222222222232222232222a22' } as const;
    const { text } = exportRecords('acns', [{ ...record!, file: { ...record!.file, hashes: [hash] } }], mapping);
    const [result] = await convert('acns', text, { mapping });
    expect(result!.record!.file.hashes).toEqual([hash]);
  });

  it('note everything that a notice has no place for', () => {
    const [record] = inventedRecords(1);
    const odd = { ...record!, file: { ...record!.file, name: 'a\uffff' }, pseudonym: '' };
    const { text, notes } = exportRecords('acns', [{ ...odd, controller: 'scpp' }], mapping);
    expect(text).toContain('<FileName>a\ufffd</FileName>');
    expect(notes[0]).toEqual(
      expect.arrayContaining([
        'loss characters-replaced file.name',
        'loss empty-as-absent pseudonym',
        'loss left-out tool',
      ]),
    );
  });

  it('are refused where the mapping does not name the complainant, and an export of nothing too', () => {
    const [record] = inventedRecords(1);
    expect(() => exportRecords('acns', [{ ...record!, controller: 'nobody' }], mapping)).toThrow(
      expect.objectContaining({ code: 'export-empty' }),
    );
    expect(() => exportRecords('acns', [record!])).toThrow(
      expect.objectContaining({ code: 'mapping-section-missing' }),
    );
  });
});

describe.skipIf(!hasSchemas)(`the schema of ACNS${schemasTitle}`, () => {
  describeWithTools(['xmllint'], 'with xmllint', () => {
    it.each(['acns-1.2.xsd', 'acns-compat.xsd'])('%s accepts what is exported', async (schema) => {
      const folder = await temporaryFolder();
      for (const name of ['xmlmime.xsd', 'xmldsig.xsd']) {
        await writeFile(join(folder, name), readSchema(`acns/${name}`).replace(/<!DOCTYPE[\s\S]*?\]>/, ''));
      }
      const local = readSchema(`acns/${schema}`)
        .replace(/schemaLocation="[^"]*xmlmime"/, 'schemaLocation="xmlmime.xsd"')
        .replace(/schemaLocation="[^"]*xmldsig-core-schema.xsd"/, 'schemaLocation="xmldsig.xsd"');
      await writeFile(join(folder, schema), local);
      const drawn = fc.sample(anyRecord, { numRuns: 100, seed: 1 });
      const records = [...inventedRecords(50).map((record) => ({ ...record, controller: 'scpp' })), ...drawn];
      await writeFile(join(folder, 'notices.xml'), exportRecords('acns', records, mapping).text);
      const args = ['--nonet', '--noout', '--schema', join(folder, schema), join(folder, 'notices.xml')];
      expect(await stockTool('xmllint').run(args)).toMatchObject({ status: 0 });
    });
  });
});
