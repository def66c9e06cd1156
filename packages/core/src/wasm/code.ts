/** Encoded WebAssembly instructions, in parts; operands stand before the operation that takes them. */
export type Code = number | readonly Code[];

/** Number of a local variable. */
export type Local = number;

/** A block that can be left, or a loop that can be begun again, by its depth. */
export type Label = number;

/** Types of local variables. */
export const valueTypes = { i32: 0x7f, i64: 0x7e, v128: 0x7b } as const;

const operations = {
  'i32.eqz': [0x45],
  'i32.eq': [0x46],
  'i32.ne': [0x47],
  'i32.gt_u': [0x4b],
  'i32.le_u': [0x4d],
  'i32.ge_u': [0x4f],
  'i32.ctz': [0x68],
  'i32.add': [0x6a],
  'i32.sub': [0x6b],
  'i32.mul': [0x6c],
  'i32.and': [0x71],
  'i32.or': [0x72],
  'i32.xor': [0x73],
  'i32.shl': [0x74],
  'i32.shr_u': [0x76],
  'i64.eq': [0x51],
  'i64.ne': [0x52],
  'i64.gt_u': [0x56],
  'i64.add': [0x7c],
  'i64.sub': [0x7d],
  'i64.mul': [0x7e],
  'i64.and': [0x83],
  'i64.or': [0x84],
  'i64.xor': [0x85],
  'i64.shl': [0x86],
  'i64.shr_u': [0x88],
  'i64.rotr': [0x8a],
  'i64.extend_i32_u': [0xad],
  'i8x16.eq': [0xfd, 0x23],
  'i8x16.le_u': [0xfd, 0x2a],
  'i8x16.bitmask': [0xfd, 0x64],
  'i8x16.sub': [0xfd, 0x71],
  'i32x4.splat': [0xfd, 0x11],
  'i32x4.shl': [0xfd, 0xab, 0x01],
  'i32x4.shr_u': [0xfd, 0xad, 0x01],
  'i32x4.add': [0xfd, 0xae, 0x01],
  'v128.and': [0xfd, 0x4e],
  'v128.or': [0xfd, 0x50],
  'v128.xor': [0xfd, 0x51],
  'v128.bitselect': [0xfd, 0x52],
  'v128.any_true': [0xfd, 0x53],
} as const;

const loads = {
  'i32.load': [0x28],
  'i64.load': [0x29],
  'i32.load8_u': [0x2d],
  'i32.load16_u': [0x2f],
  'v128.load': [0xfd, 0x00],
  'v128.load32_splat': [0xfd, 0x09],
} as const;

const stores = {
  'i32.store': [0x36],
  'i64.store': [0x37],
  'v128.store': [0xfd, 0x0b],
} as const;

/** Names of operations, as the specification has them. */
export type Operation = keyof typeof operations;

/** Names of the loads; an address needs no alignment. */
export type Load = keyof typeof loads;

/** An operation on its operands. */
export function op(name: Operation, ...operands: readonly Code[]): Code {
  return [operands, operations[name]];
}

/** The value in memory at an address plus a fixed offset. */
export function load(name: Load, address: Code, offset: number): Code {
  return [address, loads[name], 0, unsignedLeb(offset)];
}

/** Puts a value into memory, at an address plus a fixed offset. */
export function store(name: keyof typeof stores, address: Code, offset: number, value: Code): Code {
  return [address, value, stores[name], 0, unsignedLeb(offset)];
}

/** The vector with one of its four lanes loaded from memory. */
export function loadLane(address: Code, offset: number, vector: Code, lane: number): Code {
  return [address, vector, 0xfd, 0x56, 0, unsignedLeb(offset), lane];
}

/** Puts one of the four lanes of a vector into memory. */
export function storeLane(address: Code, offset: number, vector: Code, lane: number): Code {
  return [address, vector, 0xfd, 0x5a, 0, unsignedLeb(offset), lane];
}

/** A vector whose bytes are bytes of another. */
export function shuffle(vector: Local, bytes: readonly number[]): Code {
  return [get(vector), get(vector), 0xfd, 0x0d, bytes];
}

/** A constant of 32 bits. */
export function i32(value: number): Code {
  return [0x41, signedLeb(BigInt(value | 0))];
}

/** A constant of 64 bits. */
export function i64(value: bigint): Code {
  return [0x42, signedLeb(BigInt.asIntN(64, value))];
}

/** A vector that has the byte sixteen times. */
export function i8x16(byte: number): Code {
  return [0xfd, 0x0c, Array<number>(16).fill(byte)];
}

/** The value of a local variable. */
export function get(local: Local): Code {
  return [0x20, unsignedLeb(local)];
}

/** Gives a local variable a value. */
export function set(local: Local, value: Code): Code {
  return [value, 0x21, unsignedLeb(local)];
}

/** A number in as few bytes as it needs, seven bits in each, the lowest first: LEB128. */
export function unsignedLeb(value: number): Code {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, unsignedLeb(Math.floor(value / 0x80))];
}

function signedLeb(value: bigint): Code {
  const low = Number(value & 0x7fn);
  return value >= -0x40n && value < 0x40n ? [low] : [low | 0x80, signedLeb(value >> 7n)];
}
