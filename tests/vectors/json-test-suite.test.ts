import { expect, it } from 'vitest';
import { decodeUtf8, parseJson } from '../../packages/core/src/canonical/json.ts';
import { readStrictJson } from '../../packages/core/src/canonical/strict-json.ts';
import { CoreError } from '../../packages/core/src/index.ts';
import { describeVectors, readVectorFiles } from './public-data.ts';

const FOLDER = 'jsontestsuite/test_parsing';

/** What docs/format.md § Records narrows JSON to. */
const narrowed = new Set(['json-number', 'json-duplicate-key', 'json-lone-surrogate']);

/** The code with which a reader refuses the bytes, or `accepted`. */
function outcomeOf(read: (text: string) => unknown, bytes: Uint8Array): string {
  try {
    return read(decodeUtf8(bytes, {})) === undefined ? 'no value' : 'accepted';
  } catch (error) {
    if (error instanceof CoreError) return error.code;
    throw error;
  }
}

describeVectors('JSONTestSuite', FOLDER, () => {
  const files = () => readVectorFiles(FOLDER);
  const beginningWith = (letter: string) => files().filter(({ name }) => name.startsWith(letter));

  it('the strict reader accepts nothing that is not JSON, and of JSON all but what the format narrows', () => {
    for (const { name, bytes } of beginningWith('n_')) {
      expect(outcomeOf(readStrictJson, bytes), name).not.toBe('accepted');
    }
    const refused = beginningWith('y_')
      .map(({ name, bytes }) => ({ name, outcome: outcomeOf(readStrictJson, bytes) }))
      .filter(({ outcome }) => outcome !== 'accepted');
    for (const { name, outcome } of refused) expect(narrowed, name).toContain(outcome);
    expect(refused.filter(({ name }) => !/number|lonely_negative_real|simple_real|duplicated_key/.test(name))).toEqual(
      [],
    );
  });

  it('the reader of canonical texts takes no text that is not JSON', () => {
    for (const { name, bytes } of beginningWith('n_')) {
      expect(outcomeOf(parseJson, bytes), name).not.toBe('accepted');
    }
    for (const { name, bytes } of beginningWith('y_')) expect(outcomeOf(parseJson, bytes), name).toBe('accepted');
  });

  it('what readers may take or refuse ends in a value or a code with either', () => {
    for (const { name, bytes } of files()) {
      for (const read of [readStrictJson, parseJson]) {
        expect(outcomeOf(read, bytes), name).toMatch(/^(?:accepted|no value|json-[a-z-]+|utf8-invalid)$/);
      }
    }
    expect(files()).toHaveLength(318);
  });
});
