import { describe, expect, it } from 'vitest';
import { listFiles, readText, withoutCode } from './pages.ts';

const GLOSSARY = 'docs/glossary.md';
const glossary = readText(GLOSSARY);
const [tables, unused] = glossary.split('## Words that are not used') as [string, string];

/** Pages that people read, and the texts of errors, help and views in both languages. */
const pages = listFiles('.md').filter((path) => path !== GLOSSARY && path !== 'CHANGELOG.md');
const messages = listFiles('.ts').filter((path) =>
  /^packages\/[a-z]+\/src\/(.*\/)?(errors\/.*|en|fr|[a-z-]*wording)\.ts$/.test(path),
);

const terms = [...tables.matchAll(/^\| \*\*([^*]+)\*\* \|(.*)\|$/gm)].map(([, term, cells]) => ({
  term: term!,
  cells: cells!.split('|').map((cell) => cell.trim()),
}));
const refused = [...unused.matchAll(/^\| ([a-z -]+) \| [a-z]/gm)]
  .map(([, word]) => word!)
  .filter((word) => word !== 'not');

describe('the glossary', () => {
  it('gives each term once, with its meaning, its synonym and its French', () => {
    expect(terms.length).toBeGreaterThan(50);
    expect(new Set(terms.map(({ term }) => term)).size).toBe(terms.length);
    expect(terms.filter(({ cells }) => cells.length !== 3 || cells.includes(''))).toEqual([]);
  });

  it('has no term that the other pages do not use', () => {
    const text = pages.map(readText).join('\n');
    expect(terms.map(({ term }) => term).filter((term) => !toPattern(term).test(text))).toEqual([]);
  });
});

it.each([...pages, ...messages])('%s has no word that the glossary replaces by another', (path) => {
  expect(refused.length).toBeGreaterThan(10);
  const text = path.endsWith('.md') ? withoutCode(readText(path)) : readText(path);
  expect(refused.filter((word) => toPattern(word).test(text))).toEqual([]);
});

/** The word, or its plural, whatever is capital and wherever a line is broken. */
function toPattern(word: string): RegExp {
  return new RegExp(`\\b${word.replaceAll(' ', '\\s+')}(?:s|es)?\\b`, 'i');
}
