import { CoreError } from '../errors/core-error.ts';

/** What a schema found wrong: the place, and why. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What a schema came to: the value, or what was wrong with it. */
export type SchemaResult<Content> =
  | { readonly value: Content; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/**
 * The schema of a record: one of zod, whichever 4.x, or of anything else that keeps to Standard Schema and answers at
 * once. Source: https://standardschema.dev, version 1.
 */
export interface RecordSchema<Content> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Content> | Promise<SchemaResult<Content>>;
  };
}

/** What a schema of zod has besides: it throws what a check of its own throws, where Standard Schema would turn to promises. */
interface ZodLike<Content> {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: Content }
    | { readonly success: false; readonly error: { readonly issues: readonly SchemaIssue[] } };
}

/** Holds a record against the schema of its profile. Throws `profile-asynchronous`, and what the schema throws. */
export function validateRecord<Content extends object>(
  { name, schema }: { readonly name: string; readonly schema: RecordSchema<Content> },
  value: unknown,
): SchemaResult<Content> {
  if (isZod<Content>(schema)) {
    const result = schema.safeParse(value);
    return result.success ? { value: result.data } : { issues: result.error.issues };
  }
  const result = schema['~standard'].validate(value);
  if (!(result instanceof Promise)) return result;
  // It is not waited for, and must not go unhandled.
  result.catch(() => undefined);
  throw new CoreError('profile-asynchronous', { name });
}

function isZod<Content>(schema: object): schema is ZodLike<Content> {
  return 'safeParse' in schema && typeof schema.safeParse === 'function';
}
