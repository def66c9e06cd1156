import type { z } from 'zod';
import type { Pattern } from './pattern.ts';

/** How to recognise the canonical JSON texts that a schema accepts. It may know fewer of them, never more. */
export type LinePattern =
  | Pattern
  /** A schema that accepts less and keeps to what patterns can express. */
  | { readonly type: 'narrower'; readonly schema: z.ZodType };

const patterns = new WeakMap<z.ZodType, LinePattern>();

/** Tells how to recognise what a schema accepts: for rules written as functions, into which nothing else can look. */
export function withPattern<Schema extends z.ZodType>(schema: Schema, pattern: LinePattern): Schema {
  patterns.set(schema, pattern);
  return schema;
}

/** The pattern that the schema was given, if any. */
export function findPattern(schema: z.ZodType): LinePattern | undefined {
  return patterns.get(schema);
}
