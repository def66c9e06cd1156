import type { ItemSource } from '../items/item-source.ts';
import { nameOnDisc } from '../planning/plan-set.ts';
import { readDiscFiles, writeTexts } from './disc-texts.ts';
import type { WriteMediaOptions } from './write-options.ts';

/** The files that every disc carries besides the evidence: texts, restorer, specification, manifests. */
export async function gatherCompanions(
  sources: readonly ItemSource[],
  options: WriteMediaOptions,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { label = null, contact = null, spareDiscs = 0 } = options;
  const items = sources.map(({ item }) => item);
  const { parties } = sources[0]!;
  const manifests = sources.flatMap(({ companions }, index) => {
    const folder = `data/manifests/${nameOnDisc(items[index]!, index)}`;
    return Array.from(companions, ([name, bytes]) => [`${folder}/${name}`, bytes] as const);
  });
  const texts = writeTexts({ ...parties, label, contact, items, spareDiscs });
  return new Map([...(await readDiscFiles()), ...texts, ...manifests]);
}
