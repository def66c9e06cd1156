/** A hybrid recipient has some two thousand characters, of which twenty and the checksum tell it from others. */
export function abbreviateRecipient(recipient: string): string {
  return recipient.length <= 80 ? recipient : `${recipient.slice(0, 20)}…${recipient.slice(-12)}`;
}
