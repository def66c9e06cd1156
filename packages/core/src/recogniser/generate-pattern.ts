import type { z } from 'zod';
import { findPattern } from './line-pattern.ts';

/** What a capture group holds: a field of the record, or a string that must still pass a test. */
export type CaptureGroup =
  | { readonly field: string }
  /** The group holds the string with its quotes. */
  | { readonly accepts: (text: string) => boolean };

/** A regular expression for a closed schema, and what its capture groups hold, in their order. */
export interface GeneratedPattern {
  readonly source: string;
  readonly groups: readonly CaptureGroup[];
}

/**
 * The pattern of a closed schema: its keys in their order, no white space. The top-level fields named in `captures`
 * become capture groups. Throws an Error on every constraint that it does not know, so that none is lost in silence.
 */
export function generatePattern(schema: z.ZodType, captures: ReadonlySet<string> = new Set()): GeneratedPattern {
  const groups: CaptureGroup[] = [];
  const source = patternOf(schema, { captures, groups, inList: false });
  if (countGroups(source) !== groups.length) throw new Error('A pattern given with withPattern has capture groups.');
  return { source, groups };
}

interface Position {
  readonly captures: ReadonlySet<string>;
  readonly groups: CaptureGroup[];
  readonly inList: boolean;
}

function patternOf(schema: z.ZodType, position: Position): string {
  const known = findPattern(schema);
  if (known !== undefined && 'narrower' in known) return patternOf(known.narrower, position);
  if (known !== undefined && 'accepts' in known) {
    if (position.inList) throw new Error('A string with a test of its own has no pattern within a list.');
    position.groups.push({ accepts: known.accepts });
    return `(${known.source})`;
  }
  return known === undefined ? patternOfDefinition(schema, position) : `(?:${known.source})`;
}

function patternOfDefinition(schema: z.ZodType, position: Position): string {
  const definition = (schema as unknown as z.core.$ZodTypes)._zod.def;
  if (definition.type === 'array') return arrayPattern(definition, position);
  if ((definition.checks ?? []).length > 0)
    throw new Error(`Tell with withPattern what the rules of this ${definition.type} are.`);
  switch (definition.type) {
    case 'object':
      return objectPattern(definition, position);
    case 'nullable':
      return `(?:${patternOf(definition.innerType as unknown as z.ZodType, position)}|null)`;
    case 'literal':
      return `(?:${definition.values.map(literalPattern).join('|')})`;
    default:
      throw new Error(`Tell with withPattern what a schema of type ${definition.type} accepts.`);
  }
}

/** Other literals than strings have more than one text in JSON, or none. */
function literalPattern(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`Tell with withPattern what the literal ${String(value)} looks like.`);
  return escapePattern(JSON.stringify(value));
}

function objectPattern(definition: z.core.$ZodObjectDef, { captures, groups, inList }: Position): string {
  if (definition.catchall?._zod.def.type !== 'never') throw new Error('Only closed objects have a pattern.');
  const fields = Object.entries(definition.shape).map(([key, value]) => {
    const isCaptured = captures.has(key);
    if (isCaptured) groups.push({ field: key });
    const pattern = patternOf(value as unknown as z.ZodType, { captures: new Set(), groups, inList });
    return `${escapePattern(JSON.stringify(key))}:${isCaptured ? `(${pattern})` : pattern}`;
  });
  return `\\{${fields.join(',')}\\}`;
}

function arrayPattern(definition: z.core.$ZodArrayDef, { groups }: Position): string {
  const position = { captures: new Set<string>(), groups, inList: true };
  const element = patternOf(definition.element as unknown as z.ZodType, position);
  const { min, max } = lengthsOf(definition);
  const several = `${element}(?:,${element}){${Math.max(0, min - 1)},${max - 1}}`;
  return min === 0 ? `\\[(?:${several})?\\]` : `\\[${several}\\]`;
}

function lengthsOf({ checks = [] }: z.core.$ZodArrayDef): { readonly min: number; readonly max: number } {
  let min = 0;
  let max = Number.POSITIVE_INFINITY;
  for (const { _zod } of checks) {
    const rule = _zod.def as z.core.$ZodChecks['_zod']['def'];
    if (rule.check === 'min_length') min = Math.max(min, rule.minimum);
    else if (rule.check === 'max_length') max = Math.min(max, rule.maximum);
    else throw new Error(`Tell with withPattern what the rule ${rule.check} of a list is.`);
  }
  if (max < 1 || max === Number.POSITIVE_INFINITY) throw new Error('A list needs a largest length to have a pattern.');
  return { min, max };
}

/** The text, as UTF-8 bytes read as Latin-1, as a pattern that matches it and nothing else. */
function escapePattern(text: string): string {
  const bytes = Buffer.from(text).toString('latin1');
  return bytes.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function countGroups(source: string): number {
  return new RegExp(`${source}|`).exec('')!.length - 1;
}
