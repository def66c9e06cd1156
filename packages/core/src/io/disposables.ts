/**
 * Things that are disposed of together, the last first; all of them, even where one fails, whose error is then thrown. Node
 * has `AsyncDisposableStack` from version 24 on.
 */
export class Disposables implements AsyncDisposable {
  readonly #things: (Disposable | AsyncDisposable)[] = [];

  /** Takes it, and gives it back. */
  use<Thing extends Disposable | AsyncDisposable>(thing: Thing): Thing {
    this.#things.push(thing);
    return thing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const failures: unknown[] = [];
    for (const thing of this.#things.splice(0).reverse()) {
      try {
        if (Symbol.asyncDispose in thing) await thing[Symbol.asyncDispose]();
        else thing[Symbol.dispose]();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
