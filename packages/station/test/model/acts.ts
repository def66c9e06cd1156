import fc from 'fast-check';

/** Something that happens to two stations. Batches are picked among those that were packed. */
export type Act =
  | { readonly kind: 'pack'; readonly crashes: boolean }
  /** `crashAt` is the change of the ledger at which the recipient crashes, if it comes to it. */
  | { readonly kind: 'deliver'; readonly batch: number; readonly crashAt: number | null }
  | { readonly kind: 'tamper'; readonly batch: number }
  | { readonly kind: 'process' }
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'reopen'; readonly party: 'tmg' | 'arcom' };

const batch = fc.nat({ max: 20 });
const crashAt = fc.option(fc.nat({ max: 2 }), { freq: 4 });

/** What happens, in its order; a batch that is never delivered is lost. */
export const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('pack' as const), crashes: fc.boolean() }) },
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('deliver' as const), batch, crashAt }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('tamper' as const), batch }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('process' as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('acknowledge' as const) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('reopen' as const),
        party: fc.constantFrom('tmg' as const, 'arcom' as const),
      }),
    },
  ),
  { minLength: 1, maxLength: 14 },
);
