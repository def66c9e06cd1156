import { describe, expect, it } from 'vitest';
import type { RecordSchema } from '../../src/canonical/record-schema.ts';
import { encodeRecord, parseRecordLine, readRecordLine } from '../../src/lines/record-line.ts';
import type { Profile, RecordFacts } from '../../src/record/profile.ts';

interface Note {
  readonly id: string;
  readonly tags: readonly string[];
}

type Validate = RecordSchema<Note>['~standard']['validate'];

/** A schema of no library: what Standard Schema asks for, and no more. */
function profileOf(validate: Validate): Profile<Note> {
  return {
    name: 'note/1',
    test: true,
    schema: { '~standard': { version: 1, vendor: 'hand', validate } },
    facts: ({ id }) => ({
      recordId: id,
      controller: 'sacem',
      occurredAt: '2026-11-02T12:00:00Z',
      agent: null,
      segments: [],
    }),
  };
}

const byHand: Validate = (value) => {
  const { id, tags } = value as Note;
  if (typeof id !== 'string') return { issues: [{ message: 'text', path: ['id'] }] };
  const wrong = tags.findIndex((tag) => typeof tag !== 'string');
  // Libraries give parts of a path as objects, too.
  if (wrong !== -1) return { issues: [{ message: 'no tag', path: [{ key: 'tags' }, wrong] }] };
  return { value: { id, tags } };
};

function refusal(validate: Validate, value: unknown): unknown {
  try {
    return encodeRecord(profileOf(validate), value);
  } catch (error) {
    return error;
  }
}

describe('a profile whose schema is of another library', () => {
  it('makes lines canonical', () => {
    const line = new TextEncoder().encode('{"tags": ["a"], "id": "1"}');
    expect(new TextDecoder().decode(readRecordLine(profileOf(byHand), line).bytes)).toBe('{"id":"1","tags":["a"]}');
  });

  it('names the field that it refuses', () => {
    expect(refusal(byHand, { tags: [] })).toMatchObject({ code: 'record-field-missing', details: { field: 'id' } });
    expect(refusal(byHand, { id: '1', tags: ['a', 5] })).toMatchObject({
      code: 'record-field-invalid',
      details: { field: 'tags[1]' },
    });
  });

  it('must answer at once, and leaves no promise that nobody awaits', async () => {
    const later: Validate = async () => Promise.reject(new Error('later'));
    expect(refusal(later, { id: '1', tags: [] })).toMatchObject({
      code: 'profile-asynchronous',
      details: { name: 'note/1' },
    });
  });
});

describe('a profile that fails', () => {
  const line = new TextEncoder().encode('{"id":"1","tags":[]}');
  const defect = new TypeError('text.trim is not a function');
  const fail = (): never => {
    throw defect;
  };

  it.each([
    ['schema', profileOf(fail)],
    ['facts', { ...profileOf(byHand), facts: fail }],
  ])('by its %s is named, be the record sealed, read or verified', (_, profile) => {
    const refused = expect.objectContaining({
      code: 'profile-failed',
      cause: defect,
      details: { name: 'note/1', found: 'TypeError' },
    });
    expect(() => encodeRecord(profile, { id: '1', tags: [] })).toThrow(refused);
    expect(() => readRecordLine(profile, line)).toThrow(refused);
    expect(() => parseRecordLine(profile, line)).toThrow(refused);
  });
});

describe('the facts of a profile of one’s own', () => {
  const good = profileOf(byHand).facts({ id: '1', tags: [] });

  it.each<[string | undefined, object | undefined]>([
    ['recordId', { ...good, recordId: '' }],
    ['recordId', { ...good, recordId: 'a"b' }],
    ['controller', { ...good, controller: 'SACEM, Paris' }],
    ['controller', { ...good, controller: undefined }],
    ['occurredAt', { ...good, occurredAt: 'yesterday' }],
    ['occurredAt', { ...good, occurredAt: '2026-02-30T12:00:00Z' }],
    ['agent', { ...good, agent: 'a'.repeat(129) }],
    ['segments', { ...good, segments: null }],
    ['segments[0].sha256', { ...good, segments: [{ sha256: 'AB', length: 1 }] }],
    ['segments[0].length', { ...good, segments: [{ sha256: 'ab'.repeat(32), length: -1 }] }],
    ['facts', undefined],
  ])('are refused with the record where no manifest could hold %s', (field, facts) => {
    const profile = { ...profileOf(byHand), facts: () => facts as RecordFacts };
    const refused = expect.objectContaining({
      code: 'record-facts-invalid',
      details: expect.objectContaining({ name: 'note/1', field }),
    });
    expect(() => encodeRecord(profile, { id: '1', tags: [] })).toThrow(refused);
    expect(() => readRecordLine(profile, new TextEncoder().encode('{"id":"1","tags":[]}'))).toThrow(refused);
    expect(() => parseRecordLine(profile, new TextEncoder().encode('{"id":"1","tags":[]}'))).toThrow(refused);
  });
});
