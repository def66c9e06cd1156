import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const repository: string = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const passedOver = new Set(['node_modules', 'dist', '.git', 'demo-output']);

/** Every file of the repository whose name ends so, as a path from its root. Links are not followed. */
export function listFiles(ending: string, folder = repository): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return passedOver.has(entry.name) ? [] : listFiles(ending, path);
    return entry.isFile() && entry.name.endsWith(ending) ? [relative(repository, path)] : [];
  });
}

/** The text of a file of the repository. */
export function readText(path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}

/** The headings of a page in Markdown, without their marks. */
export function headingsOf(page: string): string[] {
  return [...withoutCode(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!.replaceAll(/[`*]/g, ''));
}

/** A page without its blocks of code, whose lines may look like Markdown. */
export function withoutCode(page: string): string {
  return page.replaceAll(/^```[\s\S]*?^```$/gm, '');
}

/** A command of a page, and what it shows. */
export interface Session {
  readonly command: string;
  readonly output: string;
  /** After how many days it is called: what a term ends with cannot be shown on the same one. */
  readonly daysLater: number;
}

/** The commands after "$" in the blocks marked as `console`, or as `console 30 days later`, each with what it prints. */
export function sessionsOf(text: string): Session[] {
  const blocks = text.matchAll(/^```console(?: (\d+) days later)?\n([\s\S]*?)^```$/gm);
  return [...blocks].flatMap(([, days = '0', block]) =>
    block!
      .split(/^\$ /m)
      .filter((part) => part !== '')
      .map((part) => {
        const end = part.indexOf('\n');
        return { command: part.slice(0, end), output: part.slice(end + 1), daysLater: Number(days) };
      }),
  );
}
