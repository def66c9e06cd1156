import type { CraftedMember } from '@scelle/testkit';

/** Changes the member at an index and leaves the others as they are. */
export function replace(index: number, change: Partial<CraftedMember>) {
  return (members: readonly CraftedMember[]): readonly CraftedMember[] =>
    members.with(index, { ...members[index]!, ...change });
}
