/** Examines the lines of the standard input, and says what they come to, and whether there is a recogniser. */
import { buffer } from 'node:stream/consumers';
import { CoreError } from '../../src/errors/core-error.ts';
import { examineLines } from '../../src/lines/examine-lines.ts';
import { readRecordLine } from '../../src/lines/record-line.ts';
import { findRecogniser } from '../../src/recogniser/record-recogniser.ts';
import { ipEvidenceTest } from '../../src/record/ip-evidence.ts';
import { copyFacts } from './copy-facts.ts';

function examine(lines: Uint8Array): unknown {
  try {
    const { ends, summary } = examineLines(ipEvidenceTest, lines);
    const { facts } = readRecordLine(ipEvidenceTest, lines.subarray(0, ends[0]! - 1));
    return { ends: [...ends], records: summary.records, period: summary.period, facts: copyFacts(facts) };
  } catch (error) {
    if (error instanceof CoreError) return { code: error.code, details: error.details };
    throw error;
  }
}

const outcome = examine(await buffer(process.stdin));
process.stdout.write(JSON.stringify({ outcome, isRecogniserThere: findRecogniser(ipEvidenceTest) !== null }));
