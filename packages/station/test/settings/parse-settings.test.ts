import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StationError } from '../../src/errors/station-error.ts';
import { partyRoles } from '../../src/home/station.ts';
import { defaultSettings } from '../../src/settings/default-settings.ts';
import { parseSettings, SETTINGS_BYTES } from '../../src/settings/parse-settings.ts';
import { receivingRules, type Settings, sendingRules } from '../../src/settings/settings.ts';
import { codeOf } from '../support/code-of.ts';

function parse(text: string, own?: string): Settings {
  return parseSettings(new TextEncoder().encode(text), 'scelle.toml', own);
}

/** What is thrown for the text, or null. */
function errorIn(text: string, own?: string): StationError | null {
  try {
    parse(text, own);
    return null;
  } catch (error) {
    if (error instanceof StationError) return error;
    throw error;
  }
}

/** Every mistake, as `line:column code setting`. */
function mistakesIn(text: string, own?: string): string[] {
  const mistakes = errorIn(text, own)?.reasons ?? [];
  return mistakes.map(({ code, details: { line, column, field = '' } }) => `${line}:${column} ${code} ${field}`.trim());
}

const minimal = `day-zone = "Europe/Paris"
clock-skew-seconds = 300
key-validity-days = 730
test-profiles = false
[receiving]
channels = ["network"]
[sending]
channels = []
`;

