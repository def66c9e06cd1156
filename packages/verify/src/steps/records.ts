import {
  BatchSummary,
  type ContentDocument,
  type Group,
  type Manifest,
  type Profile,
  parseGroup,
  type RecordFacts,
  type RecordLine,
  recordsMember,
} from '@scelle/core';
import type { Comparison, RecordSummary } from '../report.ts';
import { VerifyError } from '../verify-error.ts';

/** Length of the RFC 3339 prefix that names an hour. */
const HOUR_PREFIX = 'YYYY-MM-DDTHH'.length;

/**
 * Step 9: every record line is canonical and keeps to the closed schema, and the manifest tells the truth about their
 * number, period and controllers. Source: docs/format.md § Records.
 */
export class RecordsCheck {
  readonly #profile: Profile;
  readonly #agents: ReadonlySet<string>;
  readonly #manifest: Manifest;
  readonly #controllers: ReadonlySet<string>;
  readonly #summary = new BatchSummary();
  readonly #hours = new Map<string, number>();

  constructor(profile: Profile, content: ContentDocument, manifest: Manifest) {
    this.#profile = profile;
    this.#agents = new Set(content.agents);
    this.#manifest = manifest;
    this.#controllers = new Set(manifest.controllers.map(({ name }) => name));
  }

  take(group: Group): RecordLine[] {
    const records = parseGroup(this.#profile, group);
    for (const [index, { facts }] of records.entries()) {
      if (facts.agent !== null && !this.#agents.has(facts.agent)) {
        throw new VerifyError('record-agent-unlisted', { member: recordsMember(group.index), line: index + 1 });
      }
      this.#checkAnnounced(facts);
      this.#summary.add(facts);
      const hour = facts.occurredAt.slice(0, HOUR_PREFIX);
      this.#hours.set(hour, (this.#hours.get(hour) ?? 0) + 1);
    }
    return records;
  }

  finish(): Comparison[] {
    const { records, period, controllers } = this.#summary;
    const manifest = this.#manifest;
    return [
      agree('records-count', String(records), String(manifest.records.count)),
      agree('records-period', formatPeriod(period), formatPeriod(manifest.period)),
      agree('records-controllers', formatControllers(controllers), formatControllers(manifest.controllers)),
    ];
  }

  /** What is counted is bounded by the manifest, and that by the limits: counting must not fill the memory. */
  #checkAnnounced({ controller }: RecordFacts): void {
    const { records, controllers } = this.#manifest;
    if (this.#summary.records === records.count) {
      throw new VerifyError('records-count', { found: records.count + 1, expected: records.count });
    }
    if (!this.#controllers.has(controller)) {
      throw new VerifyError('records-controllers', { found: controller, expected: formatControllers(controllers) });
    }
  }

  /** What the report tells of the records. */
  summarise(): RecordSummary {
    const hours = [...this.#hours].map(([hour, records]) => ({ hour, records }));
    return { count: this.#summary.records, hours: hours.sort((a, b) => (a.hour < b.hour ? -1 : 1)) };
  }
}

function agree(
  what: 'records-count' | 'records-period' | 'records-controllers',
  found: string,
  expected: string,
): Comparison {
  if (found !== expected) throw new VerifyError(what, { found, expected });
  return { what, found, expected };
}

function formatPeriod(period: Manifest['period']): string {
  return period === null ? '–' : `${period.from} – ${period.to}`;
}

function formatControllers(controllers: Manifest['controllers']): string {
  return controllers.map(({ name, records }) => `${name} ${records}`).join(', ');
}
