import { type Code, unsignedLeb, valueTypes } from './code.ts';
import type { WasmFunction } from './function.ts';

/** What a module is made of. */
export interface ModuleParts {
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

const END = 0x0b;

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
