import { quoteUntrusted } from '@scelle/core';
import type { DiscReport } from '../check/media-report.ts';
import type { DiscProblem } from '../reading/disc-problem.ts';
import type { ReportWording } from './report-wording.ts';

/** What became of a disc, in a few words. */
export function describeDisc(disc: DiscReport, wording: ReportWording): string {
  const { seen, damagedBlocks, contentBlocks, parityBlocks, lostBlocks, problems } = disc;
  const parts = [
    ...(seen ? [] : [wording.unseen]),
    ...(seen && damagedBlocks > 0 ? [wording.damaged(damagedBlocks, contentBlocks + parityBlocks)] : []),
    ...(lostBlocks > 0 ? [wording.lost(lostBlocks)] : []),
    ...problems.slice(0, 3).map((problem) => describeProblem(problem, wording)),
    ...(problems.length > 3 ? ['…'] : []),
  ];
  return parts.length === 0 ? wording.sound : parts.join('; ');
}

/** What is wrong with a file of a disc, or with the disc. */
export function describeProblem({ kind, file }: DiscProblem, wording: ReportWording): string {
  return file === null ? wording.problems[kind] : `${quoteUntrusted(file, 80)}: ${wording.problems[kind]}`;
}
