import { type Code, unsignedLeb, valueTypes } from './wasm-code.ts';
import type { WasmFunction } from './wasm-function.ts';

/** What a module is made of. */
export interface ModuleParts {
  /** Size of its memory in pages of 64 KiB, which never changes. */
  readonly pages: number;
  /** Name under which the function is exported, which takes and gives 32-bit numbers. */
  readonly name: string;
  readonly parameters: number;
  readonly locals: WasmFunction['locals'];
  readonly body: Code;
}

const END = 0x0b;

/** A module with one function and a memory, exported as `memory`. Source: WebAssembly Core Specification § 5.5. */
export function encodeModule({ pages, name, parameters, locals, body }: ModuleParts): Uint8Array<ArrayBuffer> {
  const { i32 } = valueTypes;
  const signature = [0x60, vector(Array<number>(parameters).fill(i32)), vector([i32])];
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
  const bytes: number[] = [];
  const add = (part: Code): void => {
    if (typeof part === 'number') bytes.push(part);
    else for (const inner of part) add(inner);
  };
  add(code);
  return bytes;
}
