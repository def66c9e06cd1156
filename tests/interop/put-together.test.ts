import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseIdentityFile, parsePublicKey, type Segment } from '@scelle/core';
import { describeWithTools, temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { writeSampleFiles } from './our-batch.ts';
import { runLine, standAlone } from './run-tools.ts';
import { type Judged, verifyFile } from './verify-file.ts';

const tools = ['bash', 'tar', 'zstd', 'age', 'age-keygen', 'minisign', 'sha256sum', 'openssl', 'python3'] as const;

describeWithTools(tools, 'a batch that stock tools put together, with keys that they made', () => {
  /** Makes `batch.scelle` with these settings, and gives its folder and the records that went in. */
  async function makeBatch(settings = ''): Promise<{ folder: string; expected: readonly string[] }> {
    const folder = await temporaryFolder();
    const expected = await writeSampleFiles(folder);
    await runLine(folder, 'age-keygen -o arcom.identity; minisign -G -W -s tmg.key -p tmg.pub');
    const inputs = 'records.jsonl attachments tmg.key tmg.pub $(age-keygen -y arcom.identity) batch.scelle';
    await runLine(folder, `${settings} ${standAlone('make-batch.sh')} ${inputs}`);
    return { folder, expected };
  }

  /** Verifies `batch.scelle` of the folder with ours. */
  async function verify(folder: string): Promise<Judged> {
    const publicKey = parsePublicKey(await readFile(join(folder, 'tmg.pub')));
    const [identity] = await parseIdentityFile(await readFile(join(folder, 'arcom.identity')));
    return verifyFile(join(folder, 'batch.scelle'), publicKey, identity!);
  }

  it('is accepted, and opens', async () => {
    const { folder, expected } = await makeBatch();
    const { report, lines, attachments } = await verify(folder);
    expect(report).toMatchObject({ verdict: 'accepted', level: 'full', codes: [] });
    expect(lines).toEqual(expected);
    const references = expected.flatMap((line) => JSON.parse(line).segments.map(({ sha256 }: Segment) => sha256));
    expect(new Set(attachments.keys())).toEqual(new Set(references));
  });

  it.each(['512', '1000', '65537'])('is accepted with a frame for every %s bytes of content', async (size) => {
    const { folder, expected } = await makeBatch(`FRAME_SIZE=${size}`);
    const { report, lines } = await verify(folder);
    expect(report).toMatchObject({ verdict: 'accepted', codes: [] });
    expect(lines).toEqual(expected);
  });

  it('is rejected once bytes of it are others', async () => {
    const { folder } = await makeBatch();
    await runLine(folder, 'printf altered! | dd of=batch.scelle bs=1 seek=2000 conv=notrunc status=none');
    expect((await verify(folder)).report).toMatchObject({ verdict: 'rejected', codes: ['payload-digest'] });
  });
});
