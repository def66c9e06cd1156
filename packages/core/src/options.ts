import { CoreError } from './errors/core-error.ts';
import type { Expectation } from './errors/expectations.ts';

/** The longest time that a timer can wait for, in milliseconds: Node makes one millisecond of a longer one. */
export const MAX_TIMER: number = 2 ** 31 - 1;

/** The least and the greatest value of each option. */
export type Bounds<Options> = { readonly [Option in keyof Options]: readonly [min: number, max: number] };

/**
 * Makes sure that options are integers within their bounds, defaults included: nothing is ever over a limit that is `NaN`.
 * Throws `option-invalid`.
 */
export function checkIntegers<Options extends object>(options: Options, bounds: Bounds<Options>): void {
  for (const [field, [min, max]] of Object.entries<readonly [number, number]>(bounds)) {
    const found = options[field as keyof Options];
    if (Number.isSafeInteger(found) && min <= Number(found) && Number(found) <= max) continue;
    const expected: Expectation = `integer:${min}:${max}`;
    throw new CoreError('option-invalid', { field, found: String(found), expected });
  }
}
