import { CoreError } from '../errors/core-error.ts';
import type { LinesSummary } from '../lines/lines-summary.ts';
import type { RecordFacts } from '../record/profile.ts';
import { limits } from './limits.ts';

/** Decides whether a batch has room for another record, and whether its agent may stand in it. */
export class Admission {
  readonly #agents: ReadonlySet<string>;
  readonly #controllers = new Set<string>();
  #records = 0;

  /** `agents` are those that batch.json names. */
  constructor(agents: readonly string[]) {
    this.#agents = new Set(agents);
  }

  /** Counts a record. Throws, and counts nothing, `too-many-records`, `record-agent-unlisted`, `too-many-controllers`. */
  admit({ agent, controller }: Pick<RecordFacts, 'agent' | 'controller'>): void {
    if (this.#records === limits.records) throw new CoreError('too-many-records', { limit: limits.records });
    if (agent !== null && !this.#agents.has(agent)) throw new CoreError('record-agent-unlisted');
    if (!this.#controllers.has(controller) && this.#controllers.size === limits.controllers) {
      throw new CoreError('too-many-controllers', { limit: limits.controllers });
    }
    this.#records += 1;
    this.#controllers.add(controller);
  }

  /** Counts a run of records, if all of them may be admitted; otherwise none. */
  admitAll({ records, agents, controllers }: LinesSummary): boolean {
    const all = new Set([...this.#controllers, ...controllers.keys()]);
    const isAdmitted =
      this.#records + records <= limits.records &&
      [...agents.keys()].every((agent) => this.#agents.has(agent)) &&
      all.size <= limits.controllers;
    if (!isAdmitted) return false;
    this.#records += records;
    for (const controller of controllers.keys()) this.#controllers.add(controller);
    return true;
  }

  /** Takes back that a run was counted. Its controllers stay: they are named by what was added before, or will be again. */
  takeBack(records: number): void {
    this.#records -= records;
  }
}
