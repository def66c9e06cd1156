import { ipEvidence, type Manifest } from '@scelle/core';
import { type CraftedMember, craftBatch, fixedAttachments, fixedRecords } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { judgeCrafted, verifyIt } from '../trial.ts';

const record = fixedRecords[0]!;
const line = JSON.stringify(record);

/** A batch with this text in the place of its records. */
function lines(text: string | Uint8Array) {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const members = (honest: readonly CraftedMember[]) => honest.with(2, { ...honest[2]!, bytes });
  return { records: [record], attachments: [fixedAttachments[0]!], members };
}

describe('a record line', () => {
  it.each([
    ['with keys in another order', `${reorder(line)}\n`, 'json-not-canonical'],
    ['with white space', `${line.replace(',', ', ')}\n`, 'json-not-canonical'],
    ['with a key twice', `${line.replace('"isp":null', '"isp":null,"isp":null')}\n`, 'json-not-canonical'],
    [
      'with a key twice, in another order',
      `${reorder(line).replace('"isp"', '"isp":"","isp"')}\n`,
      'json-not-canonical',
    ],
    ['with a carriage return', `${line}\r\n`, 'json-not-canonical'],
    ['with a byte order mark', `\ufeff${line}\n`, 'json-syntax'],
    ['with two values', `${line} ${line}\n`, 'json-syntax'],
    ['that is empty', `${line}\n\n`, 'record-line-blank'],
    ['that is no JSON', 'records\n', 'json-syntax'],
    ['that is no object', '[]\n', 'record-field-invalid'],
    ['with brackets without end', `${'['.repeat(60_000)}\n`, 'json-depth'],
    ['that is too long', `${line.replace('Label', 'L'.repeat(65_536))}\n`, 'record-line-too-long'],
    ['with an escape where none is needed', `${line.replace('Label', '\\u004cabel')}\n`, 'json-not-canonical'],
    ['with a number beyond every limit', `${line.replace('1048576', '1e400')}\n`, 'record-field-invalid'],
    ['with a number that is not exact', `${line.replace('1048576', '9007199254740993')}\n`, 'record-field-invalid'],
    ['with half a surrogate pair', `${line.replace('Label', '\\ud800')}\n`, 'record-field-invalid'],
    ['with a control character', `${line.replace('Label', '\\u0007')}\n`, 'record-field-invalid'],
    ['with an unknown field', `${line.replace('"isp"', '"subscriber":"","isp"')}\n`, 'record-field-unknown'],
    ['with a prototype', `${line.replace('{', '{"__proto__":{},')}\n`, 'record-field-unknown'],
    ['without a field', `${line.replace('"isp":null,', '')}\n`, 'record-field-missing'],
    ['with a private address', `${line.replace('203.0.113.1', '10.0.0.1')}\n`, 'record-address-not-documentation'],
    ['with a real address', `${line.replace('203.0.113.1', '1.1.1.1')}\n`, 'record-address-not-documentation'],
    ['without a port', `${line.replace('"port":50001', '"port":null')}\n`, 'record-port-missing'],
    ['with another form of time', `${line.replace('T11:00:00Z', 'T11:00:00+00:00')}\n`, 'record-field-invalid'],
    ['with a second 60', `${line.replace('T11:00:00Z', 'T11:00:60Z')}\n`, 'record-field-invalid'],
  ])('%s is refused', async (_, text, code) => {
    const honest = { period: { from: record.occurredAt, to: record.occurredAt } };
    const craft = { ...lines(text), manifest: (manifest: Manifest) => ({ ...manifest, ...honest }) };
    expect(await judgeCrafted(craft)).toContain(`rejected at records: ${code}`);
  });

  it('of bytes that are not UTF-8 is refused', async () => {
    const bytes = Buffer.from(`${line}\n`);
    bytes[bytes.indexOf('Label')] = 0xff;
    expect(await judgeCrafted(lines(bytes))).toBe('rejected at records: utf8-invalid');
  });

  it('of test data does not pass for a real one', async () => {
    const manifest = (honest: Manifest) => ({ ...honest, profile: 'ip-evidence/1' });
    expect(await judgeCrafted({ manifest }, { policy: { profiles: [ipEvidence] } })).toBe(
      'rejected at records: record-address-not-public',
    );
  });

  it('names member and line where it is refused, and no value of it', async () => {
    const { steps } = await verifyIt(await craftBatch(lines(`${line}\n${line.replace('203.0.113.1', '10.9.8.7')}\n`)));
    const failed = steps.find(({ outcome }) => outcome === 'failed');
    expect(failed?.details).toMatchObject({ member: 'records/000000.jsonl', line: 2, field: 'source.ip' });
    expect(JSON.stringify(failed)).not.toContain('10.9.8.7');
  });
});

