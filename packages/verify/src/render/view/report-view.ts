import type { Language } from '@scelle/core';
import type { StreamPicture } from '../../contract/intake.ts';
import type { VerificationReport } from '../../contract/report.ts';
import { chooseWording } from '../wording/choose-wording.ts';
import type { Wording } from '../wording/wording.ts';
import { type ConclusionView, describeConclusion } from './conclusion.ts';
import {
  type Fact,
  formatBatchName,
  listCounts,
  listFingerprints,
  listParties,
  listSignature,
  listVerification,
} from './facts.ts';
import { type Command, listCommands } from './repeat.ts';
import { describeSteps, type StepView } from './steps.ts';
import { describeStream, type StreamView } from './stream.ts';
import { foldTimeline, type Timeline } from './timeline.ts';

/** Everything that a report shows, in words, whether on a page or on a terminal. */
export interface ReportView {
  readonly language: Language;
  readonly wording: Wording;
  /** The name of the batch; null where its manifest was not authenticated. */
  readonly batchName: string | null;
  readonly conclusion: ConclusionView;
  readonly isTestData: boolean;
  /** Null where the manifest was not authenticated, as are the counts. */
  readonly parties: readonly Fact[] | null;
  readonly counts: readonly Fact[] | null;
  readonly timeline: Timeline | null;
  /** What is said in its place where there is none. */
  readonly whyNoTimeline: string;
  /** Null where no ledger was asked, or the manifest was not authenticated. */
  readonly stream: StreamView | null;
  readonly steps: readonly StepView[];
  readonly signatures: readonly (readonly Fact[])[];
  readonly fingerprints: readonly Fact[];
  readonly commands: readonly Command[];
  readonly verification: readonly Fact[];
}

/** Puts a report into words. */
export function describeReport(report: VerificationReport, language: Language, stream?: StreamPicture): ReportView {
  const wording = chooseWording(language);
  const { manifest, records } = report;
  return {
    language,
    wording,
    batchName: manifest && formatBatchName(manifest),
    conclusion: describeConclusion(report, language),
    isTestData: report.testData === true,
    parties: manifest && listParties(manifest, wording),
    counts: manifest && listCounts(manifest, report, language),
    timeline: records && foldTimeline(records),
    whyNoTimeline: explainNoTimeline(report, wording),
    stream: manifest && stream ? describeStream(stream, manifest.sequence, wording) : null,
    steps: describeSteps(report, language),
    signatures: report.signatures.map((signature) => listSignature(signature, wording)),
    fingerprints: listFingerprints(report, wording),
    commands: listCommands(report, wording),
    verification: listVerification(report, language),
  };
}

function explainNoTimeline({ records }: VerificationReport, { phrases }: Wording): string {
  if (records === null) return phrases['not-opened'];
  return records.count === 0 ? phrases['no-records'] : phrases['not-drawn'];
}
