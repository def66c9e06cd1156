/** An entry of the custody log has room for as much, in UTF-16 units. */
const MAX_LENGTH = 512;

/** Codes as a detail of a custody entry: a peer's receipt may list more of them than there is room for. */
export function toCodesText(codes: readonly string[]): string {
  return codes.join(' ').slice(0, MAX_LENGTH);
}
