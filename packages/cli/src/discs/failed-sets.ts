import type { SetFailure } from '@scelle/media';
import type { CommandContext } from '../command-context.ts';
import { type ExitStatus, statusOfError } from '../exit-status.ts';
import type { Line } from '../terminal/line.ts';

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
