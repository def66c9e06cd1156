type SentState = 'packed' | 'held' | 'delivered' | 'verified';

const progress: readonly SentState[] = ['packed', 'held', 'delivered', 'verified'];

/** What one stream between two stations should have come to. */
export class Model {
  readonly #known: SentState[] = [];
  readonly #held = new Set<number>();
  readonly #opened = new Set<number>();
  #next = 1;

  /** The number that the recipient expects. */
  get next(): number {
    return this.#next;
  }

  get held(): number[] {
    return [...this.#held].sort((a, b) => a - b);
  }

  /** Number and state of each batch as the sender knows it. */
  get sent(): string[] {
    return this.#known.map((state, index) => `${index + 1} ${state}`);
  }

  pack(): void {
    this.#known.push('packed');
  }

  /** One of the batches that were packed, or null where there is none. */
  pick(number: number): number | null {
    return this.#known.length === 0 ? null : (number % this.#known.length) + 1;
  }

  deliver(sequence: number): { readonly outcome: string; readonly followed: readonly number[] } {
    if (sequence < this.#next || this.#held.has(sequence)) return { outcome: 'duplicate', followed: [] };
    if (sequence > this.#next) {
      this.#held.add(sequence);
      return { outcome: 'held', followed: [] };
    }
    this.#next += 1;
    const followed: number[] = [];
    for (; this.#held.delete(this.#next); this.#next += 1) followed.push(this.#next);
    return { outcome: 'accepted', followed };
  }

  /** A crash at the first change leaves nothing behind; at a later one, the next start goes on. */
  deliverCrashing(sequence: number, change: number): void {
    if (change > 0) this.deliver(sequence);
  }

  /** Opens what was delivered; the numbers in the order in which that happens. */
  process(): number[] {
    const accepted = Array.from({ length: this.#next - 1 }, (_, index) => index + 1);
    const opened = [...accepted, ...this.held].filter((sequence) => !this.#opened.has(sequence));
    for (const sequence of opened) this.#opened.add(sequence);
    return opened;
  }

  /** All receipts come back to the sender. */
  acknowledge(): void {
    for (const [index, before] of this.#known.entries()) {
      const now = this.#stateOf(index + 1);
      if (progress.indexOf(now) > progress.indexOf(before)) this.#known[index] = now;
    }
  }

  #stateOf(sequence: number): SentState {
    if (this.#held.has(sequence)) return 'held';
    if (sequence >= this.#next) return 'packed';
    return this.#opened.has(sequence) ? 'verified' : 'delivered';
  }
}
