/** One recipient stanza of an age header: the file key, wrapped for one recipient (age.md § Recipient stanza). */
export interface Stanza {
  /** The first argument: `X25519`, `mlkem768x25519`, `scrypt`, or anything that another tool has invented. */
  readonly type: string;
  /** The arguments after the type, each of visible ASCII characters. */
  readonly args: readonly string[];
  readonly body: Uint8Array;
}
