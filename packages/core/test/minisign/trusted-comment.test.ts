import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeTrustedComment, parseTrustedComment, type TrustedComment } from '../../src/minisign/signature-file.ts';

const text = 'scelle.batch/1 role=agent signer=dupont time=2011-05-16T08:00:00Z';
const sample = '00112233445566778899aabbccddeeff';

const nameArbitrary = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,31}$/);
const commentArbitrary: fc.Arbitrary<TrustedComment> = fc.record(
  {
    format: fc.constantFrom('scelle.batch/1', 'scelle.receipt/1', 'scelle.custody/12'),
    role: nameArbitrary,
    signer: nameArbitrary,
    time: fc.constantFrom('2011-05-16T08:00:00Z', '2024-02-29T23:59:59.001Z'),
    sample: fc.option(fc.stringMatching(/^[0-9a-f]{32}$/)),
  },
  { requiredKeys: ['format', 'role', 'signer', 'time'] },
);

describe('a trusted comment', () => {
  it('names format, role, signer and time', () => {
    const comment = { format: 'scelle.batch/1', role: 'agent', signer: 'dupont', time: '2011-05-16T08:00:00Z' };
    expect(encodeTrustedComment(comment)).toBe(text);
    expect(parseTrustedComment(text)).toEqual(comment);
  });

  it('says which sample an agent saw, or that there was none', () => {
    expect(parseTrustedComment(`${text} sample=${sample}`)).toMatchObject({ sample });
    expect(parseTrustedComment(`${text} sample=none`)).toMatchObject({ sample: null });
    expect(parseTrustedComment(text)).not.toHaveProperty('sample');
  });

  it('survives encoding and parsing', () => {
    fc.assert(
      fc.property(commentArbitrary, (comment) => {
        expect(parseTrustedComment(encodeTrustedComment(comment))).toEqual(comment);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['a space before', ` ${text}`],
    ['a space after', `${text} `],
    ['two spaces', text.replace(' role', '  role')],
    ['a tab', text.replace(' role', '\trole')],
    ['another order', 'scelle.batch/1 signer=dupont role=agent time=2011-05-16T08:00:00Z'],
    ['a field too many', `${text} note=x`],
    ['two samples', `${text} sample=none sample=none`],
    ['an empty sample', `${text} sample=`],
    ['a short sample', `${text} sample=00`],
    ['a sample in upper case', `${text} sample=${sample.toUpperCase()}`],
    ['no role', text.replace('agent', '')],
    ['a role in upper case', text.replace('agent', 'Agent')],
    ['a signer of 33 characters', text.replace('dupont', 'd'.repeat(33))],
    ['another family of formats', text.replace('scelle.batch', 'other.batch')],
    ['version 0', text.replace('/1', '/0')],
    ['a day that does not exist', text.replace('05-16', '02-30')],
    ['a time zone', text.replace('Z', '+02:00')],
    ['the default comment of minisign', 'timestamp:1700000000\tfile:manifest.json\thashed'],
  ])('is refused with %s', (_, bad) => {
    expect(() => parseTrustedComment(bad)).toThrow(expect.objectContaining({ code: 'trusted-comment-invalid' }));
  });

  it('cannot be made to smuggle a field in another', () => {
    const comment = { format: 'scelle.batch/1', role: 'agent', signer: 'dupont', time: '2011-05-16T08:00:00Z' };
    expect(() => encodeTrustedComment({ ...comment, time: `${comment.time} sample=none` })).toThrow(
      expect.objectContaining({ code: 'trusted-comment-invalid', details: { field: 'time' } }),
    );
  });
});
