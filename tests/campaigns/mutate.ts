import type { Random } from './random.ts';

type Edit = (bytes: Buffer, random: Random, others: readonly Uint8Array[]) => Buffer;

/** What stands at the edges of what JSON, UTF-8, numbers, names and the formats accept. */
const pieces: readonly Buffer[] = [
  ...[
    '',
    ' ',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '\0',
    '"',
    ',',
    ':',
    '[',
    ']',
    '{',
    '}',
    '\\',
    '/',
    '#',
    '=',
    "'",
    ';',
    '-',
    '.',
  ],
  ...['\\"', '\\u0041', '\\u00e9', '\\ud800', '\u2028', '\u00a0', '\ufeff', '\u202e', '\u034f', 'é', 'e\u0301', '👍'],
  ...[
    '0',
    '1',
    '-1',
    '-0',
    '00',
    '1e3',
    '1.0',
    '65536',
    '9007199254740992',
    '18446744073709551616',
    'NaN',
    'null',
    'true',
  ],
  ...['[]', '{}', '""', '[[[[[[[[[[', '{"a":', '"a":1,', ',"a":1', '"__proto__":{},', '"format":"scelle.x/1",'],
  ...['../', '/etc/passwd', 'tmg', 'arcom', '2026-02-30T00:00:00Z', '2026-11-02T23:59:60Z', '::1', '127.0.0.1'],
  ...[
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '<![CDATA[',
    '&amp;',
    '&#0;',
    '<a/>',
    'sep=;\n',
    '=cmd()',
    '"""',
    '[[a]]',
    'a.b = 1\n',
  ],
  ...['x'.repeat(64), 'x'.repeat(600), '9'.repeat(40), '['].map((text) => text),
]
  .map((text) => Buffer.from(text))
  .concat(
    [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x80]].map((bytes) =>
      Buffer.from(bytes),
    ),
  );

const edits: readonly Edit[] = [
  (bytes, random) => splice(bytes, random.below(bytes.length + 1), 0, random.pick(pieces)),
  (bytes, random) => splice(bytes, random.below(bytes.length + 1), 1 + random.below(8), random.pick(pieces)),
  (bytes, random) => flipBit(bytes, random.below(bytes.length || 1), random.below(8)),
  (bytes, random) => splice(bytes, random.below(bytes.length + 1), random.below(40), Buffer.alloc(0)),
  repeatPart,
  swapParts,
  replaceToken,
  joinWithOther,
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random) => Buffer.concat([bytes, random.pick(pieces)]),
];

/** The bytes with one to three changes, of which some keep the structure of text, JSON, lists and lines. */
export function mutate(bytes: Uint8Array, random: Random, others: readonly Uint8Array[] = []): Uint8Array {
  let changed: Buffer = Buffer.from(bytes);
  for (let left = 1 + random.below(3); left > 0; left -= 1) changed = random.pick(edits)(changed, random, others);
  return new Uint8Array(changed);
}

function splice(bytes: Buffer, at: number, removed: number, piece: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at + removed)]);
}

function flipBit(bytes: Buffer, at: number, bit: number): Buffer {
  const changed = Buffer.from(bytes);
  if (changed.length > 0) changed[at] = changed[at]! ^ (1 << bit);
  return changed;
}

/** Fields, elements and lines: what stands between the separators. */
function divide(bytes: Buffer, random: Random): { readonly parts: string[]; readonly separator: string } {
  const separator = random.pick([',', '\n', ':', ' ']);
  return { parts: bytes.toString('latin1').split(separator), separator };
}

function repeatPart(bytes: Buffer, random: Random): Buffer {
  const { parts, separator } = divide(bytes, random);
  parts.splice(random.below(parts.length + 1), 0, random.pick(parts));
  return Buffer.from(parts.join(separator), 'latin1');
}

function swapParts(bytes: Buffer, random: Random): Buffer {
  const { parts, separator } = divide(bytes, random);
  const [a, b] = [random.below(parts.length), random.below(parts.length)];
  [parts[a], parts[b]] = [parts[b]!, parts[a]!];
  return Buffer.from(parts.join(separator), 'latin1');
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|[A-Za-z][\w-]*/g;

/** Puts another token of the same input, or a piece, in the place of a token. */
function replaceToken(bytes: Buffer, random: Random): Buffer {
  const text = bytes.toString('latin1');
  const tokens = [...text.matchAll(TOKEN)];
  if (tokens.length === 0) return bytes;
  const { index, 0: token } = random.pick(tokens);
  const other = random.below(2) === 0 ? random.pick(tokens)[0] : random.pick(pieces).toString('latin1');
  return Buffer.from(text.slice(0, index) + other + text.slice(index + token.length), 'latin1');
}

/** The beginning of one input and the end of another. */
function joinWithOther(bytes: Buffer, random: Random, others: readonly Uint8Array[]): Buffer {
  if (others.length === 0) return bytes;
  const other = random.pick(others);
  return Buffer.concat([
    bytes.subarray(0, random.below(bytes.length + 1)),
    other.subarray(random.below(other.length + 1)),
  ]);
}
