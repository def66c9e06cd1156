import { CoreError, type ErrorDetails } from '@scelle/core';
import { isExpectation, quoteUntrusted, readStrictJson } from '@scelle/core/internal';
import { type AST, getStaticTOMLValue, ParseError, parseTOML } from 'toml-eslint-parser';
import { z } from 'zod';
import { FormatsError } from '../errors/formats-error.ts';
import { visitKeys } from '../values/json-keys.ts';
import { type Mapping, mappingSchema } from './mapping.ts';

/**
 * Reads a mapping file: JSON, or TOML, in which a person can leave comments. Throws `mapping-invalid` with the line, the
 * key and what is expected there; where there are several mistakes, each is among its `reasons`.
 */
export function parseMapping(bytes: Uint8Array): Mapping {
  const text = decodeMapping(bytes).replaceAll('\r\n', '\n');
  const document = /^\s*\{/.test(text) ? readJson(text) : readToml(text);
  const result = mappingSchema.safeParse(document.value);
  if (result.success) return result.data;
  // A key that does not exist is why another is missing.
  const issues = result.error.issues.toSorted((left, right) => rankOf(left) - rankOf(right));
  const mistakes = issues.flatMap(toMistakes);
  const reasons = mistakes.map(({ path, ...mistake }) => {
    const field = path.join('.');
    const details = { ...document.findPlace(path), ...(field !== '' && { field: quoteUntrusted(field) }), ...mistake };
    return new FormatsError('mapping-invalid', details, { cause: result.error });
  });
  if (reasons.length === 1) throw reasons[0]!;
  throw new FormatsError('mapping-invalid', reasons[0]!.details, { cause: result.error, reasons });
}

/** The schema of a mapping file, in JSON Schema 2020-12, for editors that complete and check what is typed. */
export function mappingJsonSchema(): object {
  return {
    title: 'Mapping of scelle convert and scelle export',
    ...z.toJSONSchema(mappingSchema, {
      io: 'input',
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        // Rules of our own are those of texts, about which JSON Schema knows no more than that.
        if (zodSchema._zod.def.type === 'custom') jsonSchema.type = 'string';
      },
    }),
  };
}

interface Place {
  readonly line: number;
  readonly column: number;
}

type Path = readonly PropertyKey[];

/** A mapping file as plain values, which remembers where everything stands. */
interface MappingDocument {
  readonly value: unknown;
  /** Where the key of a value stands, or else that of what it would be in. */
  findPlace(path: Path): Partial<Place>;
}

function decodeMapping(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw toSyntaxError({ found: 'UTF-8' }, error);
  }
}

function readJson(text: string): MappingDocument {
  try {
    const value = readStrictJson(text);
    const places = new Map<string, Place>();
    visitKeys(text, (path, at) => void places.set(JSON.stringify(path), placeAt(text, at)));
    return { value, findPlace: (path) => findNearest(places, path) };
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    const { at } = error.details;
    const place =
      at === undefined ? {} : placeAt(text, new TextDecoder().decode(Buffer.from(text).subarray(0, at)).length);
    throw toSyntaxError({ ...place, found: `JSON, ${error.code}` }, error);
  }
}

function toSyntaxError(details: ErrorDetails, cause: unknown): FormatsError {
  return new FormatsError('mapping-invalid', details, { cause });
}

function placeAt(text: string, at: number): Place {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function readToml(text: string): MappingDocument {
  try {
    const program = parseTOML(text, { tomlVersion: '1.0' });
    const places = new Map<string, Place>();
    placeEntries(program.body[0], [], places);
    return { value: getStaticTOMLValue(program), findPlace: (path) => findNearest(places, path) };
  } catch (error) {
    // The parser is recursive; nobody nests a thousand tables by mistake.
    if (error instanceof RangeError) throw toSyntaxError({ found: 'TOML, nesting' }, error);
    if (!(error instanceof ParseError)) throw error;
    const details = {
      line: error.lineNumber,
      column: error.column + 1,
      found: `TOML, ${quoteUntrusted(error.message, 80)}`,
    };
    throw toSyntaxError(details, error);
  }
}

function placeEntries(node: AST.TOMLNode, above: Path, places: Map<string, Place>): void {
  const note = (path: Path, { loc }: AST.TOMLNode) => {
    const name = JSON.stringify(path);
    if (!places.has(name)) places.set(name, { line: loc.start.line, column: loc.start.column + 1 });
  };
  if (node.type === 'TOMLTopLevelTable') for (const entry of node.body) placeEntries(entry, [], places);
  if (node.type === 'TOMLTable') {
    note(node.resolvedKey, node.key);
    for (const entry of node.body) placeEntries(entry, node.resolvedKey, places);
  }
  if (node.type === 'TOMLKeyValue') {
    let path = above;
    for (const key of node.key.keys) {
      path = [...path, key.type === 'TOMLBare' ? key.name : key.value];
      note(path, key);
    }
    placeEntries(node.value, path, places);
  }
  if (node.type === 'TOMLInlineTable') for (const entry of node.body) placeEntries(entry, above, places);
  if (node.type === 'TOMLArray') {
    for (const [index, element] of node.elements.entries()) {
      note([...above, index], element);
      placeEntries(element, [...above, index], places);
    }
  }
}

function findNearest(places: ReadonlyMap<string, Place>, path: Path): Partial<Place> {
  for (let length = path.length; length > 0; length -= 1) {
    const place = places.get(JSON.stringify(path.slice(0, length)));
    if (place !== undefined) return place;
  }
  return {};
}

interface Mistake {
  readonly path: Path;
  /** What would have been right: an expectation of ours. */
  readonly expected?: string;
}

function rankOf({ code }: z.core.$ZodIssue): number {
  return code === 'unrecognized_keys' ? 0 : 1;
}

function toMistakes(issue: z.core.$ZodIssue): readonly Mistake[] {
  if (issue.code === 'unrecognized_keys') {
    const expected = `choice:${findKeys(issue.path).join(':')}`;
    return issue.keys.map((key) => ({ path: [...issue.path, key], expected }));
  }
  if (issue.code === 'invalid_key') return [{ path: issue.path, expected: 'name' }];
  return [{ path: issue.path, ...(isExpectation(issue.message) && { expected: issue.message }) }];
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** The keys that an object at that path may have. */
function findKeys(path: Path): readonly string[] {
  let schema: JsonSchema | undefined = mappingJsonSchema();
  for (const key of path) {
    const object: JsonSchema | undefined = withoutNull(schema);
    schema =
      typeof key === 'number' ? object?.items : (object?.properties?.[String(key)] ?? object?.additionalProperties);
  }
  return Object.keys(withoutNull(schema)?.properties ?? {});
}

function withoutNull(schema: JsonSchema | undefined): JsonSchema | undefined {
  return schema?.anyOf?.find(({ properties, items }) => properties !== undefined || items !== undefined) ?? schema;
}
