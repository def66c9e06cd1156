const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The bytes in base32 without padding (RFC 4648 § 6). Their number is a multiple of five. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  for (let left = (bytes.length * 8) / 5; left > 0; left -= 1) {
    text = ALPHABET[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text;
}

/** The bytes of base32 in any case, as hex, or null where the length is not that of 20 bytes or a character is foreign. */
export function base32ToHex(text: string): string | null {
  const upper = text.toUpperCase();
  if (!/^[A-Z2-7]{32}$/.test(upper)) return null;
  let bits = 0n;
  for (const character of upper) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(character));
  return bits.toString(16).padStart(40, '0');
}
