import type { DatabaseSync } from 'node:sqlite';
import type { Manifest } from '@scelle/core';
import type { Ledger, SequenceDisposition } from '@scelle/verify';

/** The batches that were imported, as what makes each next one expected: a table of the very database. */
export class BatchLedger implements Ledger {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async judgeSequence(manifest: Manifest, manifestDigest: string): Promise<SequenceDisposition> {
    const known = this.#digestOf(manifest, manifest.sequence);
    if (known !== null) return { kind: known === manifestDigest ? 'duplicate' : 'equivocation' };
    const expected = this.#lastSequence(manifest) + 1;
    if (manifest.sequence !== expected) return { kind: 'gap', expected };
    return { kind: manifest.previous === this.#digestOf(manifest, expected - 1) ? 'next' : 'fork' };
  }

  /** Notes an accepted batch, in the transaction that imports its records. */
  add({ sender, recipient, stream, sequence }: Manifest, manifestDigest: string): void {
    this.#database
      .prepare('INSERT INTO batches (manifest_digest, sender, recipient, stream, sequence) VALUES (?, ?, ?, ?, ?)')
      .run(manifestDigest, sender, recipient, stream, sequence);
  }

  #digestOf({ sender, recipient, stream }: Manifest, sequence: number): string | null {
    const row = this.#database
      .prepare('SELECT manifest_digest FROM batches WHERE (sender, recipient, stream, sequence) = (?, ?, ?, ?)')
      .get(sender, recipient, stream, sequence);
    return row ? String(row['manifest_digest']) : null;
  }

  #lastSequence({ sender, recipient, stream }: Manifest): number {
    const row = this.#database
      .prepare('SELECT max(sequence) AS last FROM batches WHERE (sender, recipient, stream) = (?, ?, ?)')
      .get(sender, recipient, stream);
    return Number(row?.['last'] ?? 0);
  }
}
