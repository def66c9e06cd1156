/** The signed head that comes with an exported custody log lies beside it. */
export function headFileOf(file: string): string {
  return `${file}.head.json`;
}