describe('the agent of a record', () => {
  it('stands among those that batch.json lists', async () => {
    const content = (document: object) => ({ ...document, agents: ['agent-1'] });
    expect(await judgeCrafted({ content })).toBe('rejected at records: record-agent-unlisted');
  });

  it('may be missing, and others may be listed', async () => {
    const content = (document: object) => ({ ...document, agents: ['agent-1', 'agent-2', 'agent-3'] });
    expect(await judgeCrafted({ content })).toBe('accepted');
  });
});

describe('a manifest that a careless sender sealed', () => {
  const change = (fields: object) => ({ manifest: (manifest: Manifest) => ({ ...manifest, ...fields }) });
  const root = 'ab'.repeat(32);
  const counted = (sacem: number, scpp: number) => ({
    records: { count: sacem + scpp, merkleRoot: root },
    controllers: [
      { name: 'sacem', records: sacem },
      { name: 'scpp', records: scpp },
    ],
  });

  it.each([
    ['more records', change(counted(3, 1)), 'records-count'],
    ['fewer records', change(counted(1, 1)), 'records-count'],
    ['other numbers of each controller', change(counted(1, 2)), 'records-controllers'],
    ['a controller too few', change({ controllers: [{ name: 'sacem', records: 3 }] }), 'records-controllers'],
    [
      'another controller',
      change({
        controllers: [
          { name: 'sacem', records: 2 },
          { name: 'sppf', records: 1 },
        ],
      }),
      'records-controllers',
    ],
    ['a period that begins later', period('2026-11-02T12:00:00Z', '2026-11-02T13:00:00Z'), 'records-period'],
    ['a period that ends earlier', period('2026-11-02T11:00:00Z', '2026-11-02T12:00:00Z'), 'records-period'],
    ['a longer period', period('2026-11-01T11:00:00Z', '2026-11-02T13:00:00Z'), 'records-period'],
  ])('with %s is refused', async (_, craft, code) => {
    expect(await judgeCrafted(craft)).toBe(`rejected at records: ${code}`);
  });

  function period(from: string, to: string) {
    return change({ period: { from, to } });
  }

  it('with no records is a legal heartbeat', async () => {
    expect(await judgeCrafted({ records: [], attachments: [] })).toBe('accepted');
  });

  it('cannot fill the memory with controllers that it does not announce', async () => {
    const records = Array.from({ length: 1_000 }, (_, index) => ({
      ...record,
      segments: [],
      controller: `c${index}`,
    }));
    const craft = {
      records,
      attachments: [],
      ...change({ records: { count: 1_000, merkleRoot: root }, controllers: [{ name: 'c0', records: 1_000 }] }),
    };
    const { steps } = await verifyIt(await craftBatch(craft));
    const failed = steps.find(({ outcome }) => outcome === 'failed');
    expect(failed).toMatchObject({ id: 'records', code: 'records-controllers' });
    expect(JSON.stringify(failed).length).toBeLessThan(1_000);
  });
});

describe('the report', () => {
  it('counts records by hour', async () => {
    const { records } = await verifyIt(await craftBatch());
    expect(records).toEqual({
      count: 3,
      hours: [
        { hour: '2026-11-02T11', records: 1 },
        { hour: '2026-11-02T12', records: 1 },
        { hour: '2026-11-02T13', records: 1 },
      ],
    });
  });

  it('holds nothing of a record', async () => {
    const report = JSON.stringify(await verifyIt(await craftBatch()));
    for (const secret of ['203.0.113', record.recordId, 'etude.flac', 'agent-1']) expect(report).not.toContain(secret);
  });
});

/** The same record with its first two keys exchanged. */
function reorder(text: string): string {
  return text.replace(/^\{("recordId":"[^"]*"),("controller":"[^"]*")/, '{$2,$1');
}
