import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CoreError } from '../../src/errors/core-error.ts';
import { signMinisig, verifySignature } from '../../src/minisign/sign.ts';
import { encodeSignatureFile, parseSignatureFile, type SignatureFile } from '../../src/minisign/signature-file.ts';
import { bytesOf, fixedKey, fixedPublicKey, textOf } from './fixed-keys.ts';

const message = bytesOf('{"format": "scelle.batch/1"}\n');
const trustedComment = 'scelle.batch/1 role=sender signer=tmg time=2011-05-16T08:00:00Z';
const file = await signMinisig({ signer: fixedKey, message, untrustedComment: 'scelle.batch/1', trustedComment });
const lines = textOf(file).split('\n');

/** The file with one line replaced, counted from 1. */
function withLine(line: number, text: string): Uint8Array {
  return bytesOf(lines.with(line - 1, text).join('\n'));
}

/** What becomes of the bytes: the code with which they are refused, "forged" where they do not verify, or accepted. */
function judge(bytes: Uint8Array): string {
  try {
    return verifySignature(parseSignatureFile(bytes), message, fixedPublicKey) ? 'accepted' : 'forged';
  } catch (error) {
    if (error instanceof CoreError) return error.code;
    throw error;
  }
}

const fileArbitrary: fc.Arbitrary<SignatureFile> = fc.record({
  // One grapheme may be many bytes long.
  untrustedComment: fc
    .string({ unit: 'grapheme', maxLength: 60 })
    .filter((text) => !/[\p{Cc}\u2028\u2029]/u.test(text) && Buffer.byteLength(text) <= 1_003),
  keyNumber: fc.uint8Array({ minLength: 8, maxLength: 8 }),
  signature: fc.uint8Array({ minLength: 64, maxLength: 64 }),
  trustedComment: fc.string({ maxLength: 200 }),
  globalSignature: fc.uint8Array({ minLength: 64, maxLength: 64 }),
});

describe('a signature file', () => {
  it('has four lines and nothing after', () => {
    expect(lines).toEqual([
      'untrusted comment: scelle.batch/1',
      expect.stringMatching(/^RU[A-Za-z0-9+/]{97}=$/),
      `trusted comment: ${trustedComment}`,
      expect.stringMatching(/^[A-Za-z0-9+/]{86}==$/),
      '',
    ]);
  });

  it('survives encoding and parsing', () => {
    fc.assert(
      fc.property(fileArbitrary, (any) => {
        expect(parseSignatureFile(encodeSignatureFile(any))).toEqual(any);
      }),
    );
  });

  it('is accepted with the tab and the accents that minisign lets people write', () => {
    const parsed = { ...parseSignatureFile(file), untrustedComment: 'été', trustedComment: 'timestamp:1\tfile:m' };
    expect(parseSignatureFile(encodeSignatureFile(parsed))).toEqual(parsed);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['no newline at the end', file.subarray(0, -1)],
    ['a byte after the end', Uint8Array.of(...file, 10)],
    ['a fifth line', bytesOf(`${textOf(file)}more\n`)],
    ['CRLF', bytesOf(textOf(file).replaceAll('\n', '\r\n'))],
    ['a byte order mark', Uint8Array.of(0xef, 0xbb, 0xbf, ...file)],
    ['another first prefix', withLine(1, 'comment: scelle.batch/1')],
    ['another trusted prefix', withLine(3, `Trusted comment: ${trustedComment}`)],
    ['base64 without its padding', withLine(4, lines[3]!.slice(0, -2))],
    [
      'base64 with loose bits',
      withLine(
        4,
        lines[3]!.replace(/.==$/, (end) => (end[0] === 'A' ? 'B==' : `${end[0] === 'w' ? 'x' : 'z'}==`)),
      ),
    ],
    ['base64 of another length', withLine(2, lines[3]!)],
    ['a space in the base64', withLine(4, ` ${lines[3]!.slice(1)}`)],
    ['an unknown algorithm', withLine(2, `RX${lines[1]!.slice(2)}`)],
  ])('is refused where there is %s', (_, bytes) => {
    expect(() => parseSignatureFile(bytes)).toThrow(expect.objectContaining({ code: 'signature-malformed' }));
  });

  it('is refused where it is of the legacy kind', () => {
    expect(judge(withLine(2, `RW${lines[1]!.slice(2)}`))).toBe('signature-legacy');
  });

  it('is refused where it is not UTF-8', () => {
    expect(judge(Uint8Array.of(...bytesOf('untrusted comment: '), 0xff, ...file.subarray(19)))).toBe('utf8-invalid');
  });

  it.each(['\0', '\r', '\u001b[2J', '\u0085', '\u2028', '\u2029', 'x'.repeat(1004)])(
    'is refused with the first comment %j',
    (comment) => {
      expect(judge(withLine(1, `untrusted comment: ${comment}`))).toBe('signature-comment-invalid');
    },
  );

  it('is refused beyond 4 KiB', () => {
    expect(judge(withLine(3, `trusted comment: ${'x'.repeat(4096)}`))).toBe('signature-too-large');
    expect(judge(new Uint8Array(10_000_000))).toBe('signature-too-large');
  });

  it('is never accepted truncated', () => {
    for (let length = 0; length < file.length; length += 1) {
      expect(judge(file.subarray(0, length)), `${length} bytes`).toBe('signature-malformed');
    }
  });

  it('is never accepted with a flipped bit, save in the comment that no signature covers', () => {
    const firstComment = { start: 'untrusted comment: '.length, end: lines[0]!.length };
    for (let at = 0; at < file.length; at += 1) {
      if (at >= firstComment.start && at < firstComment.end) continue;
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = file.with(at, file[at]! ^ (1 << bit));
        expect(judge(flipped), `bit ${bit} of byte ${at}`).toMatch(/^(forged|signature-|utf8-invalid)/);
      }
    }
  });
});
