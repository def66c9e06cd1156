import { chmod, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { memorySource, openFileSource, readContainer } from '@scelle/core';
import type { Announcement, Intake } from '@scelle/verify';
import { describe, expect, it } from 'vitest';
import { createPolicyFinder } from '../../src/receiving/find-policy.ts';
import { createIntake } from '../../src/receiving/intake.ts';
import { changeSettings, createPair, outboxPath, pack, processAll, type TestStation } from '../support/test-station.ts';

const delivery = { channel: 'network', origin: 'upload-1' } as const;

function intakeOf({ station, settings }: TestStation): Intake {
  return createIntake(station, createPolicyFinder(station, settings));
}

async function announcementOf(path: string): Promise<Announcement> {
  const { payload, ...container } = await readContainer(memorySource(await readFile(path)));
  return { container, payloadBytes: payload.end - payload.start };
}

describe('an announced batch', () => {
  it('is wanted once, and known from then on, with its receipts', async () => {
    const { tmg, arcom } = await createPair();
    const path = outboxPath(tmg, await pack(tmg));
    const intake = intakeOf(arcom);
    const announcement = await announcementOf(path);
    expect(await intake.judgeAnnouncement(announcement, delivery)).toMatchObject({ kind: 'wanted' });
    const { receipts } = await intake.deliver(memorySource(await readFile(path)), delivery);
    const answer = await intake.judgeAnnouncement(announcement, delivery);
    expect(answer).toMatchObject({ kind: 'known', receipts: [{ stage: 'delivery' }] });
    expect(receipts).toHaveLength(1);
    expect(await intake.listStreams('tmg')).toEqual([
      { sender: 'tmg', stream: 'music', expected: 2, held: [], missing: [] },
    ]);
  });

  it('is wanted where it comes too early, because it will be held', async () => {
    const { tmg, arcom } = await createPair();
    await pack(tmg);
    const path = outboxPath(tmg, await pack(tmg));
    const answer = await intakeOf(arcom).judgeAnnouncement(await announcementOf(path), delivery);
    expect(answer).toMatchObject({ kind: 'wanted', report: { verdict: 'held', codes: ['sequence-gap'] } });
  });

  it('is refused by a channel that its sender may not use, and from a stranger', async () => {
    const { tmg, arcom } = await createPair();
    const announcement = await announcementOf(outboxPath(tmg, await pack(tmg)));
    await changeSettings(arcom, (text) =>
      text.replace('channels = ["network", "media", "file"]', 'channels = ["media"]'),
    );
    expect(await intakeOf(arcom).judgeAnnouncement(announcement, delivery)).toMatchObject({
      kind: 'refused',
      report: { codes: ['channel-not-accepted'] },
    });
    const { arcom: other } = await createPair();
    expect(await intakeOf(other).judgeAnnouncement(announcement, delivery)).toMatchObject({
      kind: 'refused',
      report: { codes: ['seal-unknown-key'] },
    });
  });
});

describe('a file that is delivered', () => {
  it('is kept by a second name where the caller allows it, and nobody writes to it any more', async () => {
    const { tmg, arcom } = await createPair();
    const { file } = await pack(tmg);
    const path = outboxPath(tmg, { file });
    await using source = await openFileSource(path);
    await intakeOf(arcom).deliver(source, { ...delivery, file: path });
    const kept = await stat(arcom.station.layout.path('inbox', file));
    expect(kept.mode & 0o777).toBe(0o400);
    expect(kept.size).toBe((await stat(path)).size);
  });

  it('is copied where others may write to it', async () => {
    const { tmg, arcom } = await createPair();
    const { file } = await pack(tmg);
    const path = outboxPath(tmg, { file });
    await chmod(path, 0o666);
    await using source = await openFileSource(path);
    await intakeOf(arcom).deliver(source, { ...delivery, file: path });
    expect((await stat(path)).nlink).toBe(1);
    expect(await readFile(arcom.station.layout.path('inbox', file))).toEqual(await readFile(path));
  });

  it('that is altered in the inbox is not held against its sender', async () => {
    const { tmg, arcom } = await createPair();
    const { file } = await pack(tmg);
    await intakeOf(arcom).deliver(memorySource(await readFile(outboxPath(tmg, { file }))), delivery);
    const kept = arcom.station.layout.path('inbox', file);
    const bytes = await readFile(kept);
    bytes[700]! ^= 1;
    await writeFile(kept, bytes);
    expect(await processAll(arcom)).toMatchObject([{ outcome: 'unreadable', error: { code: 'stored-file-altered' } }]);
    await unlink(kept);
    expect(await processAll(arcom)).toMatchObject([{ outcome: 'unreadable', error: { code: 'stored-file-missing' } }]);
    expect(await intakeOf(arcom).listStreams()).toMatchObject([{ expected: 2 }]);
  });
});
