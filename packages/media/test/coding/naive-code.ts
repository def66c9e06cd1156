/** Multiplication in GF(2^8) with the polynomial x^8 + x^4 + x^3 + x^2 + 1, bit by bit. */
export function multiply(a: number, b: number): number {
  let product = 0;
  for (let factor = a, rest = b; rest !== 0; rest >>= 1) {
    if (rest & 1) product ^= factor;
    factor = factor & 0x80 ? (factor << 1) ^ 0x11d : factor << 1;
  }
  return product;
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent; i += 1) result = multiply(result, base);
  return result;
}

function invert(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let i = 0; i < size; i += 1) {
    const pivot = rows.findIndex((row, at) => at >= i && row[i] !== 0);
    [rows[i], rows[pivot]] = [rows[pivot]!, rows[i]!];
    const inverse = power(rows[i]![i]!, 254);
    rows[i] = rows[i]!.map((value) => multiply(value, inverse));
    for (let j = 0; j < size; j += 1) {
      const factor = rows[j]![i]!;
      if (j !== i) rows[j] = rows[j]!.map((value, at) => value ^ multiply(factor, rows[i]![at]!));
    }
  }
  return rows.map((row) => row.slice(size));
}

/** The parity rows as docs/media-format.md § The code defines them, computed in the slowest and plainest way. */
export function parityRows(data: number, parity: number): number[][] {
  const vandermonde = Array.from({ length: data + parity }, (_, row) =>
    Array.from({ length: data }, (_, column) => power(row, column)),
  );
  const inverse = invert(vandermonde.slice(0, data));
  return vandermonde
    .slice(data)
    .map((row) =>
      inverse[0]!.map((_, column) => row.reduce((sum, value, at) => sum ^ multiply(value, inverse[at]![column]!), 0)),
    );
}
