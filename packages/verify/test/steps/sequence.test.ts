import { craftBatch } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/contract/policy.ts';
import { memoryLedger } from '../memory-ledger.ts';
import { judge, outcomeOf, verifyIt } from '../trial.ts';

const stream = { sender: 'tmg', recipient: 'arcom', stream: 'music' };
const first = { ...stream, sequence: 1, digest: 'ab'.repeat(32) };

/** A batch with that number, which names that one before. */
function numbered(sequence: number, previous: string | null): Promise<Uint8Array> {
  return craftBatch({
    content: (document) => ({ ...document, sequence }),
    manifest: (manifest) => ({ ...manifest, sequence, previous }),
  });
}

function under(ledger: Ledger) {
  return { context: { ledger } };
}

describe('a batch', () => {
  it('that is the next one is accepted', async () => {
    expect(await judge(await craftBatch(), under(memoryLedger()))).toBe('accepted');
    expect(await judge(await numbered(2, first.digest), under(memoryLedger([first])))).toBe('accepted');
  });

  it('that was accepted before is a duplicate, and is not opened again', async () => {
    const batch = await craftBatch();
    const { manifestDigest } = await verifyIt(batch);
    const report = await verifyIt(batch, under(memoryLedger([{ ...first, digest: manifestDigest! }])));
    expect(outcomeOf(report)).toBe('duplicate');
    expect(report.steps.find(({ id }) => id === 'payload')?.outcome).toBe('passed');
    expect(report.steps.find(({ id }) => id === 'decryption')).toMatchObject({
      outcome: 'not-checked',
      code: 'accepted-before',
    });
  });

  it('before which others are missing waits for them, and is checked to the end', async () => {
    const report = await verifyIt(await numbered(4, 'cd'.repeat(32)), under(memoryLedger([first])));
    expect(outcomeOf(report)).toBe('held: sequence-gap');
    expect(report.waitsFor).toEqual([{ code: 'sequence-gap', details: { found: 4, expected: 2 } }]);
    expect(report.steps.every(({ outcome }) => outcome === 'passed')).toBe(true);
  });

  it('before which others are missing is refused if its content is wrong', async () => {
    const wrong = await craftBatch({
      manifest: (manifest) => ({ ...manifest, sequence: 4, previous: 'cd'.repeat(32) }),
    });
    expect(await judge(wrong, under(memoryLedger([first])))).toBe('rejected at content: content-document-mismatch');
  });

  it('that uses a number again for other content is refused, unopened', async () => {
    const report = await verifyIt(await craftBatch(), under(memoryLedger([first])));
    expect(outcomeOf(report)).toBe('rejected at sequence: sequence-equivocation');
    expect(report.steps.find(({ id }) => id === 'decryption')?.outcome).toBe('not-checked');
  });

  it('that follows another one than the ledger knows is refused', async () => {
    const fork = await numbered(2, 'ef'.repeat(32));
    expect(await judge(fork, under(memoryLedger([first])))).toBe('rejected at sequence: sequence-fork');
  });

  it('of another stream does not count', async () => {
    const ledger = memoryLedger([{ ...first, stream: 'film' }]);
    expect(await judge(await craftBatch(), under(ledger))).toBe('accepted');
  });
});

describe('the step', () => {
  it('is shown as not checked where there is no ledger', async () => {
    const { steps } = await verifyIt(await craftBatch());
    expect(steps.find(({ id }) => id === 'sequence')).toMatchObject({ outcome: 'not-checked', code: 'no-ledger' });
  });

  it('does not ask the ledger about a batch whose seal does not verify', async () => {
    const asked: number[] = [];
    const ledger: Ledger = {
      judgeSequence: async ({ sequence }) => {
        asked.push(sequence);
        return { kind: 'next' };
      },
    };
    const batch = await craftBatch({ seal: { algorithm: 'Ed' } });
    expect(await judge(batch, under(ledger))).toBe('rejected at signature: signature-legacy');
    expect(asked).toEqual([]);
  });
});
