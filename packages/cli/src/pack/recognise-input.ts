import { CliError } from '../errors/cli-error.ts';

/** Bytes that tell what an input is. */
const HEAD_BYTES = 4_096;

/**
 * The bytes of an input of records, as they come. Throws `input-not-records` where they are plainly something else:
 * compressed, a workbook, a table, a notice, a report, a list; it names the command that converts it.
 */
export async function* requireRecords(
  file: string,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  let isDecided = false;
  for await (const piece of source) {
    if (isDecided) {
      yield piece;
      continue;
    }
    pieces.push(piece);
    length += piece.length;
    if (length < HEAD_BYTES) continue;
    isDecided = true;
    yield judge(file, pieces);
  }
  if (!isDecided && length > 0) yield judge(file, pieces);
}

function judge(file: string, pieces: readonly Uint8Array[]): Uint8Array {
  const head = Buffer.concat(pieces);
  const kind = recognise(head.subarray(0, HEAD_BYTES));
  if (kind !== null) throw new CliError('input-not-records', { file, found: kind.name, expected: kind.command(file) });
  return new Uint8Array(head.buffer, head.byteOffset, head.byteLength);
}

interface Kind {
  readonly name: string;
  /** What makes records of it. */
  command(file: string): string;
}

const convert = (format: string) => (file: string) => `scelle convert --format ${format} --mapping FILE ${file}`;

/** Kinds by their first bytes. */
const signatures: readonly (Kind & { readonly bytes: readonly number[] })[] = [
  { bytes: [0x1f, 0x8b], name: 'gzip', command: (file) => `gzip -dc ${file} | scelle pack -` },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], name: 'zstd', command: (file) => `zstd -dc ${file} | scelle pack -` },
  { bytes: [0x50, 0x4b, 0x03, 0x04], name: 'XLSX/ODS/ZIP', command: () => convert('csv')('FILE.csv') },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], name: 'XLS', command: () => convert('csv')('FILE.csv') },
  { bytes: [0xff, 0xfe], name: 'UTF-16', command: (file) => `iconv -f UTF-16 -t UTF-8 ${file} | scelle pack -` },
  { bytes: [0xfe, 0xff], name: 'UTF-16', command: (file) => `iconv -f UTF-16 -t UTF-8 ${file} | scelle pack -` },
];

function recognise(head: Uint8Array): Kind | null {
  const known = signatures.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  if (known !== undefined) return known;
  const text = new TextDecoder().decode(head).trimStart();
  if (text.startsWith('[')) {
    return /^\[\s*(?:\{|\])/.test(text)
      ? { name: 'JSON (list)', command: (file) => `jq -c .[] ${file} | scelle pack -` }
      : null;
  }
  if (text.startsWith('<')) return { name: 'XML', command: convert('acns') };
  if (/^\{\s*"xarf_version"/.test(text)) return { name: 'XARF', command: convert('xarf') };
  const [first = ''] = text.split(/\r?\n/, 1);
  const isTable = !first.includes('{') && /^["\p{L}][^{}[\]]*(?:[,;\t|][^{}[\]]*){2,}$/u.test(first);
  return isTable ? { name: 'CSV', command: convert('csv') } : null;
}
