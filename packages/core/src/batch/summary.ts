import { compareInstants } from '../canonical/instant.ts';
import type { LinesSummary } from '../lines/lines-summary.ts';
import type { RecordFacts } from '../record/profile.ts';
import type { ControllerCount, Manifest } from './manifest.ts';

/** Adds up what a manifest says of its records. Writer and verifier share it. */
export class BatchSummary {
  readonly #controllers = new Map<string, number>();
  #records = 0;
  #from: string | null = null;
  #to: string | null = null;

  add(facts: Pick<RecordFacts, 'controller' | 'occurredAt'>): void {
    this.#records += 1;
    this.#controllers.set(facts.controller, (this.#controllers.get(facts.controller) ?? 0) + 1);
    this.#extend(facts.occurredAt, facts.occurredAt);
  }

  /** Adds the next run of records. */
  merge({ records, controllers, period }: Pick<LinesSummary, 'records' | 'controllers' | 'period'>): void {
    if (period === null) return;
    this.#records += records;
    for (const [name, count] of controllers) this.#controllers.set(name, (this.#controllers.get(name) ?? 0) + count);
    this.#extend(period.from, period.to);
  }

  #extend(from: string, to: string): void {
    if (this.#from === null || compareInstants(from, this.#from) < 0) this.#from = from;
    if (this.#to === null || compareInstants(to, this.#to) > 0) this.#to = to;
  }

  get records(): number {
    return this.#records;
  }

  get period(): Manifest['period'] {
    return this.#from === null || this.#to === null ? null : { from: this.#from, to: this.#to };
  }

  /** Sorted by name. */
  get controllers(): ControllerCount[] {
    const names = [...this.#controllers.keys()].sort();
    return names.map((name) => ({ name, records: this.#controllers.get(name)! }));
  }
}