describe('scelle.toml', () => {
  it.each(partyRoles)('of a new %s is valid', (role) => {
    expect(parse(defaultSettings('tmg', role))).toMatchObject({
      dayZone: 'Europe/Paris',
      receiving: { maxFactAgeDays: 183, maxBatchBytes: 64 * 1024 ** 3, requiredRoles: [] },
      retention: { custodyDays: 365, sentDays: 1, importedDays: null },
    });
  });

  it('of a new station is valid with its examples, too', () => {
    const text = defaultSettings('tmg', 'collector').replaceAll(/^# (?=\[|receiving =|sending =|imported)/gm, '');
    expect(parse(text).peers).toEqual({
      example: {
        receiving: { channels: ['media'], requiredRoles: [{ role: 'agent', threshold: 1 }] },
        sending: { additionalRecipients: ['agent-7'] },
      },
    });
  });

  it('may have been saved with a byte order mark and CRLF', () => {
    expect(parse(`\ufeff${minimal.replaceAll('\n', '\r\n')}`)).toEqual(parse(minimal));
  });

  it('demands nothing and bounds nothing that it leaves out', () => {
    expect(parse(minimal).receiving).toEqual({
      channels: ['network'],
      requiredRoles: [],
      additionalRecipients: [],
      maxFactAgeDays: null,
      maxBatchRecords: null,
      maxBatchBytes: null,
      maxDailyRecords: null,
    });
  });

  it('gives a peer its own rules in place of the general ones, and no others', () => {
    const settings = parse(`${minimal}
[peers.tmg.receiving]
channels = ["media"]
max-batch-size = "500M"
[peers.constructor]
sending = { required-roles = { agent = 2 } }
`);
    expect(receivingRules(settings, 'tmg')).toMatchObject({ channels: ['media'], maxBatchBytes: 524_288_000 });
    expect(receivingRules(settings, 'other')).toEqual(settings.receiving);
    expect(sendingRules(settings, 'constructor').requiredRoles).toEqual([{ role: 'agent', threshold: 2 }]);
    expect(sendingRules(settings, 'toString')).toEqual(settings.sending);
  });

  it('is told every mistake with its line and column, in their order', () => {
    const text = `day-zone = "Mars/Olympus"
clock-skew-second = 300
key-validity-days = 0
test-profiles = "no"
[receiving]
channels = ["network", "pigeon"]
required-roles = { agent = 0, "Agent" = 1 }
max-batch-size = 4
[sending]
[peers.TMG]
[peers.tmg.receiving]
chanels = ["media"]
[[retention]]
custody-days = 1
`;
    expect(mistakesIn(text)).toEqual([
      '1:1 settings-key-missing clock-skew-seconds',
      '1:12 settings-value-invalid day-zone',
      '2:1 settings-key-unknown clock-skew-second',
      '3:21 settings-value-invalid key-validity-days',
      '4:17 settings-value-invalid test-profiles',
      '6:24 settings-value-invalid receiving.channels[1]',
      '7:28 settings-value-invalid receiving.required-roles.agent',
      '7:31 settings-key-unknown receiving.required-roles.Agent',
      '8:18 settings-value-invalid receiving.max-batch-size',
      '9:2 settings-key-missing sending.channels',
      '10:2 settings-key-unknown peers.TMG',
      '12:1 settings-key-unknown peers.tmg.receiving.chanels',
      '13:3 settings-value-invalid retention',
    ]);
  });

  it('is told what contradicts itself or can never be met', () => {
    const text = `${minimal}required-roles = { sender = 1, wizard = 1, "__proto__" = 1, agent = 1.0 }
additional-recipients = ["agent-7", "tmg", "agent-7"]
[importing]
providers = ["A", "A"]
[peers.arcom.receiving]
channels = ["file", "file"]
[peers.__proto__]
`;
    expect(mistakesIn(text, 'arcom')).toEqual([
      '9:20 settings-key-unknown sending.required-roles.sender',
      '9:32 settings-key-unknown sending.required-roles.wizard',
      '9:44 settings-key-unknown sending.required-roles.__proto__',
      '9:69 settings-value-invalid sending.required-roles.agent',
      '10:44 settings-value-invalid sending.additional-recipients[2]',
      '12:19 settings-value-invalid importing.providers[1]',
      '13:2 settings-peer-own peers.arcom',
      '14:21 settings-value-invalid peers.arcom.receiving.channels[1]',
      '15:2 settings-key-unknown peers.__proto__',
    ]);
    expect(mistakesIn(`${minimal}[peers.arcom.receiving]`, 'arcom')).toEqual(['9:2 settings-peer-own peers.arcom']);
    expect(mistakesIn(`${minimal}[peers.arcom.receiving]`, 'tmg')).toEqual([]);
  });

  it.each([
    ['a = ', '1:5 settings-syntax'],
    [`${minimal}channels = []\n`, '9:1 settings-syntax'],
    [`${minimal}[sending]\n`, '9:2 settings-syntax'],
    ['a = "\u001b[2J"', '1:6 settings-syntax'],
    ['a = "x\n', '1:7 settings-syntax'],
  ])('that is not TOML, such as %j, is refused at the first mistake', (text, mistake) => {
    expect(mistakesIn(text)).toEqual([mistake]);
  });

  it('that is nested without end is refused', () => {
    const [open, close] = ['['.repeat(50_000), ']'.repeat(50_000)];
    expect(mistakesIn(`a = ${open}`)).toEqual(['1:50005 settings-syntax']);
    expect(mistakesIn(`a = ${open}${close}`)).toEqual(['undefined:undefined settings-syntax']);
    expect(mistakesIn(`${minimal}a = ${'['.repeat(100)}${']'.repeat(100)}`)).toEqual([
      '9:1 settings-key-unknown sending.a',
    ]);
  });

  it.each([
    ['an integer that no number holds', 'clock-skew-seconds = 300', 'clock-skew-seconds = 9007199254740993'],
    ['a float', 'clock-skew-seconds = 300', 'clock-skew-seconds = 300.5'],
    ['a date', '"Europe/Paris"', '2026-01-01'],
    ['an offset as time zone', 'Europe/Paris', '+02:00'],
    ['a path as time zone', 'Europe/Paris', '../../etc/passwd'],
    ['infinity', 'key-validity-days = 730', 'key-validity-days = inf'],
  ])('with %s is refused', (_, good, bad) => {
    expect(mistakesIn(minimal.replace(good, bad))).toMatchObject([expect.stringContaining('settings-value-invalid')]);
  });

  it.each(['__proto__', 'constructor', '"\\u001b[2J"', '"a.b"', 'a.b.c.d.e.f.g.h.i.j', '"тmg"'])(
    'with the key %s is refused, and the key is shown harmlessly',
    (key) => {
      const [mistake, ...others] = mistakesIn(`${key} = 1\n${minimal}`);
      expect(others).toEqual([]);
      expect(mistake).toMatch(/^1:\d+ settings-key-unknown [\p{L}\p{P}\p{N}_+]+$/u);
    },
  );

  it('names file, place and setting in its messages', () => {
    const error = errorIn(minimal.replace('["network"]', '"network"'))!;
    expect(error.message).toMatch(/^scelle\.toml: mistakes in the settings: 1\./);
    expect(error.reasons[0]!.message).toMatch(
      /^scelle\.toml, line 6, column 12, setting receiving\.channels: the value/,
    );
    expect(error.reasons[0]!.describe('fr')).toMatch(
      /^scelle\.toml, ligne 6, colonne 12, réglage receiving\.channels :/,
    );
  });

  it('that is too long, or not UTF-8, is refused', async () => {
    const huge = new Uint8Array(SETTINGS_BYTES + 1).fill(0x0a);
    expect(await codeOf(() => parseSettings(huge, 'scelle.toml'))).toBe('settings-too-long');
    expect(await codeOf(() => parseSettings(Uint8Array.of(0xff), 'scelle.toml'))).toBe('utf8-invalid');
  });

  it('with any character altered is valid or refused with our errors', () => {
    const text = defaultSettings('tmg', 'collector');
    const characters = fc.constantFrom('"', '[', ']', '{', '}', '=', '\n', '.', ',', '1', 'x', '#', '\\', '\u0000');
    fc.assert(
      fc.property(fc.nat(text.length - 1), characters, (at, character) => {
        for (const mistake of mistakesIn(`${text.slice(0, at)}${character}${text.slice(at + 1)}`)) {
          expect(mistake).toMatch(/^\d+:\d+ settings-/);
        }
      }),
      { numRuns: 200 },
    );
  });
});
