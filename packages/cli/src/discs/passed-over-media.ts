import type { PassedOver } from '@scelle/media';
import type { CommandContext } from '../command-context.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import type { Line } from '../terminal/line.ts';

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
