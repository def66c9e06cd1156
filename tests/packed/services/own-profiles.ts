import type { Profile } from '@scelle/core';

/** A note, as a schema without a library takes it. */
export interface Note {
  readonly id: string;
  readonly text: string;
}

/** What a note has to be, beside its form, in the eyes of one party. */
type Judge = (note: Note) => boolean;

/** A profile of a party that looks at texts, and whose facts are made by code that may do anything. */
function createProfile(name: string, accepts: Judge, facts: Judge = () => true): Profile<Note> {
  return {
    name: 'note/1',
    test: true,
    schema: {
      '~standard': {
        version: 1,
        vendor: 'services',
        validate(value) {
          const note = value as Note;
          const hasForm = Object.keys(note).join() === 'id,text' && typeof note.text === 'string';
          return hasForm && accepts(note) ? { value: note } : { issues: [{ message: 'wrong', path: ['text'] }] };
        },
      },
    },
    facts(note) {
      facts(note);
      return { recordId: note.id, controller: 'sacem', occurredAt: '2026-01-05T00:00:00Z', agent: null, segments: [] };
    },
    module: { url: import.meta.url, name },
  };
}

export const sound = createProfile('sound', () => true);

/** Another version of it, under the same name. */
export const stricter = createProfile('stricter', ({ text }) => text.length < 5);

export const throwing = createProfile(
  'throwing',
  () => true,
  ({ text }) => {
    if (text === 'trap') throw new TypeError('A defect of this profile.');
    return true;
  },
);

export const looping = createProfile(
  'looping',
  () => true,
  ({ text }) => {
    while (text === 'trap');
    return true;
  },
);

/** Takes for a controller what is none. */
export const careless: Profile<Note> = {
  ...createProfile('careless', () => true),
  facts: (note) => ({ ...sound.facts(note), controller: note.text === 'trap' ? 'Nobody, Paris' : 'sacem' }),
};
