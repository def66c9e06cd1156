/** How many peers are called at the same time: one that takes its time must not keep the others waiting. */
const AT_ONCE = 8;

/** What the peers came to, in their order; those with which a defect was met are missing. */
export interface EachPeer<Result> {
  readonly results: readonly Result[];
  /** What ended one of them, and none of the others. */
  readonly error?: unknown;
}

/** Does the same with each peer, with several at once. */
export async function forEachPeer<Peer, Result>(
  peers: Iterable<Peer>,
  perform: (peer: Peer) => Promise<Result>,
): Promise<EachPeer<Result>> {
  const waiting = [...[...peers].entries()];
  const results: Result[] = [];
  const errors: unknown[] = [];

  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, peer] = next;
      try {
        results[index] = await perform(peer);
      } catch (error) {
        errors.push(error);
      }
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, work));
  // Those that are missing leave holes.
  const found = results.filter(() => true);
  return errors.length === 0 ? { results: found } : { results: found, error: errors[0] };
}
