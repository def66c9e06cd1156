import { quoteUntrusted } from '../canonical/quote.ts';
import { isZero, paddingAfter } from '../container/ustar-header.ts';
import { CoreError } from '../errors/core-error.ts';
import { parseInnerHeader } from './inner-header.ts';

const BLOCK_BYTES = 512;

/**
 * Looks at every byte of the inner tar that is not the content of a member, before any tar reader sees it: headers are
 * canonical, padding is zero, and nothing but zeros follows the first block of zeros. What passes, all tools read alike.
 * Source: docs/format.md § Inner tar.
 */
export class TarGuard {
  readonly #block = new Uint8Array(BLOCK_BYTES);
  #filled = 0;
  #content = 0;
  #padding = 0;
  #ended = false;

  /** Takes the next bytes, of any number. Throws `content-member-invalid` and `content-tar-invalid`. */
  check(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const rest = bytes.subarray(at);
      at += this.#ended ? this.#checkZeros(rest, rest.length) : this.#checkMember(rest);
    }
  }

  /** How many of the bytes belong to the part of a member that has its turn. */
  #checkMember(bytes: Uint8Array): number {
    if (this.#content > 0) {
      const taken = Math.min(this.#content, bytes.length);
      this.#content -= taken;
      return taken;
    }
    if (this.#padding > 0) {
      const taken = this.#checkZeros(bytes, this.#padding);
      this.#padding -= taken;
      return taken;
    }
    const part = bytes.subarray(0, BLOCK_BYTES - this.#filled);
    this.#block.set(part, this.#filled);
    this.#filled += part.length;
    if (this.#filled === BLOCK_BYTES) this.#takeHeader();
    return part.length;
  }

  #takeHeader(): void {
    this.#filled = 0;
    this.#ended = isZero(this.#block);
    if (this.#ended) return;
    const header = parseInnerHeader(this.#block);
    if (header === null) throw new CoreError('content-member-invalid', { member: nameIn(this.#block) });
    this.#content = header.size;
    this.#padding = paddingAfter(header.size);
  }

  #checkZeros(bytes: Uint8Array, limit: number): number {
    const taken = Math.min(limit, bytes.length);
    if (!isZero(bytes.subarray(0, taken)))
      throw new CoreError('content-tar-invalid', { found: 'bytes that are not zero' });
    return taken;
  }
}

/** The name in an untrusted header, safe to show. */
function nameIn(block: Uint8Array): string {
  return quoteUntrusted(Buffer.from(block.subarray(0, 100)).toString('utf8').split('\0', 1)[0]!, 100);
}
