import type { ClosableSource } from '@scelle/core';
import { lendPieces } from '@scelle/core/internal';
import { CliError } from '../errors/cli-error.ts';

/** SIGQUIT would leave an image of the memory, with keys in it. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/**
 * Turns signals into the error `interrupted` at the next read, so that a command ends by way of its own clean-up and
 * leaves no partial file. A second signal ends the process at once.
 */
export class Interruption implements Disposable {
  readonly #controller = new AbortController();
  readonly #onSignal = (signal: NodeJS.Signals): void => this.#take(signal);

  constructor() {
    for (const signal of signals) process.on(signal, this.#onSignal);
  }

  /** Aborted by the first signal. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Lets SIGHUP pass: for a command that goes on without the terminal from which it was started. */
  outliveTerminal(): void {
    process.off('SIGHUP', this.#onSignal);
    process.on('SIGHUP', pass);
  }

  /** Throws `interrupted` after a signal. */
  check(): void {
    if (this.signal.aborted) throw new CliError('interrupted');
  }

  /** The same pieces, until a signal comes. */
  async *stream<Piece>(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece, void> {
    for await (const piece of pieces) {
      this.check();
      yield piece;
    }
    this.check();
  }

  /** The same source, until a signal comes. */
  source(source: ClosableSource): ClosableSource {
    return {
      size: source.size,
      read: async (offset, length) => {
        this.check();
        return source.read(offset, length);
      },
      stream: (range) => this.stream(source.stream(range)),
      lend: (range) => this.stream(lendPieces(source, range)),
      close: () => source.close(),
      [Symbol.asyncDispose]: () => source.close(),
    };
  }

  [Symbol.dispose](): void {
    for (const signal of signals) process.off(signal, this.#onSignal);
    process.off('SIGHUP', pass);
  }

  #take(signal: NodeJS.Signals): void {
    // Whoever asks twice does not want to wait for the end of a long step; what is left is reported at the next start.
    // Leaving by process.exit would wait for a thread that hangs in the opening of a pipe.
    if (this.signal.aborted) {
      this[Symbol.dispose]();
      process.kill(process.pid, signal);
    }
    this.#controller.abort(new CliError('interrupted'));
  }
}

function pass(): void {
  // Nothing is to be read anew, and nothing ends.
}

/**
 * Calls `tell` once where the process has nothing left to do while the caller still waits: something awaited never settles,
 * and Node would end with status 13 and say nothing that helps anybody. Made for `using`.
 */
export function onUnsettled(tell: () => void): Disposable {
  process.once('beforeExit', tell);
  return { [Symbol.dispose]: () => void process.off('beforeExit', tell) };
}
