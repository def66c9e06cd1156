import { compareInstants } from '../canonical/text.ts';
import { CoreError } from '../errors/core-error.ts';
import { limits } from '../limits.ts';
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

/** The records and controllers that a batch still has room for, and the agents that its records may name. */
export class RecordQuota {
  readonly #agents: ReadonlySet<string>;
  /** Records of each controller. */
  readonly #controllers = new Map<string, number>();
  #records = 0;

  /** `agents` are those that batch.json names. */
  constructor(agents: readonly string[]) {
    this.#agents = new Set(agents);
  }

  /** Counts a record. Throws, and counts nothing, `too-many-records`, `record-agent-unlisted`, `too-many-controllers`. */
  reserve({ agent, controller }: Pick<RecordFacts, 'agent' | 'controller'>): void {
    if (this.#records === limits.records) throw new CoreError('too-many-records', { limit: limits.records });
    if (agent !== null && !this.#agents.has(agent)) throw new CoreError('record-agent-unlisted');
    if (!this.#controllers.has(controller) && this.#controllers.size === limits.controllers) {
      throw new CoreError('too-many-controllers', { limit: limits.controllers });
    }
    this.#count(controller, 1);
  }

  /** Counts a run of records, if there is room for all of them; otherwise none. */
  reserveAll({ records, agents, controllers }: LinesSummary): boolean {
    const all = new Set([...this.#controllers.keys(), ...controllers.keys()]);
    const haveRoom =
      this.#records + records <= limits.records &&
      [...agents.keys()].every((agent) => this.#agents.has(agent)) &&
      all.size <= limits.controllers;
    if (haveRoom) for (const [controller, count] of controllers) this.#count(controller, count);
    return haveRoom;
  }

  /** Takes back that a record was counted. */
  takeBack({ controller }: Pick<RecordFacts, 'controller'>): void {
    this.#count(controller, -1);
  }

  #count(controller: string, records: number): void {
    const total = (this.#controllers.get(controller) ?? 0) + records;
    if (total === 0) this.#controllers.delete(controller);
    else this.#controllers.set(controller, total);
    this.#records += records;
  }
}
