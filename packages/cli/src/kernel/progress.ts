import type { Language } from '@scelle/core';

/** How far a command has come with one of its steps. */
export interface Step {
  /** What is done, or to what: steps of different labels may go on at the same time. */
  readonly label: string;
  /** `done` of `total`, both in `unit`; `total` is 0 where it is not known. */
  readonly done: number;
  readonly total: number;
  readonly unit: Unit;
}

type Unit = 'bytes' | 'records' | 'blocks' | 'files';

/** Shows how far a command has come. */
export interface ProgressBar {
  show(step: Step): void;
  /** Removes the bar, so that other text can be shown. */
  clear(): void;
}

const INTERVAL_MILLISECONDS = 100;
/** What is over sooner needs neither rate nor time left, and neither could be told yet. */
const TELLING_MILLISECONDS = 2_000;
const WIDTH = 30;

/** A bar on the last line of a terminal, with rate and time left from the third second on. */
export function createProgressBar(
  stream: { write(text: string): unknown; readonly columns?: number },
  language: Language,
  now: () => number = () => performance.now(),
): ProgressBar {
  const begun = new Map<string, { at: number; from: number; before: number }>();
  let shownAt = Number.NEGATIVE_INFINITY;
  let isShown = false;

  /** When the step began, and with how much done: a transfer may go on where another one ended. */
  function findBegin({ label, done }: Step): { readonly at: number; readonly from: number } {
    const known = begun.get(label);
    // The next disc begins anew.
    const begin = known === undefined || done < known.before ? { at: now(), from: done, before: done } : known;
    begin.before = done;
    begun.set(label, begin);
    return begin;
  }

  return {
    show(step) {
      const begin = findBegin(step);
      if (now() - shownAt < INTERVAL_MILLISECONDS) return;
      shownAt = now();
      isShown = true;
      const line = `${step.label} ${formatStep(step, now() - begin.at, step.done - begin.from, language)}`;
      // A line that is broken could not be removed.
      stream.write(`\r\u001b[K${line.slice(0, (stream.columns || 80) - 1)}`);
    },
    clear() {
      if (isShown) stream.write('\r\u001b[K');
      isShown = false;
    },
  };
}

/** What is shown where there is no terminal, or nobody wants to see it. */
export const noProgressBar: ProgressBar = { show: () => undefined, clear: () => undefined };

function formatStep({ done, total, unit }: Step, milliseconds: number, since: number, language: Language): string {
  const bar = total === 0 ? String(done) : formatBar(done / total);
  if (milliseconds < TELLING_MILLISECONDS || since <= 0) return bar;
  const rate = (since / milliseconds) * 1000;
  const left = total === 0 ? '' : ` · ${formatLeft((total - done) / rate, language)}`;
  return `${bar} · ${formatRate(rate, unit)}${left}`;
}

function formatBar(share: number): string {
  const filled = Math.round(WIDTH * Math.min(1, share));
  return `[${'█'.repeat(filled)}${'·'.repeat(WIDTH - filled)}] ${Math.floor(100 * Math.min(1, share))} %`;
}

function formatRate(rate: number, unit: Unit): string {
  if (unit === 'bytes') return `${(rate / 1e6).toFixed(rate < 1e7 ? 1 : 0)} MB/s`;
  return `${Math.round(rate)}/s`;
}

function formatLeft(seconds: number, language: Language): string {
  const rounded = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(rounded / 3600), Math.floor((rounded % 3600) / 60)];
  const two = (number: number) => String(number).padStart(2, '0');
  const time = hours > 0 ? `${hours}:${two(minutes)}:${two(rounded % 60)}` : `${minutes}:${two(rounded % 60)}`;
  return language === 'fr' ? `reste ${time}` : `${time} left`;
}
