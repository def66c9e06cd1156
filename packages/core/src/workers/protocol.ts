import type { CoreErrorCode } from '../errors/core-error.ts';
import type { ErrorDetails } from '../errors/define-errors.ts';
import type { ReadRun } from '../lines/read-lines.ts';
import type { ExaminedGroup, ExamineTask, SealedFrame, SealTask } from './group-tasks.ts';

/** What a worker is asked. Profiles go by name: only the built-in ones exist in a worker. */
export type Request =
  | { readonly name: 'examineGroup'; readonly profile: string; readonly task: ExamineTask }
  | { readonly name: 'readLines'; readonly profile: string; readonly input: Uint8Array }
  | { readonly name: 'sealFrame'; readonly task: SealTask };

/** What it answers: a result, a mistake in the data, or a defect. */
export type Answer =
  | { readonly examined: ExaminedGroup }
  | { readonly read: ReadRun }
  | { readonly sealed: SealedFrame }
  | { readonly refused: { readonly code: CoreErrorCode; readonly details: ErrorDetails } }
  | { readonly crashed: unknown };
