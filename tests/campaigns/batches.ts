import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { ipEvidenceTest, type Manifest, memorySource, ScelleError } from '@scelle/core';
import { encodeDocument } from '@scelle/core/internal';
import { type BatchCraft, type CraftedMember, craftBatch, fixedParties } from '@scelle/testkit';
import { type Policy, verifyBatch } from '@scelle/verify';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';
import { readTars } from './second-tar.ts';

const { tmg, agent, arcom } = fixedParties;

const policy: Policy = {
  keys: [
    { role: 'sender', name: 'tmg', publicKey: tmg.publicKey },
    { role: 'agent', name: 'agent', publicKey: agent.publicKey },
  ],
  // Without it, a batch from which somebody took a co-signature away would rightly be accepted.
  requiredRoles: [{ role: 'agent', threshold: 1 }],
  recipient: 'arcom',
  allowedRecipients: null,
  profiles: [ipEvidenceTest],
  clockSkewSeconds: 300,
  maxFactAgeDays: null,
};

/** How many altered batches came to what, by the layer at which they were altered. */
export type BatchTally = Record<Layer, { accepted: number; refused: number }>;

/** What is not as it should be, with the seed of its batch. */
export interface BatchStray {
  readonly layer: Layer;
  readonly batch: number;
  readonly what: string;
}

/**
 * Where a batch is altered. Below `seal`, the sender itself is hostile: what stands above is made truthfully over the
 * alteration, so that only the rules for the content are left to refuse it.
 */
export type Layer = (typeof layers)[number];

const layers = [
  'container',
  'members',
  'seal',
  'co-signature',
  'manifest',
  'payload',
  'frames',
  'tar',
  'content',
  'records',
] as const;

/** What the alteration of a batch left as it was, by which an acceptance is judged. */
interface Altered {
  readonly craft: BatchCraft;
  /** Whether the result may be accepted although its bytes are not those of the honest batch. */
  readonly mayBeAccepted: boolean;
}

/** Verifies so many altered batches. `verify` is ours unless another is tried, as the campaign's own test does. */
export async function examineBatches(
  batches: number,
  seed: number,
  verify: typeof verifyBatch = verifyBatch,
): Promise<{ readonly tally: BatchTally; readonly strays: readonly BatchStray[]; readonly compared: number }> {
  const honest = await craftBatch(withCoSignature);
  const tally = Object.fromEntries(layers.map((layer) => [layer, { accepted: 0, refused: 0 }])) as BatchTally;
  const strays: BatchStray[] = [];
  const tars: { readonly batch: number; readonly layer: Layer; readonly tar: Uint8Array; readonly members: string }[] =
    [];
  for (let batch = 0; batch < batches; batch += 1) {
    const layer = layers[batch % layers.length]!;
    let innerTar = new Uint8Array();
    const { craft, mayBeAccepted } = alter(layer, new Random(seed + batch));
    const keepTar = (tar: Uint8Array): Uint8Array => {
      innerTar = new Uint8Array(craft.tar?.(tar) ?? tar);
      return innerTar;
    };
    const bytes = await craftBatch({ ...withCoSignature, ...craft, tar: keepTar });
    const note = (what: string) => void strays.push({ layer, batch, what });
    const judged = await judge(bytes, verify);
    if ('stray' in judged) note(judged.stray);
    else if (!judged.accepted) tally[layer].refused += 1;
    else {
      tally[layer].accepted += 1;
      if (!mayBeAccepted && Buffer.compare(bytes, honest) !== 0) note('an altered batch is accepted');
      else tars.push({ batch, layer, tar: innerTar, members: judged.members });
    }
  }
  // What we accept, another reader of tars must understand as we do.
  const others = await readTars(tars.map(({ tar }) => tar));
  for (const [index, { batch, layer, members }] of tars.entries()) {
    if (others[index] !== members) strays.push({ layer, batch, what: 'another reader sees other members' });
  }
  return { tally, strays, compared: tars.length };
}

const withCoSignature: BatchCraft = { coSignatures: [{}] };

