import type { DescribedError } from '../errors/cli-error.ts';
import type { CommandContext } from '../kernel/context.ts';
import type { Line } from '../kernel/line.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Codes of failures that would meet whatever comes next, too: of the peer, of the line, and of this machine. */
const generalCodes: readonly string[] = [
  'certificate-expired',
  'certificate-unknown',
  'not-permitted',
  'receiver-busy',
  'receiver-certificate',
  'receiver-failed',
  'receiver-too-slow',
  'receiver-unreachable',
  'storage-full',
  'transfer-stopped',
  'ledger-busy',
  'ledger-damaged',
  'ledger-full',
  'station-busy',
  'target-unwritable',
];

/** Whether the next document or batch need not be tried: all else is a matter of a single one, and stops no other. */
export function isGeneral({ code }: DescribedError): boolean {
  return generalCodes.includes(code);
}

/** One cause may lead to thousands of lines that say the same; `--json` has all of them. */
const MOST_LINES = 10;

/** The first of the things that went wrong as lines, and how many more there are. */
export function formatSome<Item>(
  { language }: CommandContext,
  items: readonly Item[],
  format: (item: Item) => string,
): readonly Line[] {
  const lines = items.slice(0, MOST_LINES).map((item): Line => ({ text: format(item), tone: 'bad' }));
  const more = items.length - lines.length;
  return more === 0 ? lines : [...lines, { text: texts[language].moreOfThem(more), tone: 'bad' }];
}
