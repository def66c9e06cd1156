/** Types of values, each with its byte. Source: WebAssembly Core Specification § 5.3. */
export const valueTypes = { i32: 0x7f, i64: 0x7e, v128: 0x7b } as const;

/** Name of the type of a value. */
export type ValueType = keyof typeof valueTypes;

/** Key of properties that exist for the compiler only: no code can be made but by the functions of this folder. */
declare const phantom: unique symbol;

/** Code that leaves a value of a type on the stack. It is no statement: every value has an operation that takes it. */
export interface Value<Type extends ValueType> {
  readonly [phantom]: Type;
}

export type I32 = Value<'i32'>;
export type I64 = Value<'i64'>;
export type V128 = Value<'v128'>;

/** Code that leaves the stack as it was. Statements in a list run in order. */
export type Statement = { readonly [phantom]: 'statement' } | readonly Statement[];

/** A local variable, by its number. */
export type Local<Type extends ValueType = ValueType> = number & { readonly [phantom]: readonly ['local', Type] };

/** A block that can be left, or a loop that can be begun again. */
export type Label = symbol;

/** Code in parts. Operands stand before the operation that takes them. */
export type Encoded = number | readonly Encoded[] | Nest | Branch;

/** A block or a loop. How far away it is from a branch is known only when both stand where they are to stand. */
class Nest {
  readonly opcode: number;
  readonly label: Label;
  readonly body: Encoded;

  constructor(opcode: number, label: Label, body: Encoded) {
    this.opcode = opcode;
    this.label = label;
    this.body = body;
  }
}

class Branch {
  readonly opcode: number;
  readonly label: Label;

  constructor(opcode: number, label: Label) {
    this.opcode = opcode;
    this.label = label;
  }
}

const BLOCK = 0x02;
const LOOP = 0x03;
const END = 0x0b;
const BRANCH = 0x0c;
const BRANCH_IF = 0x0d;
const NO_RESULT = 0x40;

/** Code that a branch to its label leaves. */
export function block(body: (end: Label) => Statement): Statement {
  const label = Symbol('block');
  return toCode(new Nest(BLOCK, label, encodedOf(body(label))));
}

/** Code that a branch to its label begins again. */
export function loop(body: (again: Label) => Statement): Statement {
  const label = Symbol('loop');
  return toCode(new Nest(LOOP, label, encodedOf(body(label))));
}

/** Leaves a block, or begins a loop again. */
export function branch(label: Label): Statement {
  return toCode(new Branch(BRANCH, label));
}

/** The same, where the condition is not 0. */
export function branchIf(label: Label, condition: I32): Statement {
  return toCode([encodedOf(condition), new Branch(BRANCH_IF, label)]);
}

/** A value that is there once the statements have run. */
export function after<Type extends ValueType>(statements: Statement, value: Value<Type>): Value<Type> {
  return toCode([encodedOf(statements), encodedOf(value)]);
}

/** The parts of code. */
export function encodedOf(code: Statement | Value<ValueType>): Encoded {
  return code as unknown as Encoded;
}

/** Parts as code of the type that the caller gives it: for the operations of this folder only. */
export function toCode<Code extends Statement | Value<ValueType>>(encoded: Encoded): Code {
  return encoded as unknown as Code;
}

/**
 * The bytes of code. A branch names the block that it leaves by how many others are between: code may be made anywhere,
 * and used more than once. Throws an Error where a branch does not stand within the block of its label.
 */
export function toBytes(code: Encoded): number[] {
  const bytes: number[] = [];
  writeBytes(code, [], bytes);
  return bytes;
}

function writeBytes(code: Encoded, around: Label[], bytes: number[]): void {
  if (typeof code === 'number') {
    bytes.push(code);
  } else if (code instanceof Nest) {
    bytes.push(code.opcode, NO_RESULT);
    around.push(code.label);
    writeBytes(code.body, around, bytes);
    around.pop();
    bytes.push(END);
  } else if (code instanceof Branch) {
    const place = around.lastIndexOf(code.label);
    if (place < 0) throw new Error('A branch does not stand within the block that it names.');
    bytes.push(code.opcode);
    writeBytes(unsignedLeb(around.length - 1 - place), around, bytes);
  } else {
    for (const part of code) writeBytes(part, around, bytes);
  }
}

/** A number in as few bytes as it needs, seven bits in each, the lowest first: LEB128. */
export function unsignedLeb(value: number): Encoded {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, unsignedLeb(Math.floor(value / 0x80))];
}

/** The same for a number that may be negative; the uppermost bit of the last seven is its sign. */
export function signedLeb(value: bigint): Encoded {
  const low = Number(value & 0x7fn);
  return value >= -0x40n && value < 0x40n ? [low] : [low | 0x80, signedLeb(value >> 7n)];
}
