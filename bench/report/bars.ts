import type { GoalResult } from './report.ts';

/** Room beside the longest bar of a goal, so that a mark at its end is seen. */
const MARGIN = 1.1;

/** A bar of a share from 0 to 1. The figure stands beside it, so it is hidden from those who listen. */
export function quantityBar(share: number): string {
  return `<span class="track" aria-hidden="true"><span class="bar" style="width: ${percent(share)}"></span></span>`;
}

/** What was found as a bar, with marks at the worst that passes and at the aim. */
export function goalBar({ found, must, aim, outcome }: GoalResult): string {
  const whole = Math.max(found, must, aim) * MARGIN;
  const bar = `<span class="bar${outcome === 'missed' ? ' over' : ''}" style="width: ${percent(found / whole)}"></span>`;
  const marks = [
    `<span class="mark must" style="left: ${percent(must / whole)}"></span>`,
    `<span class="mark aim" style="left: ${percent(aim / whole)}"></span>`,
  ];
  return `<span class="track" aria-hidden="true">${bar}${marks.join('')}</span>`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
