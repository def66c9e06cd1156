import { messagesOf } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { cliErrors } from '../../src/errors/cli-error.ts';

const { en, fr } = messagesOf(cliErrors);

describe('error messages', () => {
  const details = { file: '#file', name: '#name', found: '#found', expected: '#expected', limit: 7, field: '#field' };

  it.each(Object.keys(en) as (keyof typeof en)[])('%s tells the same facts in both languages', (code) => {
    const english = en[code](details);
    const french = fr[code](details);
    expect(french).not.toBe(english);
    for (const fact of ['#file', '#name', '#found', '#expected', '#field']) {
      expect(french.includes(fact), fact).toBe(english.includes(fact));
    }
  });
});
