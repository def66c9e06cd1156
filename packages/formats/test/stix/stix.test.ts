import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportRecords } from '../support/convert.ts';
import { anyRecord, inventedRecords } from '../support/records.ts';
import { hasSchemas, readSchema, schemaPaths, schemasTitle } from '../support/schemas.ts';

interface StixObject {
  readonly type: string;
  readonly id: string;
  readonly object_refs?: readonly string[];
  readonly [property: string]: unknown;
}

function parseBundle(text: string): { readonly type: string; readonly objects: readonly StixObject[] } {
  return JSON.parse(text);
}

/** What STIX 2.1 § 2.9 demands of ids, and § 3.2 of times. */
const ID = /^[a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

describe('records as a STIX bundle', () => {
  it('are well-formed, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 4 }), (records) => {
        const { type, objects } = parseBundle(exportRecords('stix', records).text);
        expect(type).toBe('bundle');
        const ids = new Set(objects.map(({ id }) => id));
        const observed = objects.filter((object) => object.type === 'observed-data');
        const kept = observed.map(({ id, external_references: references }) => {
          const own = (references as { source_name: string; external_id?: string }[])[0]!;
          return own.source_name === 'scelle' ? own.external_id : id.replace('observed-data--', '');
        });
        expect(kept).toEqual(records.map(({ recordId }) => recordId));
        for (const object of objects)
          expect(object).toMatchObject({ spec_version: '2.1', id: expect.stringMatching(ID) });
        for (const { object_refs: references, first_observed: first, created } of observed) {
          for (const id of references!) expect(ids).toContain(id);
          expect([first, created]).toEqual([expect.stringMatching(TIME), expect.stringMatching(TIME)]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('say what was seen', () => {
    const [record] = inventedRecords(1);
    const seen = { ...record!, pseudonym: 'nick', source: { ip: '198.51.100.3', port: 6881 } };
    const { objects } = parseBundle(exportRecords('stix', [seen]).text);
    const address = objects.find(({ type }) => type === 'ipv4-addr');
    // The id that STIX 2.1 § 2.9 gives this address: the same from every tool.
    expect(address).toMatchObject({ value: '198.51.100.3', id: 'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4' });
    expect(objects.find(({ type }) => type === 'network-traffic')).toMatchObject({
      src_ref: address!.id,
      src_port: 6881,
      protocols: ['ipv4', record!.protocol],
    });
    expect(objects.find(({ type }) => type === 'user-account')).toMatchObject({ account_login: 'nick' });
    expect(objects.find(({ type }) => type === 'file')).toMatchObject({ name: record!.file.name });
  });

  it('know a file by the one hash by which every tool knows it', () => {
    const hashes = [
      { algorithm: 'btih', value: '03365a2ee134f06313fbd1091d0683435a9158de' },
      { algorithm: 'sha256', value: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
      { algorithm: 'sha1', value: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' },
    ] as const;
    const [record] = inventedRecords(1);
    const { objects } = parseBundle(
      exportRecords('stix', [{ ...record!, file: { name: 'Un.Film.mkv', size: 7, hashes } }]).text,
    );
    const file = objects.find(({ type }) => type === 'file');
    // What cti-python-stix2 gives for this name and these hashes.
    expect(file).toMatchObject({ id: 'file--63a95469-c5dc-54da-8b31-623b79b1ead5', size: 7 });
    expect(Object.keys(file!['hashes'] as object)).toEqual(['BTIH', 'SHA-1', 'SHA-256']);
  });

  it('have ids of the versions that STIX takes, and keep those of records beside them', () => {
    const [record] = inventedRecords(1);
    const recordId = 'd2e2f0a0-8b06-807c-9305-ef9f36bce45c';
    const { text, notes } = exportRecords('stix', [{ ...record!, recordId }]);
    const observed = parseBundle(text).objects.find(({ type }) => type === 'observed-data');
    expect(observed!.id).toMatch(ID);
    expect(observed!['external_references']).toContainEqual({ source_name: 'scelle', external_id: recordId });
    expect(notes[0]).toContain('guess id-replaced recordId');
    expect(exportRecords('stix', [{ ...record!, recordId }]).text).toContain(observed!.id);
  });

  it('make no bundle where there are none', () => {
    expect(() => exportRecords('stix', [])).toThrow(expect.objectContaining({ code: 'export-empty' }));
  });

  it('note what a bundle has no place for', () => {
    const [record] = inventedRecords(1);
    expect(exportRecords('stix', [{ ...record!, agent: 'agent-1' }]).notes[0]).toEqual(
      expect.arrayContaining(['loss left-out works[0].category', 'loss left-out agent', 'loss left-out tool']),
    );
  });
});

describe.skipIf(!hasSchemas)(`the schemas of STIX 2.1${schemasTitle}`, () => {
  it('accept what is exported', () => {
    const ajv = new Ajv2020({ strict: false, unicodeRegExp: false });
    addFormats.default(ajv);
    ajv.addFormat('idn-hostname', true);
    for (const path of schemaPaths('stix/schemas')) ajv.addSchema(JSON.parse(readSchema(path)));
    const base = 'http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas/';
    const isBundle = ajv.getSchema(`${base}common/bundle.json`)!;
    const folderOf = (type: string) => (type === 'observed-data' ? 'sdos' : 'observables');
    const records = [...inventedRecords(20), ...fc.sample(anyRecord, { numRuns: 60, seed: 1 })];
    const bundle = parseBundle(exportRecords('stix', records).text);
    isBundle(bundle);
    expect(isBundle.errors ?? []).toEqual([]);
    for (const object of bundle.objects) {
      const isValid = ajv.getSchema(`${base}${folderOf(object.type)}/${object.type}.json`)!;
      isValid(object);
      expect(isValid.errors ?? []).toEqual([]);
    }
  });
});
