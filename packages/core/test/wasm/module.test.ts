import { expect, it } from 'vitest';
import { type Code, get, i32, i64, op, set, unsignedLeb } from '../../src/wasm/code.ts';
import { encodeModule, instantiate, WasmFunction } from '../../src/wasm/module.ts';

/** What a function with this body gives for 3 and 4. */
function run(body: Code, { locals }: WasmFunction = new WasmFunction(2)): number {
  const module = encodeModule({ pages: 1, name: 'run', parameters: 2, results: 1, locals, body });
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
  expect([unsignedLeb(number)].flat(9)).toEqual(bytes);
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
  expect(run(op('i32.sub', get(0), get(1)))).toBe(-1);
});

it('a branch leaves the block, or begins the loop, that it names', () => {
  const code = new WasmFunction(2);
  const count = code.local('i32');
  const add = (number: number) => set(count, op('i32.add', get(count), i32(number)));
  const body = code.block((outer) => [
    code.loop((again) => [
      add(1),
      code.block((inner) => [code.branchIf(inner, op('i32.ne', get(count), get(1))), code.branch(outer)]),
      code.branch(again),
    ]),
    add(100),
  ]);
  expect(run([body, get(count)], code)).toBe(4);
});

it('a module that is none, and a machine that cannot run it, give no instance', () => {
  expect(instantiate(Uint8Array.of(0, 0x61, 0x73, 0x6d))).toBeNull();
});
