import { describe, expect, it } from 'vitest';
import { pictureStream } from '../../src/ledger/streams.ts';
import { createPair, deliver, outboxPath, pack, type TestStation } from '../support/test-station.ts';

async function picture({ station }: TestStation, sequence: number): Promise<string> {
  const { places } = await pictureStream(station.ledger, { sender: 'tmg', stream: 'music', sequence });
  return places.map((place) => `${place.sequence} ${place.state} ${place.channel ?? '-'}`).join(', ');
}

describe('the picture of a stream', () => {
  it('has every number up to the newest, with the channel by which it came', async () => {
    const { tmg, arcom } = await createPair();
    const batches = [await pack(tmg), await pack(tmg), await pack(tmg)];
    expect(await picture(arcom, 1)).toBe('1 missing -');
    await deliver(arcom, outboxPath(tmg, batches[2]!), 'media');
    expect(await picture(arcom, 3)).toBe('1 missing -, 2 missing -, 3 held media');
    await deliver(arcom, outboxPath(tmg, batches[0]!), 'network');
    expect(await picture(arcom, 1)).toBe('1 accepted network, 2 missing -, 3 held media');
    await deliver(arcom, outboxPath(tmg, batches[1]!));
    expect(await picture(arcom, 2)).toBe('1 accepted network, 2 accepted file, 3 accepted media');
  });

  it('has at most 60 numbers, however long the stream is, and never an endless gap', async () => {
    const { arcom } = await createPair();
    for (const sequence of [1, 90, Number.MAX_SAFE_INTEGER - 20]) {
      const { places } = await pictureStream(arcom.station.ledger, { sender: 'tmg', stream: 'music', sequence });
      expect(places.length).toBe(Math.min(60, sequence));
      expect(places.at(-1)?.sequence).toBe(sequence);
    }
  });
});
