import { type Code, type Label, type Local, unsignedLeb, valueTypes } from './code.ts';

const BLOCK = 0x02;
const LOOP = 0x03;
const END = 0x0b;
const BRANCH = 0x0c;
const BRANCH_IF = 0x0d;
const NO_RESULT = 0x40;

/**
 * The local variables and the nesting of a function. A branch names the block that it leaves by its distance, so code
 * within a block is made within the callback, once, and stands where it was made.
 */
export class WasmFunction {
  /** Types of the local variables that are not parameters. */
  readonly locals: number[] = [];
  readonly #parameters: number;
  #depth = 0;

  constructor(parameters: number) {
    this.#parameters = parameters;
  }

  /** A new local variable. */
  local(type: keyof typeof valueTypes): Local {
    return this.#parameters + this.locals.push(valueTypes[type]) - 1;
  }

  /** Code that a branch to its label leaves. */
  block(body: (end: Label) => Code): Code {
    return this.#nest(BLOCK, body);
  }

  /** Code that a branch to its label begins again. */
  loop(body: (again: Label) => Code): Code {
    return this.#nest(LOOP, body);
  }

  branch(label: Label): Code {
    return [BRANCH, unsignedLeb(this.#depth - label)];
  }

  branchIf(label: Label, condition: Code): Code {
    return [condition, BRANCH_IF, unsignedLeb(this.#depth - label)];
  }

  #nest(kind: number, body: (label: Label) => Code): Code {
    this.#depth += 1;
    const code = body(this.#depth);
    this.#depth -= 1;
    return [kind, NO_RESULT, code, END];
  }
}

/** What a module is made of. */
interface ModuleParts {
  /** Size of its memory in pages of 64 KiB, which never changes. */
  readonly pages: number;
  /** Name under which the function is exported. */
  readonly name: string;
  /** How many 32-bit numbers it takes, and gives. */
  readonly parameters: number;
  readonly results: 0 | 1;
  readonly locals: WasmFunction['locals'];
  readonly body: Code;
}

/** A module with one function and a memory, exported as `memory`. Source: WebAssembly Core Specification § 5.5. */
export function encodeModule(parts: ModuleParts): Uint8Array<ArrayBuffer> {
  const { pages, name, parameters, results, locals, body } = parts;
  const signature = [0x60, numbers(parameters), numbers(results)];
  const limits = [0x01, unsignedLeb(pages), unsignedLeb(pages)];
  const code = [vector(locals.map((type) => [1, type])), body, END];
  const module = [
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    section(1, [signature]),
    section(3, [0]),
    section(5, [limits]),
    section(7, [
      [text('memory'), 0x02, 0],
      [text(name), 0x00, 0],
    ]),
    section(10, [sized(code)]),
  ];
  return Uint8Array.from(toBytes(module));
}

function numbers(count: number): Code {
  return vector(Array<number>(count).fill(valueTypes.i32));
}

function section(id: number, items: readonly Code[]): Code {
  return [id, sized(vector(items))];
}

function vector(items: readonly Code[]): Code {
  return [unsignedLeb(items.length), items];
}

function text(value: string): Code {
  return sized([...Buffer.from(value)]);
}

function sized(content: Code): Code {
  const bytes = toBytes(content);
  return [unsignedLeb(bytes.length), bytes];
}

function toBytes(code: Code): number[] {
  const parts: readonly unknown[] = [code];
  return parts.flat(Number.POSITIVE_INFINITY) as number[];
}

/** What a generated module exports: its memory, and a function. */
export type WasmExports<Functions> = Functions & { readonly memory: { readonly buffer: ArrayBuffer } };

/** As much of WebAssembly as is needed; the types of Node have none of it. */
interface WebAssembly<Exports> {
  validate(module: BufferSource): boolean;
  readonly Module: new (module: BufferSource) => object;
  readonly Instance: new (module: object) => { readonly exports: Exports };
}

type BufferSource = Uint8Array<ArrayBuffer>;

/** An instance of the module; null where there is no WebAssembly (`node --jitless`), or none that knows vectors. */
export function instantiate<Functions>(module: BufferSource): WasmExports<Functions> | null {
  const { WebAssembly } = globalThis as { readonly WebAssembly?: WebAssembly<WasmExports<Functions>> };
  if (!WebAssembly?.validate(module)) return null;
  return new WebAssembly.Instance(new WebAssembly.Module(module)).exports;
}
