import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportRecords } from '../support/convert.ts';
import { anyRecord, inventedRecords } from '../support/records.ts';

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
const ID = /^[a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

describe('records as a STIX bundle', () => {
  it('are well-formed, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 4 }), (records) => {
        const { type, objects } = parseBundle(exportRecords('stix', records).text);
        expect(type).toBe('bundle');
        const ids = new Set(objects.map(({ id }) => id));
        const observed = objects.filter((object) => object.type === 'observed-data');
        expect(observed.map(({ id }) => id)).toEqual(records.map(({ recordId }) => `observed-data--${recordId}`));
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

  it('note what a bundle has no place for', () => {
    const [record] = inventedRecords(1);
    expect(exportRecords('stix', [{ ...record!, agent: 'agent-1' }]).notes[0]).toEqual(
      expect.arrayContaining(['loss left-out works[0].category', 'loss left-out agent', 'loss left-out tool']),
    );
  });
});
