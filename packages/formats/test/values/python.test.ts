import { describeWithTools, stockTool } from '@scelle/testkit';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ownMapping } from '../../src/mapping/mapping.ts';
import { Notes } from '../../src/notes/note.ts';
import { toCanonicalAddress } from '../../src/values/fields.ts';
import { toInstantText } from '../../src/values/instants.ts';

async function askPython<Answer>(script: string, input: unknown): Promise<Answer[]> {
  const run = await stockTool('python3').run(['-c', script], { input: JSON.stringify(input) });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(Buffer.from(run.stdout).toString()) as Answer[];
}

const pad = (value: number, length = 2) => String(value).padStart(length, '0');

describeWithTools(['python3'], 'values that Python reads, too', () => {
  it('are the same instants in a zone; those that exist twice or not at all are refused', async () => {
    const zones = ['Europe/Paris', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Kathmandu'];
    const changes = ['25/10/2026 02:30:00', '29/03/2026 02:30:00', '25/10/2026 03:00:00', '29/03/2026 03:00:00'];
    const samples = zones.flatMap((zone) =>
      // A step that meets every hour of the day, and both changes of clocks of many years.
      Array.from({ length: 600 }, (_, index) => {
        const local = new Date(Date.UTC(2008, 0, 1) + index * 1_000 * 933_301);
        const date = `${pad(local.getUTCDate())}/${pad(local.getUTCMonth() + 1)}/${local.getUTCFullYear()}`;
        return [zone, `${date} ${pad(local.getUTCHours() % 5)}:${pad(local.getUTCMinutes())}:00`] as const;
      }),
    );
    const all = [...samples, ...changes.map((text) => ['Europe/Paris', text] as const)];
    const script = `
import datetime, json, sys, zoneinfo
out = []
for zone, text in json.load(sys.stdin):
    z = zoneinfo.ZoneInfo(zone)
    local = datetime.datetime.strptime(text, '%d/%m/%Y %H:%M:%S')
    both = {local.replace(tzinfo=z, fold=fold).astimezone(datetime.timezone.utc) for fold in (0, 1)}
    real = [t for t in both if t.astimezone(z).replace(tzinfo=None) == local]
    out.append(real[0].strftime('%Y-%m-%dT%H:%M:%SZ') if len(real) == 1 else None)
json.dump(out, sys.stdout)`;
    const expected = await askPython<string | null>(script, all);
    const found = all.map(([timeZone, text]) => {
      const rules = { ...ownMapping, timeZone, timePattern: ['dd/MM/yyyy HH:mm:ss'] };
      return toInstantText(text, { field: '', notes: new Notes() }, rules);
    });
    expect(found).toEqual(expected);
    expect(expected.slice(-4)).toEqual([null, null, '2026-10-25T02:00:00Z', '2026-03-29T01:00:00Z']);
  });

  it('are the same times with offsets, or are refused', async () => {
    const part = (most: number) => fc.integer({ min: 0, max: most }).map((value) => pad(value));
    const offset = fc.oneof(
      fc.constant('Z'),
      fc.tuple(fc.constantFrom('+', '-'), part(15), fc.constantFrom('', ':'), part(61)).map((parts) => parts.join('')),
      fc.tuple(fc.constantFrom('+', '-'), part(15)).map((parts) => parts.join('')),
    );
    const time = fc
      .tuple(fc.integer({ min: 1, max: 2_100 }), part(13), part(32), part(24), part(60), part(60), offset)
      .map(
        ([y, month, day, hour, minute, second, zone]) =>
          `${pad(y, 4)}-${month}-${day}T${hour}:${minute}:${second}${zone}`,
      );
    const texts = fc.sample(time, { numRuns: 4_000, seed: 17 });
    const script = `
import datetime, json, re, sys
out = []
for text in json.load(sys.stdin):
    # Python 3.10 knows one form of offsets alone.
    text = re.sub(r'([+-]\\d\\d)$', r'\\1:00', re.sub(r'([+-]\\d\\d)(\\d\\d)$', r'\\1:\\2', text.replace('Z', '+00:00')))
    try: out.append(datetime.datetime.fromisoformat(text).astimezone(datetime.timezone.utc).isoformat()[:19] + 'Z')
    except (ValueError, OverflowError): out.append(None)
json.dump(out, sys.stdout)`;
    const expected = await askPython<string | null>(script, texts);
    let read = 0;
    for (const [index, text] of texts.entries()) {
      const found = toInstantText(text, { field: '', notes: new Notes() }, ownMapping);
      if (found === null) continue;
      read += 1;
      expect(found, text).toBe(expected[index]);
    }
    expect(read).toBeGreaterThan(1_000);
  });

  it('are the same addresses, or are refused', async () => {
    const group = fc.oneof(
      fc.constantFrom(
        '',
        '0',
        '::',
        ':',
        '0000',
        'ffff',
        'FFFF',
        '192.0.2.7',
        '01',
        'g',
        '%1',
        '[',
        ']',
        '/64',
        ' ',
        '\t',
        '\n',
        '@',
      ),
      fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16)),
      fc.integer({ min: 0, max: 300 }).map(String),
    );
    const loose = fc
      .tuple(fc.array(group, { minLength: 1, maxLength: 9 }), fc.constantFrom(':', '.'))
      .map(([parts, mark]) => parts.join(mark));
    const texts = fc.sample(fc.oneof(loose, fc.ipV6(), fc.ipV4(), fc.ipV4Extended()), { numRuns: 6_000, seed: 17 });
    const script = `
import ipaddress, json, sys
out = []
for text in json.load(sys.stdin):
    try:
        a = ipaddress.ip_address(text.strip(' '))
        out.append(str(a.ipv4_mapped if a.version == 6 and a.ipv4_mapped else a))
    except ValueError: out.append(None)
json.dump(out, sys.stdout)`;
    const expected = await askPython<string | null>(script, texts);
    let read = 0;
    for (const [index, text] of texts.entries()) {
      const found = toCanonicalAddress(text, '', new Notes());
      // What is left as it stood is for the schema of the record to judge: it is the text itself.
      if (found === null || !found.includes(':')) {
        if (found !== null && expected[index] === null) expect(text.trim()).toBe(found);
        continue;
      }
      read += 1;
      if (!found.includes('.')) expect(found, JSON.stringify(text)).toBe(expected[index]);
    }
    expect(read).toBeGreaterThan(1_000);
  });
});
