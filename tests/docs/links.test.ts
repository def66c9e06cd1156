import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headingsOf, listFiles, readText, repository, withoutCode } from './pages.ts';

describe.each(listFiles('.md'))('%s', (page) => {
  it('links to files and headings that exist', () => {
    expect(linksOf(page).filter((link) => !resolves(page, link))).toEqual([]);
  });
});

describe.each(listFiles('README.md').filter((page) => /^packages\/[a-z]+\/README\.md$/.test(page)))('%s', (page) => {
  it('links by whole addresses, since a registry shows it away from the other files', () => {
    const links = allLinksOf(page);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !link.startsWith('https://') && !link.startsWith('#'))).toEqual([]);
  });
});

describe('a comment in the sources that names a page', () => {
  const sources = listFiles('.ts').map((file) => [file, readText(file)] as const);
  const references = sources.flatMap(([file, text]) => referencesOf(text).map((reference) => ({ file, ...reference })));

  it.each(['format', 'media-format', 'station-documents', 'protocol'])('names %s.md', (page) => {
    expect(references.filter((each) => each.page === `docs/${page}.md`).length).toBeGreaterThan(2);
  });

  it('names a section that the page has', () => {
    const isThere = ({ page, section }: Reference) =>
      existsSync(join(repository, page)) &&
      headingsOf(readText(page)).some((heading) => section.toLowerCase().startsWith(heading.toLowerCase()));
    expect(references.filter((reference) => !isThere(reference))).toEqual([]);
  });
});

function allLinksOf(page: string): string[] {
  return [...withoutCode(readText(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
}

/** Where the files of this repository stand, as its packages say. */
const ADDRESS = /^https:\/\/github\.com\/scelle\/scelle\/(?:blob|tree)\/main\//;

/** The links to files of this repository, relative to the page. */
function linksOf(page: string): string[] {
  const links = allLinksOf(page).map((link) => link.replace(ADDRESS, `${relative(dirname(page), '.')}/`));
  return links.filter((link) => !/^[a-z]+:/.test(link));
}

function resolves(page: string, link: string): boolean {
  const [path, anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path!);
  if (!existsSync(join(repository, target))) return false;
  return anchor === undefined || headingsOf(readText(target)).map(toAnchor).includes(anchor);
}

/** The anchor that GitHub gives a heading. */
function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

interface Reference {
  readonly page: string;
  readonly section: string;
}

/** Each page with the section after "§", or with those, separated by commas, after "§§". Lines of comments are joined first. */
function referencesOf(source: string): Reference[] {
  const text = source.replaceAll(/\n\s*(?:\*|\/\/) ?/g, ' ');
  return [...text.matchAll(/\b(docs\/[a-z-]+\.md) (§§?) ([^.;)`']+)/g)].flatMap(([, page, mark, named]) =>
    (mark === '§' ? [named!] : named!.split(', ')).map((section) => ({ page: page!, section })),
  );
}
