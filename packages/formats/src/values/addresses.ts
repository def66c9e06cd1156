/**
 * The address as a record writes it: IPv6 as RFC 5952 does. What is no address is given back as it is, for the schema to
 * refuse. Leading zeros in IPv4 stay, and are refused: some programs read them as octal.
 */
export function toCanonicalAddress(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.includes(':')) return trimmed;
  // The URL standard serialises IPv6 as RFC 5952 § 4 does.
  return URL.parse(`http://[${trimmed}]`)?.hostname.slice(1, -1) ?? trimmed;
}
