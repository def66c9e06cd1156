import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findForeignTypes, findInternalTypes, findNamelessTypes } from './public-types.ts';

const packages = join(import.meta.dirname, '../../packages');

/** What only our own code calls: the constructor of `BatchWriter`, and what `Workers` is to the calls that share it. */
const ofOurOwn = ['WriterParts', 'Habits', 'Lane', 'Request', 'Answer'];

const libraries = ['core', 'verify', 'media', 'formats', 'station', 'interconnect'];

describe.each(libraries)('the public signatures of @scelle/%s', (name) => {
  it('name no type that nobody outside can name', () => {
    const nameless = findNamelessTypes(join(packages, name));
    // The type of a format word is the word.
    const told = nameless.filter(({ name: type }) => !ofOurOwn.includes(type) && !/^[A-Z_]+$/.test(type));
    expect(told).toEqual([]);
  });

  it('name no type of the entry point for siblings', () => {
    expect(findInternalTypes(join(packages, name))).toEqual([]);
  });
});

it.each(libraries)('the public signatures of @scelle/%s name no type of another package', (name) =>
  expect(findForeignTypes(join(packages, name))).toEqual([]),
);
