import { describe, expect, it } from 'vitest';
import { formatsErrors } from '../src/errors/formats.ts';
import { FormatsError } from '../src/errors/formats-error.ts';
import { describeNote, en as notesEn, fr as notesFr } from '../src/notes/note.ts';

describe('messages', () => {
  const details = {
    field: '#field',
    found: '#found',
    expected: '#expected',
    name: '#name',
    line: 3,
    index: 7,
    limit: 9,
  };

  it.each(Object.keys(formatsErrors) as (keyof typeof formatsErrors)[])(
    '%s tells the same facts in both languages',
    (code) => {
      const error = new FormatsError(code, details);
      const [english, french] = [error.describe('en'), error.describe('fr')];
      expect(french).not.toBe(english);
      for (const fact of ['#field', '#found', '#expected', '#name', '3', '7', '9']) {
        expect(french.includes(fact), fact).toBe(english.includes(fact));
      }
    },
  );

  it('exist for every note, and for the codes of profiles', () => {
    expect(Object.keys(notesFr)).toEqual(Object.keys(notesEn));
    expect(describeNote({ kind: 'loss', code: 'cut', field: 'file.name' }, 'fr')).toContain('coupé');
    const refusal = { kind: 'refusal', code: 'record-port-missing', field: 'source.port' } as const;
    expect(describeNote(refusal, 'en')).toContain('source.port');
  });
});
