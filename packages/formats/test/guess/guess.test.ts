import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type GuessedMapping, guessMapping } from '../../src/guess/guess-mapping.ts';
import { parseMapping } from '../../src/mapping/parse-mapping.ts';
import { convert, failureOf, inPieces } from '../support/convert.ts';

async function guess(text: string | Uint8Array, language: 'en' | 'fr' = 'en'): Promise<GuessedMapping> {
  return guessMapping(inPieces(text, 65_536), language);
}

const rows = 400;

/** Local times in Paris, across the change of clocks of October 2026, of which those that exist twice are left out. */
function times(): Date[] {
  const start = Date.UTC(2026, 9, 24, 20);
  const all = Array.from({ length: rows }, (_, index) => new Date(start + index * 97_000));
  return all.filter((time) => time.getTime() < Date.UTC(2026, 9, 25) || time.getTime() >= Date.UTC(2026, 9, 25, 2));
}

const pad = (value: number) => String(value).padStart(2, '0');

/** A table as a French office has it: semicolons, a date and a time of day, `BT`, decimal commas. */
function frenchTable(): { readonly text: string; readonly instants: readonly Date[] } {
  const instants = times();
  const lines = instants.map((instant, index) => {
    const local = new Date(instant.getTime() + (instant.getTime() < Date.UTC(2026, 9, 25, 1) ? 2 : 1) * 3_600_000);
    const date = `${pad(local.getUTCDate())}/${pad(local.getUTCMonth() + 1)}/${local.getUTCFullYear()}`;
    const day = `${pad(local.getUTCHours())}:${pad(local.getUTCMinutes())}:${pad(local.getUTCSeconds())}`;
    const size = index % 2 === 0 ? '12,5 Mo' : '1 234,5 Ko';
    return `${date};${day};192.0.2.${index % 250};${1 + index};${index % 3 === 0 ? 'BT' : 'eMule'};${size};Œuvre n° ${index};${'0123456789'.repeat(4)};oui`;
  });
  const header = 'Date;Heure;Adresse IP;Port;Réseau;Taille;Titre;Info hash;Vérifié';
  return { text: `${header}\r\n${lines.join('\r\n')}\r\n`, instants };
}

const decided = `
[defaults]
controller = "scpp"
category = "music"
rightsHolder = "SCPP"
tool = { name = "scout", version = "3" }
`;

describe('a guessed mapping', () => {
  it('has what the table bears out, and leaves to a person what it does not', async () => {
    const { text, instants } = frenchTable();
    const guessed = await guess(gzipSync(text), 'fr');
    expect(guessed.decisions).toBe(3);
    expect(guessed.text).toContain('# À DÉCIDER : les heures sont sans fuseau.');
    expect(guessed.text).toContain('timePattern = "dd/MM/yyyy HH:mm:ss"');
    expect(guessed.text).toContain('"BT" = "bittorrent"');
    expect(guessed.text).toContain('field = "file.hash.btih"');
    // A person decides: the zone, the units, and what no column holds.
    const own = guessed.text
      .replace('# timeZone', 'timeZone')
      .replace('# units = "decimal"', 'units = "decimal"')
      .replace('[defaults]', decided);
    const results = await convert('csv', text, { mapping: parseMapping(Buffer.from(own)) });
    expect(results.map(({ record }) => record?.occurredAt)).toEqual(
      instants.map((instant) => instant.toISOString().replace('.000Z', 'Z')),
    );
    expect(results[0]!.record).toMatchObject({ protocol: 'bittorrent', file: { size: 12_500_000 } });
    expect(results[1]!.record).toMatchObject({ protocol: 'ed2k', file: { size: 1_234_500 } });
    expect(results[0]!.notes).toContain('loss left-out Vérifié');
  });

  it('does not choose an order of day and month, or a kind of hash, that the table does not tell', async () => {
    const table = `Date,IP,Hash\n01/02/2026 10:00:00,192.0.2.1,${'a'.repeat(40)}\n`;
    const { text } = await guess(table);
    expect(text).toContain('# timePattern = "dd/MM/yyyy HH:mm:ss"\n# timePattern = "MM/dd/yyyy HH:mm:ss"');
    expect(text).toContain('# field = "file.hash.btih"\n# field = "file.hash.sha1"');
    const sure = await guess(table.replace('01/02', '13/02'));
    expect(sure.text).toContain('\ntimePattern = "dd/MM/yyyy HH:mm:ss"');
    expect(() => parseMapping(Buffer.from(text))).toThrow(expect.objectContaining({ code: 'mapping-invalid' }));
  });

  it.each([
    ['epoch seconds', 'timestamp,ip\n1772359200,192.0.2.1\n', 'timePattern = "epoch-seconds"'],
    ['an offset', 'seen,ip\n2026-03-01T10:00:00+01,192.0.2.1\n', 'field = "occurredAt"'],
    ['tabs', 'when\tip\n2026-03-01T10:00:00Z\t192.0.2.1\n', 'delimiter = "\\t"'],
    ['windows-1252', Buffer.from('Titre;IP\nÉté;192.0.2.1\n', 'latin1'), 'encoding = "windows-1252"'],
    ['UTF-16', Buffer.from('\ufeffTitre;IP\nÉté;192.0.2.1\n', 'utf16le'), 'encoding = "utf-16le"'],
    ['two addresses', 'IP;IP destination\n192.0.2.1;192.0.2.2\n', '# column = "IP destination"'],
    ['a column that closes a string', '"a""\n[csv]";IP\nx;192.0.2.1\n', '# column = "a\\"\\n[csv]"'],
  ])('sees %s', async (_, table, line) => {
    expect((await guess(table)).text.split('\n')).toContain(line);
  });

  it.each([
    ['nothing', '', 'csv-header-invalid'],
    ['a header alone', 'IP;Port\n', 'nothing-found'],
    ['a workbook', Buffer.from('PK\u0003\u0004'), 'input-kind'],
    ['a quote without end', 'a,b\n"x', 'csv-malformed'],
  ])('is refused for %s', async (_, table, code) => {
    expect(await failureOf(guess(table))).toBe(code);
  });
});
