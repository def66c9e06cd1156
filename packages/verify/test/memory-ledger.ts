import type { Manifest } from '@scelle/core';
import type { Ledger, SequenceDisposition } from '../src/contract/policy.ts';

/** What is kept of a batch: which one it is, and the digest of its manifest. */
type Entry = Pick<Manifest, 'sender' | 'recipient' | 'stream' | 'sequence'> & { readonly digest: string };

/** A ledger that knows these batches to be accepted. */
export function memoryLedger(accepted: readonly Entry[] = []): Ledger {
  return {
    async judgeSequence(manifest, digest): Promise<SequenceDisposition> {
      const stream = accepted.filter((entry) => isSameStream(entry, manifest));
      const numbered = (sequence: number) => stream.find((entry) => entry.sequence === sequence);
      const same = numbered(manifest.sequence);
      if (same !== undefined) return { kind: same.digest === digest ? 'duplicate' : 'equivocation' };
      const expected = Math.max(0, ...stream.map(({ sequence }) => sequence)) + 1;
      if (manifest.sequence !== expected) return { kind: 'gap', expected };
      const isFork = manifest.previous !== (numbered(manifest.sequence - 1)?.digest ?? null);
      return { kind: isFork ? 'fork' : 'next' };
    },
  };
}

function isSameStream(a: Entry, b: Manifest): boolean {
  return a.sender === b.sender && a.recipient === b.recipient && a.stream === b.stream;
}
