import { stat } from 'node:fs/promises';
import type { Language } from '@scelle/core';
import {
  type MediaAnswer,
  type MediaReport,
  type Medium,
  openMedium,
  type PassedOver,
  type SetFailure,
} from '@scelle/media';
import { chooseReportWording, describeDisc } from '@scelle/media/internal';
import type { CommandContext } from '../kernel/context.ts';
import { type ExitStatus, exitStatus, statusOfError } from '../kernel/exit-status.ts';
import type { Line, Tone } from '../kernel/line.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Media in the order in which they are read, and what is known after each. */
interface MediaQueue {
  readonly media: AsyncIterable<Medium>;
  /** To be told after each medium what is known: then nothing more is asked for where all is there. */
  readonly note: (reports: readonly MediaReport[]) => void;
}

/**
 * The media at the given paths, each open only while it is read. Where there is a single drive and a person at the
 * terminal, the next disc is asked for as long as one is missing.
 */
export function queueMedia(context: CommandContext, paths: readonly string[]): MediaQueue {
  let isAnyMissing = true;
  async function* media(): AsyncGenerator<Medium, void> {
    for (const path of paths) yield* openOne(path);
    const [drive, ...others] = paths;
    if (others.length > 0 || context.json || !context.terminal.canAsk || !(await isDrive(drive!))) return;
    while (isAnyMissing) {
      const answer = await context.terminal.ask(texts[context.language].askNextDisc(drive!), { hidden: false });
      if (answer.trim() === 'q') return;
      yield* openOne(drive!);
    }
  }
  return {
    media: media(),
    note: (reports) => {
      isAnyMissing = reports.length === 0 || reports.some(({ discs }) => discs.some(({ seen }) => !seen));
    },
  };
}

async function* openOne(path: string): AsyncGenerator<Medium, void> {
  await using medium = await openMedium(path);
  yield medium;
}

async function isDrive(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isBlockDevice() === true;
}

/** What of the media that were given was not taken. Threat: a good answer about others is read as one about it. */
export class PassedOverMedia {
  readonly #context: CommandContext;
  readonly #all: PassedOver[] = [];

  constructor(context: CommandContext) {
    this.#context = context;
  }

  /** To be told of each. */
  readonly note = (passedOver: PassedOver): void => void this.#all.push(passedOver);

  /** The status of a command that came to the given one with all the rest: a person must look at what was not taken. */
  statusAfter(status: ExitStatus): ExitStatus {
    return status === exitStatus.done && this.#all.length > 0 ? exitStatus.attention : status;
  }

  get lines(): readonly Line[] {
    const { language } = this.#context;
    return this.#all.map(({ medium, reason }) => ({
      text: `${medium}: ${reason.describe(language)}`,
      tone: 'warning',
    }));
  }

  /** For `--json`. */
  get document(): readonly object[] {
    return this.#all.map(({ medium, reason }) => ({ medium, code: reason.code, details: reason.details }));
  }
}

/** Sets of which an item is not what the description says. What the other sets brought is told all the same. */
export class FailedSets {
  readonly #context: CommandContext;
  readonly #all: SetFailure[] = [];

  constructor(context: CommandContext) {
    this.#context = context;
  }

  /** To be told of each. */
  readonly note = (failure: SetFailure): void => void this.#all.push(failure);

  get statuses(): readonly ExitStatus[] {
    return this.#all.map(({ reason }) => statusOfError(reason));
  }

  get lines(): readonly Line[] {
    const { language } = this.#context;
    return this.#all.map(({ setKey, reason }) => ({ text: `${setKey}: ${reason.describe(language)}`, tone: 'bad' }));
  }

  /** For `--json`. */
  get document(): readonly object[] {
    return this.#all.map(({ setKey, reason }) => ({ setKey, code: reason.code, details: reason.details }));
  }
}

const statuses: Readonly<Record<MediaAnswer, ExitStatus>> = {
  whole: exitStatus.done,
  recoverable: exitStatus.attention,
  'needs-discs': exitStatus.waiting,
  'not-recoverable': exitStatus.rejected,
};

const tones: Readonly<Record<MediaAnswer, Tone>> = {
  whole: 'good',
  recoverable: 'warning',
  'needs-discs': 'warning',
  'not-recoverable': 'bad',
};

const byUrgency: readonly MediaAnswer[] = ['not-recoverable', 'needs-discs', 'recoverable', 'whole'];

/** The exit status of a check of one or more sets: that of the worst answer. */
export function statusOfMedia(reports: readonly MediaReport[]): ExitStatus {
  return statuses[byUrgency.find((answer) => reports.some((report) => report.answer === answer)) ?? 'not-recoverable'];
}

/** A report as lines, the first of which, the answer, stands out; after a check with what to do next. */
export function formatMediaCheck(report: MediaReport, language: Language): Line[] {
  const { answers } = chooseReportWording(language);
  return [...formatMediaReport(report, language), answers[report.answer].next];
}

/** A report as lines, the first of which, the answer, stands out. */
export function formatMediaReport(report: MediaReport, language: Language): Line[] {
  const wording = chooseReportWording(language);
  const { answer, set, discs, neededDiscs, items, request } = report;
  const { word } = wording.answers[answer];
  const asked = request?.discs.flatMap(({ ranges }) => ranges).reduce((sum, { count }) => sum + count, 0) ?? 0;
  return [
    { text: neededDiscs.length === 0 ? word : `${word} – ${wording.needed(neededDiscs)}`, tone: tones[answer] },
    `${set.sender} → ${set.recipient}, ${set.createdAt}${set.label === null ? '' : `, ${set.label}`}`,
    `${wording.key} ${set.key}; ${wording.signature}: ${wording.signatureChecked(set.signatureChecked)}`,
    ...discs.map((disc) => {
      const title = `${wording.disc(disc.number, discs.length)}${disc.kind === 'spare' ? ` (${wording.spare})` : ''}`;
      return `${title}: ${describeDisc(disc, wording)}`;
    }),
    ...items
      .filter(({ state }) => state !== 'whole')
      .map(({ name, state, lostBytes }) => {
        return `${name}: ${wording.states[state]}${lostBytes === 0 ? '' : `, ${wording.lostBytes(lostBytes)}`}`;
      }),
    ...(asked === 0 ? [] : [wording.asked(asked)]),
  ];
}
