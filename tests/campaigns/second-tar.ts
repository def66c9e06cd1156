import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** Names and digests of the members of each tar as Python's tarfile reads it, without the salt key, in order of names. */
const SCRIPT = `
import base64, hashlib, io, sys, tarfile
for line in sys.stdin:
    try:
        tar = tarfile.open(fileobj=io.BytesIO(base64.b64decode(line)), mode='r:')
        members = [(m.name, hashlib.sha256(tar.extractfile(m).read()).hexdigest()) for m in tar if m.name != 'salt.key']
        print('|'.join(sorted(' '.join(pair) for pair in members)))
    except Exception as error:
        print(type(error).__name__)
`;

/** What Python's tarfile finds in each tar: "name sha256" on a line each, sorted. */
export async function readTars(tars: readonly Uint8Array[]): Promise<readonly string[]> {
  if (tars.length === 0) return [];
  const python = spawn('python3', ['-c', SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  const output = text(python.stdout);
  const ended = once(python, 'close');
  python.stdin.end(tars.map((tar) => `${Buffer.from(tar).toString('base64')}\n`).join(''));
  const [said] = await Promise.all([output, ended]);
  return said
    .trimEnd()
    .split('\n')
    .map((line) => line.replaceAll('|', '\n'));
}
