import { discIdentifier, type SetDescription } from '../set/description.ts';
import type { DiscFile } from '../set/disc-folder.ts';
import type { DiscInWork } from './disc-in-work.ts';

/** Folder of a bag's payload. Source: RFC 8493 § 2.1.2. */
const PAYLOAD = 'data/';

/** Makes the folder of a disc a BagIt bag, whose payload is `data/`. Written last. Source: RFC 8493. */
export async function writeBag({ folder, layout }: DiscInWork, description: SetDescription): Promise<void> {
  const payload = [...folder.files].filter(([path]) => path.startsWith(PAYLOAD));
  const text = (lines: readonly string[]) => new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
  await folder.add('bagit.txt', text(['BagIt-Version: 1.0', 'Tag-File-Character-Encoding: UTF-8']));
  await folder.add('bag-info.txt', text(describeBag(description, layout.number, payload)));
  await folder.add('manifest-sha256.txt', text(payload.map(toManifestLine)));
  const tags = [...folder.files].filter(([path]) => !path.startsWith(PAYLOAD));
  await folder.add('tagmanifest-sha256.txt', text(tags.map(toManifestLine)));
}

function describeBag(
  description: SetDescription,
  number: number,
  payload: readonly (readonly [string, DiscFile])[],
): string[] {
  const { id, label, sender, createdAt, discs } = description;
  const bytes = payload.reduce((sum, [, file]) => sum + file.bytes, 0);
  return [
    `Source-Organization: ${sender}`,
    `Bagging-Date: ${createdAt.slice(0, 10)}`,
    `External-Identifier: ${discIdentifier(description, number)}`,
    ...(label === null ? [] : [`External-Description: ${label}`]),
    `Bag-Group-Identifier: ${id}`,
    `Bag-Count: ${number} of ${discs.length}`,
    `Payload-Oxum: ${bytes}.${payload.length}`,
  ];
}

function toManifestLine([path, { sha256 }]: readonly [string, DiscFile]): string {
  return `${sha256}  ${path}`;
}
