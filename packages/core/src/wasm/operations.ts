import {
  type Encoded,
  encodedOf,
  type I32,
  type I64,
  type Local,
  type Statement,
  signedLeb,
  toCode,
  unsignedLeb,
  type V128,
  type Value,
  type ValueType,
} from './code.ts';

/** The types of what an operation takes, the type of what it gives, and its bytes. */
interface Signature {
  readonly takes: readonly ValueType[];
  readonly gives: ValueType;
  readonly bytes: readonly number[];
}

const unaryI32 = { takes: ['i32'], gives: 'i32' } as const;
const binaryI32 = { takes: ['i32', 'i32'], gives: 'i32' } as const;
const compareI64 = { takes: ['i64', 'i64'], gives: 'i32' } as const;
const binaryI64 = { takes: ['i64', 'i64'], gives: 'i64' } as const;
const binaryV128 = { takes: ['v128', 'v128'], gives: 'v128' } as const;
const shiftV128 = { takes: ['v128', 'i32'], gives: 'v128' } as const;
const summaryOfV128 = { takes: ['v128'], gives: 'i32' } as const;

/** Source: WebAssembly Core Specification § 5.4, and § 4.3 for what they do. */
const operations = {
  'i32.eqz': { ...unaryI32, bytes: [0x45] },
  'i32.eq': { ...binaryI32, bytes: [0x46] },
  'i32.ne': { ...binaryI32, bytes: [0x47] },
  'i32.gt_u': { ...binaryI32, bytes: [0x4b] },
  'i32.le_u': { ...binaryI32, bytes: [0x4d] },
  'i32.ge_u': { ...binaryI32, bytes: [0x4f] },
  'i32.ctz': { ...unaryI32, bytes: [0x68] },
  'i32.add': { ...binaryI32, bytes: [0x6a] },
  'i32.sub': { ...binaryI32, bytes: [0x6b] },
  'i32.mul': { ...binaryI32, bytes: [0x6c] },
  'i32.and': { ...binaryI32, bytes: [0x71] },
  'i32.or': { ...binaryI32, bytes: [0x72] },
  'i32.xor': { ...binaryI32, bytes: [0x73] },
  'i32.shl': { ...binaryI32, bytes: [0x74] },
  'i32.shr_u': { ...binaryI32, bytes: [0x76] },
  'i64.eq': { ...compareI64, bytes: [0x51] },
  'i64.ne': { ...compareI64, bytes: [0x52] },
  'i64.gt_u': { ...compareI64, bytes: [0x56] },
  'i64.add': { ...binaryI64, bytes: [0x7c] },
  'i64.sub': { ...binaryI64, bytes: [0x7d] },
  'i64.mul': { ...binaryI64, bytes: [0x7e] },
  'i64.and': { ...binaryI64, bytes: [0x83] },
  'i64.or': { ...binaryI64, bytes: [0x84] },
  'i64.xor': { ...binaryI64, bytes: [0x85] },
  'i64.shl': { ...binaryI64, bytes: [0x86] },
  'i64.shr_u': { ...binaryI64, bytes: [0x88] },
  'i64.rotr': { ...binaryI64, bytes: [0x8a] },
  'i64.extend_i32_u': { takes: ['i32'], gives: 'i64', bytes: [0xad] },
  'i8x16.eq': { ...binaryV128, bytes: [0xfd, 0x23] },
  'i8x16.le_u': { ...binaryV128, bytes: [0xfd, 0x2a] },
  'i8x16.bitmask': { ...summaryOfV128, bytes: [0xfd, 0x64] },
  'i8x16.sub': { ...binaryV128, bytes: [0xfd, 0x71] },
  'i32x4.splat': { takes: ['i32'], gives: 'v128', bytes: [0xfd, 0x11] },
  'i32x4.shl': { ...shiftV128, bytes: [0xfd, 0xab, 0x01] },
  'i32x4.shr_u': { ...shiftV128, bytes: [0xfd, 0xad, 0x01] },
  'i32x4.add': { ...binaryV128, bytes: [0xfd, 0xae, 0x01] },
  'v128.and': { ...binaryV128, bytes: [0xfd, 0x4e] },
  'v128.or': { ...binaryV128, bytes: [0xfd, 0x50] },
  'v128.xor': { ...binaryV128, bytes: [0xfd, 0x51] },
  'v128.bitselect': { takes: ['v128', 'v128', 'v128'], gives: 'v128', bytes: [0xfd, 0x52] },
  'v128.any_true': { ...summaryOfV128, bytes: [0xfd, 0x53] },
} as const satisfies Readonly<Record<string, Signature>>;

