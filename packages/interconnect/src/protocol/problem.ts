import type { ErrorDetails } from '@scelle/core';
import { closedObject, list, string } from '@scelle/core/internal';
import { z } from 'zod';
import type { answersErrors } from '../errors/answers.ts';
import { type InterconnectCode, InterconnectError } from '../errors/interconnect-error.ts';
import { fromSignedText, type SignedText, signedText, toSignedText } from './messages.ts';

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
export type ProblemCode = keyof typeof answersErrors;

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

/** What the message of a problem is made of. */
export type ProblemDetail = 'limit' | 'found' | 'expected' | 'field';

/**
 * What the messages of each problem use, beside the name of the receiver, which the sender knows. All of it is carried;
 * a test compares this with the messages.
 */
export const problemDetails: Readonly<Record<ProblemCode, readonly ProblemDetail[]>> = {
  'certificate-unknown': [],
  'certificate-expired': ['found'],
  'request-invalid': ['field'],
  'resource-unknown': [],
  'method-unknown': ['found'],
  'not-permitted': [],
  'announcement-invalid': ['found'],
  'announcement-too-large': ['limit'],
  'sender-mismatch': ['found', 'expected'],
  'channel-suspended': [],
  'batch-refused': ['found'],
  'upload-mismatch': [],
  'upload-damaged': ['found'],
  'upload-offset': ['found', 'expected'],
  'uploads-too-many': ['limit'],
  'storage-full': [],
  'receiver-busy': [],
  'receiver-failed': [],
};

/** How long a text of a problem may be, and how many codes it may list: nothing longer is sent, and nothing longer read. */
const LONGEST = { type: 256, title: 1_024, detail: 512, key: 32, codes: 64 } as const;

const CODE = /^[a-z0-9]+(?:-[a-z0-9]+){0,15}$/;
const code = string((text) => text.length <= 64 && CODE.test(text), 'text:64');
const detail = z.union([z.string().max(LONGEST.detail), z.number()]);

const problemSchema = closedObject({
  type: z.string().max(LONGEST.type),
  title: z.string().max(LONGEST.title),
  status: z.number().int().min(400).max(599),
  code: code as z.ZodType<string>,
  details: z.record(z.string().max(LONGEST.key), detail),
  codes: list(code, 0, LONGEST.codes).optional(),
  notice: signedText.optional(),
});

/** The problem that tells of an error. What is no answer of a receiver becomes `receiver-failed`, without a word more. */
export function toProblem(error: unknown): Problem {
  const known = error instanceof InterconnectError && isProblemCode(error.code) ? error : null;
  const told = known ?? new InterconnectError('receiver-failed');
  const problemCode = told.code as ProblemCode;
  return {
    type: `urn:scelle:problem:${problemCode}`,
    title: told.message.slice(0, LONGEST.title),
    status: problemStatuses[problemCode],
    code: problemCode,
    details: Object.fromEntries(Object.entries(told.details).map(([key, value]) => [key, shorten(value)])),
    ...(told.codes.length > 0 && { codes: told.codes.slice(0, LONGEST.codes) }),
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
  return new InterconnectError(problem.code, toDetails(problem, problem.code, receiver), {
    codes,
    ...(notice && { notice: fromSignedText(notice) }),
  });
}

function shorten(value: string | number): string | number {
  return typeof value === 'string' ? value.slice(0, LONGEST.detail) : value;
}

/** Texts of the receiver are shown to a person: codes and numbers are what they say, anything else is left out. */
function toDetails(problem: z.infer<typeof problemSchema>, code: ProblemCode, name: string): ErrorDetails {
  const told = problemDetails[code].map((key) => [key, readDetail(problem, key)] as const);
  return { name, ...Object.fromEntries(told) };
}

/** What a message has in place of a text that is not to be shown. */
const LEFT_OUT = '–';

function readDetail({ codes, details }: z.infer<typeof problemSchema>, key: ProblemDetail): string | number {
  if (key === 'found' && codes !== undefined && codes.length > 0) return codes.join(', ');
  const value = Object.hasOwn(details, key) ? details[key] : undefined;
  return isPlain(value) ? value : LEFT_OUT;
}

function isPlain(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && /^[A-Za-z0-9:.-]{1,64}$/.test(value));
}

function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(problemStatuses, text);
}
