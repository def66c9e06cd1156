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

describe.each(['docs/format.md', 'docs/media-format.md'])('%s', (page) => {
  it('has every section that a comment in the sources names', () => {
    const headings = headingsOf(readText(page));
    const references = listFiles('.ts').flatMap((file) => referencesTo(page, readText(file)));
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((section) => !headings.some((heading) => section.startsWith(heading)))).toEqual([]);
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

/** The sections after "§" or, separated by commas, after "§§". Lines of comments are joined first. */
function referencesTo(page: string, source: string): string[] {
  const text = source.replaceAll(/\n\s*(?:\*|\/\/) ?/g, ' ');
  const single = [...text.matchAll(new RegExp(`${page} § ([^.;)\`']+)`, 'g'))].map(([, section]) => section!);
  const several = [...text.matchAll(new RegExp(`${page} §§ ([^.;)\`']+)`, 'g'))];
  return [...single, ...several.flatMap(([, sections]) => sections!.split(', '))];
}
