import type { z } from 'zod';
import { findPattern, firstOf, literal, type Pattern, sequence } from './pattern.ts';

const NO_FIELDS: ReadonlySet<string> = new Set();

/**
 * The pattern of a closed schema: its keys in their order, no white space. The places of the top-level fields named in
 * `fields` are kept. Throws an Error on every constraint that it does not know, so that none is lost in silence.
 */
export function schemaPattern(schema: z.ZodType, fields: ReadonlySet<string> = NO_FIELDS): Pattern {
  const known = findPattern(schema);
  if (known === undefined) return definitionPattern(schema, fields);
  return known.type === 'narrower' ? schemaPattern(known.schema, fields) : known;
}

function definitionPattern(schema: z.ZodType, fields: ReadonlySet<string>): Pattern {
  const definition = (schema as unknown as z.core.$ZodTypes)._zod.def;
  if (definition.type === 'array') return listPattern(definition);
  if ((definition.checks ?? []).length > 0)
    throw new Error(`Tell with withPattern what the rules of this ${definition.type} are.`);
  switch (definition.type) {
    case 'object':
      return objectPattern(definition, fields);
    case 'nullable':
      return firstOf(literal('null'), schemaPattern(definition.innerType as unknown as z.ZodType));
    case 'literal':
      // biome-ignore lint/plugin: the words of a schema of ours.
      return firstOf(...definition.values.map(literalPattern));
    default:
      throw new Error(`Tell with withPattern what a schema of type ${definition.type} accepts.`);
  }
}

/** Other literals than strings have more than one text in JSON, or none. */
function literalPattern(value: unknown): Pattern {
  if (typeof value !== 'string') throw new Error(`Tell with withPattern what the literal ${String(value)} looks like.`);
  return literal(JSON.stringify(value));
}

function objectPattern(definition: z.core.$ZodObjectDef, fields: ReadonlySet<string>): Pattern {
  if (definition.catchall?._zod.def.type !== 'never') throw new Error('Only closed objects have a pattern.');
  const parts = Object.entries(definition.shape).flatMap(([name, schema], index) => {
    const value = schemaPattern(schema as unknown as z.ZodType);
    const key = literal(`${index === 0 ? '' : ','}${JSON.stringify(name)}:`);
    return [key, fields.has(name) ? ({ type: 'field', name, value } as const) : value];
  });
  // biome-ignore lint/plugin: the fields of a schema of ours.
  return sequence(literal('{'), ...parts, literal('}'));
}

function listPattern(definition: z.core.$ZodArrayDef): Pattern {
  const element = schemaPattern(definition.element as unknown as z.ZodType);
  return { type: 'list', element, ...lengthsOf(definition) };
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
  if (max < 1 || max < min || max === Number.POSITIVE_INFINITY)
    throw new Error('A list needs a largest length to have a pattern.');
  return { min, max };
}
