import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messagesOf } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { CoreError, type CoreErrorCode, coreErrors } from '../../src/errors/core-error.ts';
import { type ErrorDetails, type Message, ScelleError } from '../../src/errors/define-errors.ts';

const source = new URL('../../src', import.meta.url).pathname;
const { en, fr } = messagesOf(coreErrors);
const codes = Object.keys(en) as CoreErrorCode[];
const places = ['file', 'member', 'field', 'line', 'column', 'at'];

const allDetails: Required<ErrorDetails> = {
  file: 'batch.scelle',
  member: 'manifest.json',
  field: 'sender',
  line: 3,
  column: 9,
  at: 512,
  index: 7,
  found: 'found',
  expected: 'name',
  limit: 16,
  name: 'agent',
};

/** The source files of the package, without those that only list codes and messages. */
function sources(): string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.filter((file) => !/^errors\//.test(file)).map((file) => readFileSync(join(source, file), 'utf8'));
}

/** The details that a message asks for, besides the place, which it leaves out where it is not known. */
function detailsOf(message: Message): string[] {
  const asked = new Set<string>();
  const details = new Proxy(allDetails, {
    get: (target, key) => {
      asked.add(String(key));
      return Reflect.get(target, key);
    },
  });
  message(details);
  return [...asked].filter((key) => !places.includes(key));
}

/** For each code the details that stand at the places where it is thrown, as far as these are written out there. */
function thrownDetails(): Map<string, string[][]> {
  const thrown = new Map<string, string[][]>();
  for (const text of sources()) {
    for (const [, code, details] of text.matchAll(/new CoreError\(\s*'([a-z0-9-]+)'(?:,\s*\{([^{}]*)\})?/g)) {
      const keys = details === undefined ? null : details.split(',').map((part) => part.split(':')[0]!.trim());
      const isWrittenOut = keys?.every((key) => /^\w*$/.test(key));
      if (keys !== null && isWrittenOut) thrown.set(code!, [...(thrown.get(code!) ?? []), keys]);
    }
  }
  return thrown;
}

describe('every code', () => {
  it.each(codes)('%s has a whole message in both languages', (code) => {
    const texts = [en, fr].map((messages) => messages[code](allDetails));
    for (const text of texts) {
      expect(text).not.toMatch(/undefined|NaN|\[object| {2}/);
      expect(text).toMatch(/^batch\.scelle, manifest\.json, .*\p{L}.*\.$/u);
    }
    expect(texts[0]).not.toBe(texts[1]);
    expect(() => [en, fr].map((messages) => messages[code]({}))).not.toThrow();
  });

  it('has the same details in both languages', () => {
    for (const code of codes) expect(detailsOf(fr[code]).sort(), code).toEqual(detailsOf(en[code]).sort());
  });

  it('is given the details that its message asks for, wherever it is thrown', () => {
    for (const [code, places] of thrownDetails()) {
      for (const given of places) {
        const lacking = detailsOf(en[code as CoreErrorCode]).filter((key) => !given.includes(key));
        const text = en[code as CoreErrorCode](Object.fromEntries(given.map((key) => [key, 'given'])) as ErrorDetails);
        expect(text, `${code} without ${lacking.join(', ')}`).not.toMatch(/undefined/);
      }
    }
  });

  it('stands in some source file, so that none is listed in vain', () => {
    const text = sources().join('\n');
    const isBuilt = (code: string) => /^(batch-(sealed|failed)|record-field-(missing|unknown|invalid))$/.test(code);
    expect(codes.filter((code) => !isBuilt(code) && !text.includes(`'${code}'`))).toEqual([]);
  });
});

describe('CoreError', () => {
  it('carries code, details, cause, and its message in either language', () => {
    const cause = new Error('EIO');
    const error = new CoreError('batch-sealed', { file: 'x.scelle' }, { cause });
    expect(error).toBeInstanceOf(ScelleError);
    expect(error).toMatchObject({ name: 'CoreError', code: 'batch-sealed', details: { file: 'x.scelle' }, cause });
    expect(error.message).toBe(error.describe('en'));
    expect(error.describe('fr')).toMatch(/^x\.scelle : le lot est déjà scellé/);
  });
});
