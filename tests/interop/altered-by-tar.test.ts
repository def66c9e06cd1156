import { join } from 'node:path';
import { describeWithTools } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { toPublicKey, useHandover } from './our-batch.ts';
import { runLine } from './run-tools.ts';
import { verifyFile } from './verify-file.ts';

const takeBatch = useHandover();

/** The options of docs/format.md, but for the block size. */
const canonical = '--format=ustar --owner=0 --group=0 --numeric-owner --mode=0644 --mtime=@0';
const members = 'payload.tar.zst.age manifest.json manifest.json.minisig';

describeWithTools(['bash', 'tar'], 'a batch whose container GNU tar changed is rejected', () => {
  it.each([
    { change: 'append a file', line: 'echo > note; tar rf batch.scelle note', code: 'container-header-invalid' },
    {
      change: 'append a member that is there already',
      line: `tar rf batch.scelle ${canonical} -b1 manifest.json`,
      code: 'container-member-unexpected',
    },
    {
      change: 'delete the seal',
      line: 'tar -b1 --delete -f batch.scelle manifest.json.minisig',
      code: 'container-truncated',
    },
    {
      change: 'pack again with its default options',
      line: `tar cf batch.scelle ${members}`,
      code: 'container-header-invalid',
    },
    {
      change: 'pack again as PAX',
      line: `tar c --format=pax -f batch.scelle ${members}`,
      code: 'container-header-invalid',
    },
    {
      change: 'pack again in blocks of 10 KiB',
      line: `tar c ${canonical} -f batch.scelle ${members}`,
      code: 'container-trailing-data',
    },
    {
      change: 'pack again in another order',
      line: `tar c ${canonical} -b1 -f batch.scelle $(ls -r ${members})`,
      code: 'container-member-unexpected',
    },
    {
      change: 'concatenate with another',
      line: 'cp batch.scelle copy; tar -A -b1 -f batch.scelle copy',
      code: 'container-member-unexpected',
    },
  ])('after: $change', async ({ line, code }) => {
    const { folder, keys } = await takeBatch();
    await runLine(folder, `tar xf batch.scelle; ${line}`);
    const { report } = await verifyFile(join(folder, 'batch.scelle'), toPublicKey(keys.signer), keys.identity);
    expect(report).toMatchObject({ verdict: 'rejected', codes: [code] });
  });
});
