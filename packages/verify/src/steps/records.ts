import type { ContentDocument, Group, Manifest, OpenContent, Profile } from '@scelle/core';
import {
  BatchSummary,
  countLines,
  type ExaminedGroup,
  type GroupWorkers,
  type LinesSummary,
  mapInOrder,
  recordsMember,
  viewLines,
} from '@scelle/core/internal';
import type { ProvisionalGroup } from '../contract/context.ts';
import type { Comparison, RecordSummary } from '../contract/report.ts';
import { VerifyError } from '../errors/verify-error.ts';

/** Twenty years. */
const MAX_HOURS = 175_320;

/**
 * Step 9: every record line is canonical and keeps to the closed schema, and the manifest tells the truth about their
 * number, period and controllers. Source: docs/format.md § Records.
 */
export class RecordsCheck {
  readonly #agents: ReadonlySet<string>;
  readonly #manifest: Manifest;
  readonly #controllers: ReadonlySet<string>;
  readonly #summary = new BatchSummary();
  #hours: Map<string, number> | null = new Map();

  constructor(content: ContentDocument, manifest: Manifest) {
    this.#agents = new Set(content.agents);
    this.#manifest = manifest;
    this.#controllers = new Set(manifest.controllers.map(({ name }) => name));
  }

  /** Takes what the records of the next group amount to. */
  take(group: number, summary: LinesSummary): void {
    this.#checkAgents(group, summary);
    this.#checkAnnounced(summary);
    this.#summary.merge(summary);
    this.#countHours(summary);
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

  /** A timeline of more hours than anybody draws is given up: dates may lie anywhere, and counting must not fill the memory. */
  #countHours({ hours }: LinesSummary): void {
    for (const [hour, records] of hours) this.#hours?.set(hour, (this.#hours.get(hour) ?? 0) + records);
    if (this.#hours !== null && this.#hours.size > MAX_HOURS) this.#hours = null;
  }

  #checkAgents(group: number, { agents }: LinesSummary): void {
    for (const [agent, line] of agents) {
      if (this.#agents.has(agent)) continue;
      throw new VerifyError('record-agent-unlisted', { member: recordsMember(group), line: line + 1 });
    }
  }

  /** What is counted is bounded by the manifest, and that by the limits: counting must not fill the memory. */
  #checkAnnounced(summary: LinesSummary): void {
    const { records, controllers } = this.#manifest;
    const found = this.#summary.records + summary.records;
    if (found > records.count) throw new VerifyError('records-count', { found, expected: records.count });
    for (const controller of summary.controllers.keys()) {
      if (this.#controllers.has(controller)) continue;
      throw new VerifyError('records-controllers', { found: controller, expected: formatControllers(controllers) });
    }
  }

  /** What the report tells of the records. */
  summarise(): RecordSummary {
    const hours = [...(this.#hours ?? [])].map(([hour, records]) => ({ hour, records }));
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

/** A group with what its examination came to. */
export interface NamedGroup {
  readonly index: number;
  /** SHA-256 of its attachments, hex, as their members are named. */
  readonly names: readonly string[];
  /** The examined group; throws what was wrong with a record. */
  readonly examined: () => ExaminedGroup;
}

/** How groups are examined. */
interface ExamineOptions {
  readonly profile: Profile;
  readonly workers: GroupWorkers;
  /** Whether somebody wants their bytes. */
  readonly isKept: boolean;
}

/**
 * Examines the groups of a content, some side by side, and gives them in their order. Throws what reading them throws.
 */
export async function* examineGroups(
  { head, groups }: OpenContent,
  { profile, workers, isKept }: ExamineOptions,
): AsyncGenerator<NamedGroup, void> {
  let nextLeaf = 1;
  const examine = async ({ index, lines, attachments }: Group): Promise<NamedGroup> => {
    const names = attachments.map(({ sha256 }) => sha256);
    const firstLeaf = nextLeaf;
    nextLeaf += countLines(lines);
    const { saltKey } = head;
    const task = {
      group: index,
      saltKey,
      firstLeaf,
      lines,
      attachments: attachments.map(({ bytes }) => bytes),
      isKept,
    };
    return { index, names, examined: await outcomeOf(workers.examineGroup(profile, task)) };
  };
  yield* mapInOrder(groups, () => workers.concurrency, examine, { weigh: bytesOf, limit: MAX_BYTES_UNDER_WAY });
}

/** The result or the error, either to be had later, when its turn has come. */
async function outcomeOf<T>(promise: Promise<T>): Promise<() => T> {
  try {
    const result = await promise;
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** The group as a consumer gets it, where its bytes were kept. */
export function toProvisional({ index, names, examined }: NamedGroup, profile: Profile): ProvisionalGroup {
  const { bytes, ends } = examined();
  const { lines, attachments, leaves } = bytes!;
  return {
    index,
    lines,
    leaves,
    get records() {
      return viewLines(profile, lines, ends);
    },
    attachments: names.map((sha256, position) => ({ sha256, bytes: attachments[position]! })),
  };
}

/** How much is under way at once, from when a group is examined until it was taken: many of lines, or one with attachments. */
const MAX_BYTES_UNDER_WAY: number = 24 << 20;

/** Bytes that a group takes. */
function bytesOf({ lines, attachments }: Group): number {
  return attachments.reduce((total, { bytes }) => total + bytes.length, lines.length);
}
