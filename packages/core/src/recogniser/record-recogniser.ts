import type { z } from 'zod';
import { nodeBuffer } from '../platform/node.ts';
import { ipEvidence, ipEvidenceTest } from '../record/ip-evidence.ts';
import type { Profile, RecordFacts } from '../record/profile.ts';
import { LineScanner, type WindowText } from './line-scanner.ts';

const NO_SEGMENTS: RecordFacts['segments'] = [];
const QUOTE = 0x22;
/** The length of an empty list; no other is as short. */
const EMPTY_LIST = 2;

/**
 * Recognises canonical lines of a built-in profile, and gives the facts of their records: of one line, or of a window of
 * lines, which are rows then.
 */
export class RecordRecogniser {
  readonly scanner: LineScanner;
  /** The columns of the facts in a row. */
  readonly columns: Readonly<Record<keyof RecordFacts, number>>;
  /** The facts of the first row, until the window is used again. */
  readonly first: RecordFacts = new FirstRowFacts(this);

  /** `scanner` keeps the places of the facts. */
  constructor(scanner: LineScanner) {
    this.scanner = scanner;
    this.columns = {
      recordId: scanner.columnOf('recordId'),
      controller: scanner.columnOf('controller'),
      occurredAt: scanner.columnOf('occurredAt'),
      agent: scanner.columnOf('agent'),
      segments: scanner.columnOf('segments'),
    };
  }

  /** The facts of a line without its newline; null where the plain way must decide. */
  recognise(line: Uint8Array): RecordFacts | null {
    if (!this.scanner.recognises(line)) return null;
    return new RecognisedFacts(line, this);
  }

  /** Whether the fact is a string, and not null. */
  isString(row: number, column: number): boolean {
    return this.scanner.text[this.scanner.start(row, column)] === QUOTE;
  }

  /** Where a string begins in the window, behind its quote. It has no escapes. */
  start(row: number, column: number): number {
    return this.scanner.start(row, column) + 1;
  }

  /** Where it ends, before its quote. */
  end(row: number, column: number): number {
    return this.scanner.end(row, column) - 1;
  }

  /** Where a string of the first row stands. */
  place(column: number): Place {
    return { start: this.start(0, column), end: this.end(0, column) };
  }

  /** The string. */
  read(row: number, column: number): string {
    return this.scanner.text.toString('utf8', this.start(row, column), this.end(row, column));
  }

  /** The segments that the record refers to. */
  segments(row: number): RecordFacts['segments'] {
    const start = this.scanner.start(row, this.columns.segments);
    const end = this.scanner.end(row, this.columns.segments);
    // biome-ignore lint/plugin: the scanner has recognised it.
    return end - start === EMPTY_LIST ? NO_SEGMENTS : JSON.parse(this.scanner.text.toString('latin1', start, end));
  }
}

/** The facts of the first row of the window, for as long as it is there. */
class FirstRowFacts implements RecordFacts {
  readonly #recogniser: RecordRecogniser;

  constructor(recogniser: RecordRecogniser) {
    this.#recogniser = recogniser;
  }

  get recordId(): string {
    return this.#read('recordId');
  }

  get controller(): string {
    return this.#read('controller');
  }

  get occurredAt(): string {
    return this.#read('occurredAt');
  }

  get agent(): string | null {
    return this.#recogniser.isString(0, this.#recogniser.columns.agent) ? this.#read('agent') : null;
  }

  get segments(): RecordFacts['segments'] {
    return this.#recogniser.segments(0);
  }

  #read(fact: keyof RecordFacts): string {
    return this.#recogniser.read(0, this.#recogniser.columns[fact]);
  }
}

/** Where a string stands in a line. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * The facts of a line, for good. Few of the strings are asked for, so they are made then. It is a class because making an
 * object with getters of its own would take longer than recognising the line did.
 */
class RecognisedFacts implements RecordFacts {
  readonly segments: RecordFacts['segments'];
  readonly #text: WindowText;
  readonly #recordId: Place;
  readonly #controller: Place;
  readonly #occurredAt: Place;
  readonly #agent: Place | null;

  constructor(line: Uint8Array, recogniser: RecordRecogniser) {
    const { recordId, controller, occurredAt, agent } = recogniser.columns;
    this.segments = recogniser.segments(0);
    this.#text = Buffer.from(line.buffer, line.byteOffset, line.length);
    this.#recordId = recogniser.place(recordId);
    this.#controller = recogniser.place(controller);
    this.#occurredAt = recogniser.place(occurredAt);
    this.#agent = recogniser.isString(0, agent) ? recogniser.place(agent) : null;
  }

  get recordId(): string {
    return this.#read(this.#recordId);
  }

  get controller(): string {
    return this.#read(this.#controller);
  }

  get occurredAt(): string {
    return this.#read(this.#occurredAt);
  }

  get agent(): string | null {
    return this.#agent && this.#read(this.#agent);
  }

  #read({ start, end }: Place): string {
    return this.#text.toString('utf8', start, end);
  }
}

const recognisers = new Map<Profile, RecordRecogniser | null>();

/**
 * The recogniser of a built-in profile, made when it is first asked for; null for a profile of somebody's own, and where
 * there is no WebAssembly or no Node.
 */
export function findRecogniser(profile: Profile): RecordRecogniser | null {
  if (nodeBuffer === null || (profile !== ipEvidence && profile !== ipEvidenceTest)) return null;
  if (!recognisers.has(profile)) {
    // Ours are of zod.
    const schema = profile.schema as z.ZodType;
    const scanner = LineScanner.create(schema, ['recordId', 'controller', 'occurredAt', 'agent', 'segments']);
    recognisers.set(profile, scanner && new RecordRecogniser(scanner));
  }
  return recognisers.get(profile)!;
}
