import {
  type Encoded,
  encodedOf,
  type I32,
  type Local,
  type Statement,
  toBytes,
  unsignedLeb,
  type ValueType,
  valueTypes,
} from './code.ts';

const END = 0x0b;

/** The parameters, which are 32-bit numbers, and the other local variables of a function. */
export class WasmFunction {
  readonly parameters: number;
  /** Types of the local variables that are not parameters. */
  readonly locals: number[] = [];

  constructor(parameters: number) {
    this.parameters = parameters;
  }

  /** The local variable that holds a parameter. */
  parameter(index: number): Local<'i32'> {
    if (index >= this.parameters) throw new RangeError(`There is no parameter ${index} of ${this.parameters}.`);
    return index as Local<'i32'>;
  }

  /** A new local variable. */
  local<Type extends ValueType>(type: Type): Local<Type> {
    return (this.parameters + this.locals.push(valueTypes[type]) - 1) as Local<Type>;
  }
}

/** What a module is made of. */
interface ModuleParts {
  /** Size of its memory in pages of 64 KiB, which never changes. */
  readonly pages: number;
  /** Name under which the function is exported. */
  readonly name: string;
  readonly variables: WasmFunction;
  readonly body: Statement;
  /** What the function gives once its body has run; nothing where this is left out. */
  readonly result?: I32;
}

/** A module with one function and a memory, exported as `memory`. Source: WebAssembly Core Specification § 5.5. */
export function encodeModule(parts: ModuleParts): Uint8Array<ArrayBuffer> {
  const { pages, name, variables, body, result } = parts;
  const signature = [0x60, numbers(variables.parameters), numbers(result ? 1 : 0)];
  const limits = [0x01, unsignedLeb(pages), unsignedLeb(pages)];
  const locals = variables.locals.map((type) => [1, type]);
  const code = [vector(locals), encodedOf(body), result ? encodedOf(result) : [], END];
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

function numbers(count: number): Encoded {
  return vector(Array<number>(count).fill(valueTypes.i32));
}

function section(id: number, items: readonly Encoded[]): Encoded {
  return [id, sized(vector(items))];
}

function vector(items: readonly Encoded[]): Encoded {
  return [unsignedLeb(items.length), items];
}

function text(value: string): Encoded {
  return sized([...Buffer.from(value)]);
}

function sized(content: Encoded): Encoded {
  const bytes = toBytes(content);
  return [unsignedLeb(bytes.length), bytes];
}
