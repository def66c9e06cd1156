import type { CheckName, CheckOutcome } from '@scelle/station';
import type { ShownCheck } from '../messages/upkeep/texts.ts';
import type { Line, Tone } from '../terminal/line.ts';
import { formatTable } from '../terminal/table.ts';

/** What the checks are called, in one language. */
export type CheckLabels = Readonly<Record<CheckName, string>>;

const marks: Readonly<Record<CheckOutcome, string>> = { ok: '✓', warning: '!', failed: '✗' };

const tones: Readonly<Record<CheckOutcome, Tone>> = { ok: 'good', warning: 'warning', failed: 'bad' };

/** The checks of an examination, one a line: how it ended, what was looked at, what was found. */
export function formatHealth(checks: readonly ShownCheck[], labels: CheckLabels): Line[] {
  const rows = formatTable(checks.map(({ check, outcome, message }) => [marks[outcome], labels[check], message]));
  return rows.map((text, index) => ({ text, tone: tones[checks[index]!.outcome] }));
}
