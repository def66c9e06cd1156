/** Type, version and length. */
const HEADER = 5;

/** Cuts a stream of TLS into its records, however it comes in. Source: RFC 8446, section 5.1. */
export class TlsRecords {
  #rest: Buffer = Buffer.alloc(0);

  /** The records that are whole now. */
  take(piece: Buffer): readonly Buffer[] {
    this.#rest = Buffer.concat([this.#rest, piece]);
    const records: Buffer[] = [];
    for (;;) {
      const end = HEADER + (this.#rest.length < HEADER ? 0 : this.#rest.readUInt16BE(3));
      if (this.#rest.length < end) return records;
      records.push(this.#rest.subarray(0, end));
      this.#rest = this.#rest.subarray(end);
    }
  }
}
