import { createHash } from 'node:crypto';
import type { Extent, Medium } from '../medium/medium.ts';
import type { DiscProblem } from './reading-set.ts';

const CHUNK_BYTES = 1 << 20;
/** A manifest of this many files is longer than any of ours. */
const MAX_MANIFEST_BYTES = 16 << 20;
const LINE = /^([0-9a-f]{64}) {2}([^\0\r\n]{1,500})$/;

/** What is known of a file whose blocks were looked at: that it is right, that it is not, or nothing. */
export type FileCondition = 'whole' | 'altered' | null;

/**
 * Checks the files of a bag that hold no blocks: texts, manifests, and the manifests of the bag itself. `findingOf` tells
 * what is known already, so that no file is read twice. Source: RFC 8493 § 3.
 */
export async function checkBag(
  medium: Medium,
  root: string,
  findingOf: (path: string) => FileCondition,
): Promise<readonly DiscProblem[]> {
  const files = new Map(
    medium.extents
      .filter(({ path }) => path.startsWith(root))
      .map((extent) => [extent.path.slice(root.length), extent]),
  );
  const problems: DiscProblem[] = [];
  const tags = await readManifest(files, 'tagmanifest-sha256.txt', problems);
  const payload = await readManifest(files, 'manifest-sha256.txt', problems);
  for (const [path, sha256] of [...tags, ...payload]) {
    const extent = files.get(path);
    if (extent === undefined) problems.push({ kind: 'file-missing', file: path });
    else if (!(await isUnaltered(extent, sha256, findingOf(path)))) problems.push({ kind: 'file-altered', file: path });
  }
  for (const path of files.keys()) {
    const isListed = tags.has(path) || payload.has(path) || path === 'tagmanifest-sha256.txt';
    if (!isListed) problems.push({ kind: isOfSystem(path) ? 'file-of-system' : 'file-unexpected', file: path });
  }
  return problems;
}

/** What operating systems add to a medium on which they can write: indexes, thumbnails, looks of folders, lost files. */
const SYSTEM_FILE =
  /(?:^|\/)(?:\.DS_Store|\._[^/]*|\.localized|desktop\.ini|Thumbs\.db|ehthumbs\.db|\.metadata_never_index)$|(?:^|\/)(?:System Volume Information|\$RECYCLE\.BIN|RECYCLER|\.Spotlight-V100|\.Trashes|\.Trash-\d+|\.fseventsd|\.TemporaryItems|\.DocumentRevisions-V100|lost\+found)(?:\/|$)/i;

/** Whether the name is one that operating systems give; whatever it holds, it is no part of the set. */
export function isOfSystem(path: string): boolean {
  return SYSTEM_FILE.test(path);
}

async function isUnaltered(extent: Extent, sha256: string, finding: FileCondition): Promise<boolean> {
  return finding === null ? (await digestFile(extent)) === sha256 : finding === 'whole';
}

async function readManifest(
  files: ReadonlyMap<string, Extent>,
  path: string,
  problems: DiscProblem[],
): Promise<ReadonlyMap<string, string>> {
  const extent = files.get(path);
  if (extent === undefined) problems.push({ kind: 'file-missing', file: path });
  const text = extent === undefined || extent.size > MAX_MANIFEST_BYTES ? '' : await readText(extent);
  const lines = text.split('\n');
  const entries = lines.slice(0, -1).map((line) => LINE.exec(line));
  const isWellFormed = lines.at(-1) === '' && entries.length > 0 && entries.every((entry) => entry !== null);
  if (extent !== undefined && !isWellFormed) problems.push({ kind: 'file-altered', file: path });
  return new Map(entries.flatMap((entry) => (entry === null ? [] : [[entry[2]!, entry[1]!] as const])));
}

/** Unreadable bytes make another text, which then does not agree. */
async function readText(extent: Extent): Promise<string> {
  try {
    return Buffer.from(await extent.read(0, extent.size)).toString('utf8');
  } catch {
    return '';
  }
}

async function digestFile(extent: Extent): Promise<string | null> {
  const digest = createHash('sha256');
  try {
    for (let at = 0; at < extent.size; at += CHUNK_BYTES) {
      digest.update(await extent.read(at, Math.min(CHUNK_BYTES, extent.size - at)));
    }
    return digest.digest('hex');
  } catch {
    return null;
  }
}
