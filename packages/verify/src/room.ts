import type { Group } from '@scelle/core';

/** Bounds the bytes of the groups that are being examined: those with attachments are long. */
export class Room {
  readonly #limit: number;
  readonly #sizes = new Map<Group, number>();
  #bytes = 0;
  #wake: () => void = () => undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The groups, each when there is room for it; one at a time has room, however long it is. */
  async *admit(groups: AsyncIterable<Group>): AsyncGenerator<Group, void> {
    for await (const group of groups) {
      const size = group.attachments.reduce((total, { bytes }) => total + bytes.length, group.lines.length);
      while (this.#bytes > 0 && this.#bytes + size > this.#limit) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      this.#sizes.set(group, size);
      this.#bytes += size;
      yield group;
    }
  }

  /** Makes the room of a group free again. */
  leave(group: Group): void {
    this.#bytes -= this.#sizes.get(group) ?? 0;
    this.#sizes.delete(group);
    this.#wake();
  }
}
