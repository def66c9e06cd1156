import { closedObject, type ErrorDetails, list, string } from '@scelle/core';
import { z } from 'zod';
import { type InterconnectCode, InterconnectError } from '../errors/interconnect-error.ts';
import { fromSignedText, type SignedText, signedText, toSignedText } from './signed-documents.ts';

/** The media type of a problem. Source: RFC 9457. */
export const PROBLEM_TYPE = 'application/problem+json' as const;

/** What a receiver answers where it does not do what it was asked. Source: RFC 9457; docs/protocol.md § Problems. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: InterconnectCode;
  /** What the message is made of. */
  readonly details: ErrorDetails;
  /** What the verification found in a batch that is refused. */
  readonly codes?: readonly string[] | undefined;
  /** The notice by which the channel is suspended. */
  readonly notice?: SignedText | undefined;
}

/** The codes that a receiver answers with. */
export type ProblemCode = Exclude<
  InterconnectCode,
  | 'receiver-unreachable'
  | 'receiver-certificate'
  | 'receiver-answer-invalid'
  | 'receiver-refused'
  | 'receipt-missing'
  | 'transfer-given-up'
  | 'transfer-stopped'
>;

/** The HTTP status of each problem that a receiver answers with. */
export const problemStatuses: Readonly<Record<ProblemCode, number>> = {
  'certificate-unknown': 403,
  'certificate-expired': 403,
  'request-invalid': 400,
  'resource-unknown': 404,
  'method-unknown': 405,
  'not-permitted': 403,
  'announcement-invalid': 400,
  'announcement-too-large': 413,
  'sender-mismatch': 403,
  'channel-suspended': 403,
  'batch-refused': 422,
  'upload-mismatch': 422,
  'upload-damaged': 422,
  'upload-offset': 409,
  'uploads-too-many': 429,
  'storage-full': 507,
  'receiver-busy': 503,
  'receiver-failed': 500,
};

const CODE = /^[a-z0-9]+(?:-[a-z0-9]+){0,15}$/;
const code = string((text) => text.length <= 64 && CODE.test(text), 'text:64');
const detail = z.union([z.string().max(512), z.number()]);

const problemSchema = closedObject({
  type: z.string().max(256),
  title: z.string().max(1_024),
  status: z.number().int().min(400).max(599),
  code: code as z.ZodType<string>,
  details: z.record(z.string().max(32), detail),
  codes: list(code, 0, 64).optional(),
  notice: signedText.optional(),
});

/** The problem that tells of an error. What is no answer of a receiver becomes `receiver-failed`, without a word more. */
export function toProblem(error: unknown): Problem {
  const known = error instanceof InterconnectError && isProblemCode(error.code) ? error : null;
  const told = known ?? new InterconnectError('receiver-failed');
  const problemCode = told.code as ProblemCode;
  return {
    type: `urn:scelle:problem:${problemCode}`,
    title: told.message,
    status: problemStatuses[problemCode],
    code: problemCode,
    details: told.details,
    ...(told.codes.length > 0 && { codes: told.codes }),
    ...(told.notice && { notice: toSignedText(told.notice) }),
  };
}

/** The error that a problem tells of: what was read from the network, so that only its code and its kind are believed. */
export function fromProblem(value: unknown, receiver: string): InterconnectError {
  const { data: problem } = problemSchema.safeParse(value);
  if (problem === undefined || !isProblemCode(problem.code)) {
    return new InterconnectError('receiver-answer-invalid', { name: receiver, found: 'problem' });
  }
  const { codes = [], notice } = problem;
  return new InterconnectError(problem.code, toDetails(problem, receiver), {
    codes,
    ...(notice && { notice: fromSignedText(notice) }),
  });
}

/** Texts of the receiver are shown to a person: codes and numbers are what they say, anything else is left out. */
function toDetails({ codes, details }: z.infer<typeof problemSchema>, name: string): ErrorDetails {
  const { limit, found, expected } = details;
  return {
    name,
    ...(typeof limit === 'number' && { limit }),
    ...(codes ? { found: codes.join(', ') } : isPlain(found) && { found }),
    ...(isPlain(expected) && { expected }),
  };
}

function isPlain(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && /^[A-Za-z0-9:.-]{1,64}$/.test(value));
}

function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(problemStatuses, text);
}
