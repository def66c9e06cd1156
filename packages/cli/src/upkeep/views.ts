import type { ReceivingStream, SendingStream, StationStatus } from '@scelle/station';
import type { CheckName, CheckOutcome, CustodyEntry } from '@scelle/station/internal';
import { formatTable, type Line, type Tone } from '../kernel/line.ts';

/** What the custody log calls acts and results, in the words of one language; null where it says it in that language. */
export type ActWords = ((word: string) => string) | null;

/** The acts that concern a batch, one a line. */
export function formatBatchLife(entries: readonly CustodyEntry[], words: ActWords): string[] {
  return formatTable(entries.map((entry) => toLifeRow(entry, words)));
}

/** An act as cells: number, time, who and where, what, what it came to, and details by their names in the log. */
export function toLifeRow({ number, at, actor, host, act, result, details }: CustodyEntry, words: ActWords): string[] {
  const say = words ?? ((word: string) => word);
  return [String(number), at, `${actor}@${host}`, say(act), say(result), formatDetails(details)];
}

function formatDetails(details: CustodyEntry['details']): string {
  return Object.entries(details)
    .filter(([, value]) => value !== '' && value !== null)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
}

/** What one check found, in words. */
export interface ShownCheck {
  readonly check: CheckName;
  readonly outcome: CheckOutcome;
  readonly message: string;
}

/** What the checks are called, in one language. */
export type CheckLabels = Readonly<Record<CheckName, string>>;

const marks: Readonly<Record<CheckOutcome, string>> = { ok: '✓', warning: '!', failed: '✗' };

const tones: Readonly<Record<CheckOutcome, Tone>> = { ok: 'good', warning: 'warning', failed: 'bad' };

/** The checks of an examination, one a line: how it ended, what was looked at, what was found. */
export function formatHealth(checks: readonly ShownCheck[], labels: CheckLabels): Line[] {
  const rows = formatTable(checks.map(({ check, outcome, message }) => [marks[outcome], labels[check], message]));
  return rows.map((text, index) => ({ text, tone: tones[checks[index]!.outcome] }));
}

/** The words of a status, in one language. */
export interface StatusWords {
  readonly station: (status: StationStatus) => string;
  readonly sent: (stream: SendingStream) => string;
  readonly received: (stream: ReceivingStream) => string;
  readonly nothing: string;
  readonly unacknowledged: (sequence: number, since: string, state: string) => string;
  readonly rejected: string;
  /** What is decided about a rejected batch, and what ends it. */
  readonly decided: (stream: SendingStream, decided: SendingStream['decided'][number]) => readonly string[];
  readonly held: string;
  readonly missing: string;
  readonly toJudge: string;
  /** Many numbers are missing, up to a batch that is held. */
  readonly missingFar: (range: { readonly first: number; readonly last: number }) => string;
  readonly unopened: (count: number, role: string) => string;
  readonly quarantined: string;
  /** A file in quarantine for which a stream waits, why, and what ends it. */
  readonly undecided: (undecided: StationStatus['undecided'][number]) => string;
  /** A batch that was refused because another one has its number. */
  readonly contradicting: (batch: StationStatus['contradicting'][number]) => string;
  readonly needsPerson: string;
}

/** More than these are counted, not listed. */
const MOST_LISTED = 12;

/** How things stand at a station, stream by stream. */
export function formatStatus(status: StationStatus, words: StatusWords): Line[] {
  const { sending, receiving, quarantined, undecided, contradicting, needsPerson } = status;
  const isEmpty = sending.length + receiving.length + quarantined.length === 0;
  return [
    { text: words.station(status), tone: 'strong' },
    ...(isEmpty ? [words.nothing] : []),
    ...sending.flatMap((stream) => formatSending(stream, words)),
    ...receiving.flatMap((stream) => formatReceiving(stream, words, status.role)),
    ...formatFiles(words.quarantined, quarantined),
    ...undecided.slice(0, MOST_LISTED).map((each): Line => ({ text: words.undecided(each), tone: 'warning' })),
    ...contradicting.slice(-MOST_LISTED).map((each): Line => ({ text: words.contradicting(each), tone: 'bad' })),
    ...(needsPerson ? [{ text: words.needsPerson, tone: 'warning' } as const] : []),
  ];
}

function formatSending(stream: SendingStream, words: StatusWords): Line[] {
  const { unacknowledged, rejected, decided } = stream;
  const shown = unacknowledged
    .slice(0, MOST_LISTED)
    .map(({ sequence, packedAt, state }) => `  ${words.unacknowledged(sequence, packedAt, state)}`);
  const more = unacknowledged.length - shown.length;
  return [
    words.sent(stream),
    ...shown,
    ...(more > 0 ? [`  … +${more}`] : []),
    ...formatNumbers(words.rejected, rejected, 'bad'),
    ...decided.slice(0, MOST_LISTED).flatMap((each) => words.decided(stream, each).map((text) => `    ${text}`)),
  ];
}

function formatReceiving(stream: ReceivingStream, words: StatusWords, role: string): Line[] {
  const { unopened, missing, held, toJudge, rejected } = stream;
  return [
    words.received(stream),
    ...(unopened > 0 ? [`  ${words.unopened(unopened, role)}`] : []),
    ...formatMissing(words, missing, held),
    ...formatNumbers(words.held, held, 'warning'),
    ...formatNumbers(words.toJudge, toJudge, 'warning'),
    ...formatNumbers(words.rejected, rejected, 'bad'),
  ];
}

/** Files that wait for a person, under a heading. */
export function formatFiles(label: string, files: readonly string[]): Line[] {
  if (files.length === 0) return [];
  const more = files.length - MOST_LISTED;
  const shown = files.slice(0, MOST_LISTED).map((file) => `  ${file}`);
  return [{ text: label, tone: 'bad' }, ...shown, ...(more > 0 ? [`  … +${more}`] : [])];
}

/** The ledger lists so many missing numbers at most: behind them nobody knows how many there are. */
const MOST_MISSING = 1_000;

/** The missing numbers. A held batch far ahead of all others leaves too many to count: its number may be wrong. */
function formatMissing(words: StatusWords, missing: readonly number[], held: readonly number[]): Line[] {
  if (missing.length < MOST_MISSING) return formatNumbers(words.missing, missing, 'warning');
  const text = words.missingFar({ first: missing[0]!, last: held.at(-1) ?? missing.at(-1)! });
  return [{ text: `  ${text}`, tone: 'warning' }];
}

function formatNumbers(label: string, numbers: readonly number[], tone: 'warning' | 'bad'): Line[] {
  if (numbers.length === 0) return [];
  const more = numbers.length - MOST_LISTED;
  const shown = numbers.slice(0, MOST_LISTED).join(', ');
  return [{ text: `  ${label}: ${shown}${more > 0 ? ` … +${more}` : ''}`, tone }];
}
