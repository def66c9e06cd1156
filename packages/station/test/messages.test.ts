import type { ErrorDetails, Message } from '@scelle/core';
import { messagesOf } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { type StationCode, stationErrors } from '../src/errors/station-error.ts';

const { en, fr } = messagesOf(stationErrors);

const codes = Object.keys(en) as StationCode[];

const allDetails: ErrorDetails = {
  file: 'scelle.toml',
  member: 'card',
  field: 'receiving.channels',
  line: 3,
  column: 9,
  index: 7,
  found: 'found',
  expected: 'name',
  limit: 16,
  name: 'tmg',
};

/** The details that a message asks for. */
function detailsOf(message: Message): string[] {
  const asked = new Set<string>();
  const get = (target: ErrorDetails, key: string) => {
    asked.add(key);
    return target[key as keyof ErrorDetails];
  };
  message(new Proxy(allDetails, { get: get as (target: ErrorDetails, key: string | symbol) => unknown }));
  return [...asked].sort();
}

describe('the messages of a station', () => {
  it('are whole, and different, in both languages', () => {
    for (const code of codes) {
      const texts = [en[code](allDetails), fr[code](allDetails)];
      for (const text of texts) {
        expect(text, code).not.toMatch(/undefined|NaN|\[object| {2}/);
        expect(text, code).toMatch(/\p{L}.*[.?]$/u);
      }
      expect(texts[0], code).not.toBe(texts[1]);
    }
  });

  it('tell the same details in both', () => {
    for (const code of codes) expect(detailsOf(fr[code]), code).toEqual(detailsOf(en[code]));
  });
});
