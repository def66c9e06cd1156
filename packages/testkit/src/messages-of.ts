import type { ErrorCatalogue, Message } from '@scelle/core';

/** The messages of a catalogue by language and code, for tests that compare them. */
export function messagesOf<Code extends string>(
  catalogue: ErrorCatalogue<Code>,
): Readonly<Record<'en' | 'fr', Readonly<Record<Code, Message>>>> {
  const codes = Object.keys(catalogue) as Code[];
  const inLanguage = (language: 'en' | 'fr') =>
    Object.fromEntries(codes.map((code) => [code, catalogue[code][language]])) as Record<Code, Message>;
  return { en: inLanguage('en'), fr: inLanguage('fr') };
}
