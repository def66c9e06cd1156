import { expressionPattern } from './expression-pattern.ts';
import { type Pattern, quoted } from './pattern.ts';

/**
 * Text of at most `maxLength` UTF-16 units. Bytes are counted, of which there are never fewer than units; text with a
 * quote or a backslash is left to the plain way.
 */
export function textPattern(maxLength: number): Pattern {
  return quoted({ type: 'text', maxLength });
}

/** A string that the whole expression matches, which cannot match a quote or a backslash. */
export function stringPattern(expression: RegExp): Pattern {
  return quoted(expressionPattern(expression));
}

/** Safe integers from `min` to `max` in plain digits; null where `min` is neither 0 nor 1, or greater than `max`. */
export function integerPattern(min: number, max: number): Pattern | null {
  if ((min !== 0 && min !== 1) || max < min || !Number.isSafeInteger(max)) return null;
  return { type: 'integer', min, max };
}

/** Instants from the year 1000 on, but for 29 February, which needs a calendar. */
export const instantPattern: Pattern = stringPattern(
  new RegExp(
    '^[1-9]\\d{3}-' +
      '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))' +
      'T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.(?:[1-9]\\d{2}|0[1-9]\\d|00[1-9]))?Z$',
  ),
);