function alter(layer: Layer, random: Random): Altered {
  const change = (bytes: Uint8Array) => mutate(bytes, random);
  const sealed = (craft: BatchCraft): Altered => ({ craft, mayBeAccepted: true });
  const unsealed = (craft: BatchCraft): Altered => ({ craft, mayBeAccepted: false });
  switch (layer) {
    case 'container':
      return unsealed({ container: change });
    case 'members':
      return unsealed({ containerMembers: (members) => rearrange(members, random) });
    case 'seal':
      return unsealed({ containerMembers: (members) => changeOne(members, random, /^manifest\.json\.minisig$/) });
    case 'co-signature':
      return unsealed({ containerMembers: (members) => changeOne(members, random, /agent/) });
    case 'manifest':
      return sealed({ manifestBytes: change });
    case 'payload':
      return sealed({ payload: change, manifest: (manifest: Manifest) => manifest });
    case 'frames':
      return sealed({ frames: (tar) => change(zstdCompressSync(tar)) });
    case 'tar':
      return sealed({ tar: change });
    case 'content':
      return sealed({ members: (members) => changeOne(members, random, /^(?:salt\.key|batch\.json)$/) });
    case 'records':
      return sealed({
        members: (members) => changeOne(rearrangeSometimes(members, random), random, /^(?:records|attachments)\//),
      });
  }
}

function changeOne(members: readonly CraftedMember[], random: Random, name: RegExp): readonly CraftedMember[] {
  const chosen = random.pick(members.filter((member) => name.test(member.name)));
  return members.map((member) =>
    member === chosen ? { ...member, bytes: mutate(member.bytes ?? new Uint8Array(), random) } : member,
  );
}

function rearrangeSometimes(members: readonly CraftedMember[], random: Random): readonly CraftedMember[] {
  return random.below(3) === 0 ? rearrange(members, random) : members;
}

/** Leaves one out, repeats one, swaps two, renames one, or gives one another type, mode or length. */
function rearrange(members: readonly CraftedMember[], random: Random): readonly CraftedMember[] {
  const changed = [...members];
  const at = random.below(members.length);
  const member = members[at]!;
  const other = random.below(members.length);
  const replace = (change: Partial<CraftedMember>) => void changed.splice(at, 1, { ...member, ...change });
  random.pick<() => void>([
    () => void changed.splice(at, 1),
    () => void changed.splice(other, 0, member),
    () => void changed.splice(at, 1, ...changed.splice(other, 1, member)),
    () =>
      replace({
        name: Buffer.from(mutate(Buffer.from(member.name), random))
          .toString('latin1')
          .slice(0, 99),
      }),
    () => replace({ type: random.pick(['', '1', '2', '5', 'x', 'g', 'L', '7']) }),
    () => replace({ mode: 0o755 }),
    () => replace({ mtime: 1 }),
    () => replace({ announcedBytes: (member.bytes?.length ?? 0) + random.below(3) * 512 - 1 }),
  ])();
  return changed;
}

async function judge(
  bytes: Uint8Array,
  verify: typeof verifyBatch,
): Promise<{ readonly stray: string } | { readonly accepted: boolean; readonly members: string }> {
  const members: string[] = [];
  const note = (name: string, content: Uint8Array) =>
    members.push(`${name} ${createHash('sha256').update(content).digest('hex')}`);
  try {
    const report = await verify(memorySource(bytes), policy, {
      identities: [arcom.classical.identity],
      ledger: 'none',
      now: new Date('2026-11-03T07:00:00Z'),
      threads: 0,
      consumer: {
        begin: async (_, content) => void note('batch.json', encodeDocument(content)),
        async takeGroup({ index, lines, attachments }) {
          if (lines.length > 0) note(`records/${String(index).padStart(6, '0')}.jsonl`, lines);
          for (const { sha256, bytes: content } of attachments) note(`attachments/${sha256}`, content);
        },
      },
    });
    return { accepted: report.verdict === 'accepted', members: members.sort().join('\n') };
  } catch (error) {
    // A batch is judged by its report; nothing in it may end a verification otherwise.
    return { stray: `throws ${ScelleError.is(error) ? error.code : String(error)}` };
  }
}
