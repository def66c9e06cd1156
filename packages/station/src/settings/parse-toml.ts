import { quoteUntrusted } from '@scelle/core/internal';
import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { StationError } from '../errors/station-error.ts';

/** Where something stands in a text, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Keys and list indices that lead from the top to a value. */
export type Path = readonly (string | number)[];

/** A TOML document as plain values, which remembers where everything stands. */
export interface TomlDocument {
  readonly value: object;
  /** Where the key of a value stands; null where the path leads to nothing. */
  keyPosition(path: Path): Position | null;
  /** Where the value itself stands. */
  valuePosition(path: Path): Position | null;
}

/** No setting lies deeper than four levels: what does has an unknown key above it, and its own value is left out. */
const MAX_DEPTH = 8;

type Table = Record<string, unknown>;

/**
 * Parses TOML 1.0. Throws `settings-syntax` with the place of the first mistake.
 * Source: https://toml.io/en/v1.0.0
 */
export function parseToml(text: string): TomlDocument {
  const root = createTable();
  const keys = new Map<string, Position>();
  const values = new Map<string, Position>();
  const place = (path: Path, key: AST.TOMLNode, value: AST.TOMLNode) => {
    const name = JSON.stringify(path);
    if (!keys.has(name)) keys.set(name, toPosition(key));
    if (!values.has(name)) values.set(name, toPosition(value));
  };

  /** The table at the path, made where it is not there yet. */
  function enter(path: Path, node: AST.TOMLNode): Table {
    let table: Table = root;
    for (const [index, key] of path.entries()) {
      place(path.slice(0, index + 1), node, node);
      table[key] ??= typeof path[index + 1] === 'number' ? [] : createTable();
      table = table[key] as Table;
    }
    return table;
  }

  function addEntry(parent: Path, { key, value }: AST.TOMLKeyValue): void {
    const path = [...parent, ...namesOf(key)];
    if (path.length > MAX_DEPTH) return void enter(path.slice(0, MAX_DEPTH), key);
    const table = enter(path.slice(0, -1), key);
    place(path, key, value);
    table[String(path.at(-1))] = toValue(path, value);
  }

  function toValue(path: Path, node: AST.TOMLContentNode): unknown {
    if (node.type === 'TOMLValue') return toPlain(node);
    if (node.type === 'TOMLArray') return toList(path, node);
    for (const entry of node.body) addEntry(path, entry);
    return enter(path, node);
  }

  function toList(path: Path, { elements }: AST.TOMLArray): unknown[] {
    if (path.length >= MAX_DEPTH) return [];
    return elements.map((element, index) => {
      place([...path, index], element, element);
      return toValue([...path, index], element);
    });
  }

  for (const node of parse(text).body[0].body) {
    if (node.type === 'TOMLKeyValue') addEntry([], node);
    else {
      enter(node.resolvedKey.slice(0, MAX_DEPTH), node.key);
      for (const entry of node.body) addEntry(node.resolvedKey, entry);
    }
  }
  return {
    value: root,
    keyPosition: (path) => keys.get(JSON.stringify(path)) ?? null,
    valuePosition: (path) => values.get(JSON.stringify(path)) ?? null,
  };
}

function parse(text: string): AST.TOMLProgram {
  try {
    return parseTOML(text, { tomlVersion: '1.0' });
  } catch (error) {
    throw toSyntaxError(error);
  }
}

function toSyntaxError(error: unknown): unknown {
  // The parser is recursive; nobody nests a thousand tables by mistake.
  if (error instanceof RangeError) return new StationError('settings-syntax', { found: 'nesting' }, { cause: error });
  if (!(error instanceof ParseError)) return error;
  const details = { line: error.lineNumber, column: error.column + 1, found: quoteUntrusted(error.message, 80) };
  return new StationError('settings-syntax', details, { cause: error });
}

/** The value, but no number for a float: as 1.0 it could not be told from the integer 1, and no setting takes one. */
function toPlain(node: AST.TOMLValue): unknown {
  return node.kind === 'float' ? Number.NaN : node.value;
}

/** Without a prototype, so that no key of the document means anything else than itself. */
function createTable(): Table {
  return Object.create(null) as Table;
}

function namesOf({ keys }: AST.TOMLKey): string[] {
  return keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
}

function toPosition({ loc: { start } }: AST.TOMLNode): Position {
  return { line: start.line, column: start.column + 1 };
}
