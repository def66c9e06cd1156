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
