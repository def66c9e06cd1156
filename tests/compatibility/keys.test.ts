import { describe, expect, it } from 'vitest';
import { useClockOf } from './commands.ts';
import { fixtureSets } from './fixture-sets.ts';
import { openScene, packing } from './open-scene.ts';

const passphrase = '--passphrase-file passphrase';
const shares = [1, 3].map((number) => `--share shares/arcom.opening.share-${number}-of-3`).join(' ');
const sharesWithPassphrases = `${shares} --share-passphrase-file passphrase --share-passphrase-file passphrase`;

describe.each(fixtureSets)('keys, made by $version', (set) => {
  const scelle = useClockOf(set);
  const open = () => openScene(set, 'keys', scelle);

  it('that are hybrid and have passphrases sign, and open with shares', async () => {
    const { run, succeed } = await open();
    expect(await run(`process ${sharesWithPassphrases} --station arcom`)).toContain('000001: accepted; 5 records');
    await succeed(
      packing('music', ` ${passphrase}`),
      'receive tmg/outbox/tmg.arcom.music.000002.scelle --station arcom',
    );
    expect(await run(`process ${passphrase} --station arcom`)).toContain('000002: accepted; 3 records');
  });

  it.each(['classic', 'hybrid'])('in files open a %s batch that is co-signed', async (kind) => {
    const { run, read } = await open();
    const trust = `--signer tmg=tmg.pub --require agent=agent.pub --recipient arcom --identity ${kind}.identity`;
    expect(await run(`open ${kind}.scelle ${trust} --out opened`)).toContain('accepted; 12 records, 1 segments');
    expect((await read('opened/records.jsonl')).split('\n').length).toBe(13);
  });

  it('split anew open as those that were split before', async () => {
    const { run, succeed } = await open();
    await succeed('key split classic.identity --shares 3 --threshold 2 --no-passphrase --out shares');
    const two = '--share shares/classic.share-1-of-3 --share shares/classic.share-2-of-3';
    expect(
      await run(`open classic.scelle --signer tmg=tmg.pub --require agent=agent.pub ${two} --out opened`),
    ).toContain('accepted; 12 records');
  });
});