const loads = {
  'i32.load': { gives: 'i32', bytes: [0x28] },
  'i64.load': { gives: 'i64', bytes: [0x29] },
  'i32.load8_u': { gives: 'i32', bytes: [0x2d] },
  'i32.load16_u': { gives: 'i32', bytes: [0x2f] },
  'v128.load': { gives: 'v128', bytes: [0xfd, 0x00] },
  'v128.load32_splat': { gives: 'v128', bytes: [0xfd, 0x09] },
} as const satisfies Readonly<Record<string, Omit<Signature, 'takes'>>>;

const stores = {
  'i32.store': { takes: 'i32', bytes: [0x36] },
  'i64.store': { takes: 'i64', bytes: [0x37] },
  'v128.store': { takes: 'v128', bytes: [0xfd, 0x0b] },
} as const satisfies Readonly<Record<string, { takes: ValueType; bytes: readonly number[] }>>;

type Operations = typeof operations;
type Operands<Types extends readonly ValueType[]> = { readonly [Place in keyof Types]: Value<Types[Place]> };

/** Names of the loads; an address needs no alignment. */
export type Load = keyof typeof loads;

/** What a load gives. */
export type Loaded<Name extends Load> = Value<(typeof loads)[Name]['gives']>;

/** An operation on its operands, by the name that it has in the specification. */
export function op<Name extends keyof Operations>(
  name: Name,
  ...operands: Operands<Operations[Name]['takes']>
): Value<Operations[Name]['gives']> {
  return toCode([operands.map(encodedOf), operations[name].bytes]);
}

/** The value in memory at an address plus a fixed offset. */
export function load<Name extends Load>(name: Name, address: I32, offset: number): Loaded<Name> {
  return toCode([encodedOf(address), loads[name].bytes, 0, unsignedLeb(offset)]);
}

/** Puts a value into memory, at an address plus a fixed offset. */
export function store<Name extends keyof typeof stores>(
  name: Name,
  address: I32,
  offset: number,
  value: Value<(typeof stores)[Name]['takes']>,
): Statement {
  return toCode([encodedOf(address), encodedOf(value), stores[name].bytes, 0, unsignedLeb(offset)]);
}

/** The vector with one of its four lanes loaded from memory. */
export function loadLane(address: I32, offset: number, vector: V128, lane: number): V128 {
  return toCode([encodedOf(address), encodedOf(vector), 0xfd, 0x56, 0, unsignedLeb(offset), lane]);
}

/** Puts one of the four lanes of a vector into memory. */
export function storeLane(address: I32, offset: number, vector: V128, lane: number): Statement {
  return toCode([encodedOf(address), encodedOf(vector), 0xfd, 0x5a, 0, unsignedLeb(offset), lane]);
}

/** A vector whose bytes are bytes of another. */
export function shuffle(vector: Local<'v128'>, bytes: readonly number[]): V128 {
  const operand: Encoded = encodedOf(get(vector));
  return toCode([operand, operand, 0xfd, 0x0d, bytes]);
}

/** A constant of 32 bits. */
export function i32(value: number): I32 {
  return toCode([0x41, signedLeb(BigInt(value | 0))]);
}

/** A constant of 64 bits. */
export function i64(value: bigint): I64 {
  return toCode([0x42, signedLeb(BigInt.asIntN(64, value))]);
}

/** A vector that has the byte sixteen times. */
export function i8x16(byte: number): V128 {
  return toCode([0xfd, 0x0c, Array<number>(16).fill(byte)]);
}

/** The value of a local variable. */
export function get<Type extends ValueType>(local: Local<Type>): Value<Type> {
  return toCode([0x20, unsignedLeb(local)]);
}

/** Gives a local variable a value. */
export function set<Type extends ValueType>(local: Local<Type>, value: Value<NoInfer<Type>>): Statement {
  return toCode([encodedOf(value), 0x21, unsignedLeb(local)]);
}
