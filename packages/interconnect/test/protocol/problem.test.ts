import type { ErrorDetails } from '@scelle/core';
import { describe, expect, it } from 'vitest';
import { answersErrors } from '../../src/errors/answers.ts';
import { InterconnectError } from '../../src/errors/interconnect-error.ts';
import {
  fromProblem,
  type ProblemCode,
  problemDetails,
  problemStatuses,
  toProblem,
} from '../../src/protocol/problem.ts';

const codes = Object.keys(problemStatuses) as ProblemCode[];

/** What the messages of a code ask for, in either language and whatever they find there. */
function listUsed(code: ProblemCode): ReadonlySet<string> {
  const used = new Set<string>();
  for (const value of ['x', 'receipt-signature', 'CERT_HAS_EXPIRED']) {
    const get = (_: ErrorDetails, key: string | symbol) => {
      used.add(String(key));
      return value;
    };
    const details = new Proxy<ErrorDetails>({}, { get });
    for (const message of [answersErrors[code].en, answersErrors[code].fr]) message(details);
  }
  return used;
}

/** An error as it is on the other side of the network. */
function carry(error: InterconnectError): InterconnectError {
  return fromProblem(JSON.parse(JSON.stringify(toProblem(error))), 'arcom');
}

describe('a problem document', () => {
  it.each(codes)('carries all that the messages of %s are made of', (code) => {
    const details = { limit: 7, found: 'found-1', expected: 'expected-1', field: 'field-1' };
    const carried = carry(new InterconnectError(code, details));
    expect(carried.code).toBe(code);
    expect(new Set(Object.keys(carried.details))).toEqual(new Set(['name', ...problemDetails[code]]));
    for (const key of listUsed(code)) {
      if (key !== 'name') expect(carried.details[key as keyof ErrorDetails]).toBe(details[key as keyof typeof details]);
    }
    for (const language of ['en', 'fr'] as const) expect(carried.describe(language)).not.toContain('undefined');
  });

  it.each(codes)('of %s leaves no hole in a message where a detail is missing or not to be shown', (code) => {
    for (const found of [{}, { field: '\u001b[2J', found: 'a b', expected: '\n', limit: 'é' }]) {
      const carried = fromProblem({ type: 'x', title: 'x', status: 400, code, details: found }, 'arcom');
      for (const language of ['en', 'fr'] as const) {
        expect(carried.describe(language)).not.toMatch(/undefined|\p{Cc}/u);
      }
    }
  });

  it('is never longer than its reader takes', () => {
    const many = Array.from({ length: 100 }, (_, index) => `code-${index}`);
    const details = { found: many.join(', ') };
    expect(carry(new InterconnectError('batch-refused', details, { codes: many })).codes).toEqual(many.slice(0, 64));
    expect(carry(new InterconnectError('announcement-invalid', { found: 'x'.repeat(5_000) })).code).toBe(
      'announcement-invalid',
    );
  });

  it('tells of a document what is wrong with it, not that versions differ', () => {
    const error = carry(
      new InterconnectError('request-invalid', { field: 'notice-unknown-key' }, { codes: ['notice-unknown-key'] }),
    );
    expect(error.describe('en')).toMatch(/does not take the document: notice-unknown-key\..* newest card/);
    expect(error.describe('fr')).toMatch(/ne prend pas le document : notice-unknown-key\..* dernière carte/);
  });
});
