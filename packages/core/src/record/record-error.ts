import type { z } from 'zod';
import { describeSchemaProblem } from '../canonical/schema-problem.ts';
import { CoreError, type CoreErrorCode } from '../errors/core-error.ts';
import type { ErrorDetails } from '../errors/define-errors.ts';
import type { Expectation } from '../errors/expectations.ts';

/** Rules that have a code of their own, because an operator answers them otherwise than a mistyped value. */
const codes: Partial<Record<Expectation, CoreErrorCode>> = {
  'public-address': 'record-address-not-public',
  'documentation-address': 'record-address-not-documentation',
  port: 'record-port-missing',
};

/** The error for a value that the schema of its profile refused; it names the field and never the value. */
export function toRecordError(error: z.ZodError, value: unknown, where: ErrorDetails): CoreError {
  const { kind, field, expected } = describeSchemaProblem(error, value);
  const code = (expected && codes[expected]) ?? (`record-field-${kind}` as const);
  return new CoreError(code, {
    ...where,
    ...(field !== undefined && { field }),
    ...(expected !== undefined && { expected }),
  });
}
