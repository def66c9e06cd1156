import { afterEach, expect, it, vi } from 'vitest';
import {
  after,
  block,
  branch,
  branchIf,
  type I32,
  loop,
  type Statement,
  toBytes,
  unsignedLeb,
} from '../../src/wasm/code.ts';
import { instantiate } from '../../src/wasm/instantiate.ts';
import { encodeModule, WasmFunction } from '../../src/wasm/module.ts';
import { get, i8x16, i32, i64, op, set } from '../../src/wasm/operations.ts';

afterEach(() => vi.unstubAllGlobals());

/** What a function with this result gives for 3 and 4, after this body. */
function run(result: I32, variables = new WasmFunction(2), body: Statement = []): number {
  const module = encodeModule({ pages: 1, name: 'run', variables, body, result });
  return instantiate<{ run(first: number, second: number): number }>(module)!.run(3, 4);
}

it.each([
  [0, [0]],
  [0x7f, [0x7f]],
  [0x80, [0x80, 0x01]],
  [0x3fff, [0xff, 0x7f]],
  [0x4000, [0x80, 0x80, 0x01]],
  [0xffff_ffff, [0xff, 0xff, 0xff, 0xff, 0x0f]],
])('the number %i is written in as few bytes as it needs', (number, bytes) => {
  expect(toBytes(unsignedLeb(number))).toEqual(bytes);
});

const edges = [6, 7, 13, 14, 20, 21, 27, 28, 31].flatMap((bits) => [
  2 ** bits - 1,
  2 ** bits,
  -(2 ** bits),
  -(2 ** bits) - 1,
]);

it('constants of 32 bits keep their value', () => {
  for (const number of [0, 1, -1, ...edges]) expect(run(i32(number))).toBe(number | 0);
});

it('constants of 64 bits keep their value', () => {
  const large = [2n ** 32n, 2n ** 53n - 1n, 2n ** 55n, 2n ** 62n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n];
  for (const number of [...[0, 1, -1, ...edges].map(BigInt), ...large]) {
    const [high, low] = [number >> 32n, number].map((word) =>
      op('i64.extend_i32_u', i32(Number(BigInt.asIntN(32, word)))),
    );
    expect(run(op('i64.eq', i64(number), op('i64.or', op('i64.shl', high!, i64(32n)), low!)))).toBe(1);
  }
});

it('operands come in their order', () => {
  const code = new WasmFunction(2);
  expect(run(op('i32.sub', get(code.parameter(0)), get(code.parameter(1))), code)).toBe(-1);
});

it('a branch leaves the block, or begins the loop, that it names', () => {
  const code = new WasmFunction(2);
  const count = code.local('i32');
  const add = (number: number) => set(count, op('i32.add', get(count), i32(number)));
  const body = block((outer) => [
    loop((again) => [
      add(1),
      block((inner) => [branchIf(inner, op('i32.ne', get(count), get(code.parameter(1)))), branch(outer)]),
      branch(again),
    ]),
    add(100),
  ]);
  expect(run(get(count), code, body)).toBe(4);
});

it('a branch finds its block from wherever it stands in it, more than once', () => {
  const code = new WasmFunction(2);
  const count = code.local('i32');
  const body = block((end) => {
    const leave = branchIf(end, op('i32.eq', get(count), i32(2)));
    const add = [set(count, op('i32.add', get(count), i32(1))), leave];
    return [add, block(() => [add, loop(() => add)])];
  });
  expect(run(get(count), code, body)).toBe(2);
});

it('a branch that does not stand within its block is refused', () => {
  let outside: Statement = [];
  const body = block((end) => {
    outside = branch(end);
    return [];
  });
  expect(() => run(i32(0), undefined, [body, outside])).toThrow('A branch does not stand within the block');
});

it('a value comes after the statements that it needs', () => {
  const code = new WasmFunction(2);
  const local = code.local('i32');
  expect(run(after(set(local, i32(7)), get(local)), code)).toBe(7);
});

it('operands of another type, values that nothing takes and bare numbers do not compile', () => {
  const code = new WasmFunction(1);
  const vector = code.local('v128');
  const refused = [
    // @ts-expect-error: 64 bits in the place of 32.
    op('i32.add', i32(1), i64(1n)),
    // @ts-expect-error: a vector in the place of a number.
    op('i64.extend_i32_u', i8x16(1)),
    // @ts-expect-error: an operand is missing.
    op('v128.bitselect', get(vector), get(vector)),
    // @ts-expect-error: a number in the place of a vector.
    set(vector, i32(1)),
    // @ts-expect-error: a condition of 64 bits.
    block((end) => branchIf(end, i64(1n))),
    // @ts-expect-error: a value that nothing takes.
    block(() => [i32(1)]),
    // @ts-expect-error: a number is no local variable.
    get(0),
    // @ts-expect-error: nor is it code.
    block(() => [0x00]),
  ];
  expect(refused).toHaveLength(8);
});

it.each([
  ['cut off', Uint8Array.of(0, 0x61, 0x73, 0x6d)],
  ['of code that adds a vector to a number', encodeModule({ pages: 1, name: 'run', ...mixUp() })],
])('a module %s is a fault of ours, and not taken for a machine without vectors', (_, module) => {
  expect(() => instantiate(module)).toThrow(expect.objectContaining({ name: 'CompileError' }));
});

function mixUp(): { variables: WasmFunction; body: Statement; result: I32 } {
  return { variables: new WasmFunction(0), body: [], result: op('i32.add', i32(1), i8x16(1) as unknown as I32) };
}

it.each([
  ['without WebAssembly', undefined],
  ['whose WebAssembly knows no vectors', { validate: () => false }],
])('a machine %s gives no instance', (_, webAssembly) => {
  const module = encodeModule({ pages: 1, name: 'run', variables: new WasmFunction(0), body: [], result: i32(0) });
  vi.stubGlobal('WebAssembly', webAssembly);
  expect(instantiate(module)).toBeNull();
});
