import type { Ledger } from '@scelle/verify';

/** A ledger that remembers what it was asked and what it said. */
export interface RememberedLedger {
  readonly ledger: Ledger;
  /** Whether it would say the same again. */
  isUnchanged(): Promise<boolean>;
}

/** Lets a verification run without the station's lock: under the lock it is enough to ask again. */
export function rememberLedger(ledger: Required<Ledger>): RememberedLedger {
  const asked: { readonly again: () => Promise<unknown>; readonly said: string }[] = [];

  async function remember<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const answer = await ask();
    asked.push({ again: ask, said: JSON.stringify(answer) });
    return answer;
  }

  async function isUnchanged(): Promise<boolean> {
    for (const { again, said } of asked) if (JSON.stringify(await again()) !== said) return false;
    return true;
  }

  return {
    ledger: {
      judgeSequence: (manifest, digest) => remember(() => ledger.judgeSequence(manifest, digest)),
      firstSeenAt: (digest) => remember(() => ledger.firstSeenAt(digest)),
      countRecords: (query) => remember(() => ledger.countRecords(query)),
    },
    isUnchanged,
  };
}
