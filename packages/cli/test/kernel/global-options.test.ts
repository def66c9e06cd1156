import { describe, expect, it } from 'vitest';
import { findGlobalOptions } from '../../src/kernel/command-line.ts';

describe('findGlobalOptions', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'fr_FR.UTF-8' }, 'fr'],
    [{ LANG: 'fr' }, 'fr'],
    [{ LANG: 'frp_FR' }, 'en'],
    [{ LANG: 'fr_FR', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'fr_FR', LC_ALL: '' }, 'fr'],
    [{ LC_MESSAGES: 'fr_CA.UTF-8', LANG: 'en_US' }, 'fr'],
  ])('takes the language of the locale %j', (environment, language) => {
    expect(findGlobalOptions([], environment).language).toBe(language);
  });

  it('lets --lang decide wherever it stands', () => {
    expect(findGlobalOptions(['pack', '--lang', 'fr'], {}).language).toBe('fr');
    expect(findGlobalOptions(['--lang=en', 'pack'], { LANG: 'fr_FR' }).language).toBe('en');
  });

  it('is quiet for -q and --quiet', () => {
    expect(['-q', '--quiet', '-x'].map((option) => findGlobalOptions(['sync', option], {}).isQuiet)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('takes no option from behind --', () => {
    expect(findGlobalOptions(['inspect', '--', '--json'], {}).json).toBe(false);
  });
});
