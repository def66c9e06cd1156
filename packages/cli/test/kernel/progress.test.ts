import { describe, expect, it } from 'vitest';
import { createProgressBar } from '../../src/kernel/progress.ts';

/** A bar on a screen of so many columns, and a clock that the test sets. */
function createScreen(columns = 200, language: 'en' | 'fr' = 'en') {
  const clock = { seconds: 0 };
  const written: string[] = [];
  const stream = { columns, write: (text: string) => written.push(text) };
  const bar = createProgressBar(stream, language, () => clock.seconds * 1000);
  return { bar, clock, written, last: () => written.at(-1)?.replace('\r\u001b[K', '') };
}

const step = { label: 'Checking', total: 400e6, unit: 'bytes' } as const;

describe('the progress bar', () => {
  it('shows how far a step is, and after two seconds how fast and how long it goes on', () => {
    const { bar, clock, last } = createScreen();
    bar.show({ ...step, done: 0 });
    expect(last()).toBe(`Checking [${'·'.repeat(30)}] 0 %`);
    clock.seconds = 1;
    bar.show({ ...step, done: 100e6 });
    expect(last()).toMatch(/^Checking \[█{8}·{22}\] 25 %$/);
    clock.seconds = 4;
    bar.show({ ...step, done: 200e6 });
    expect(last()).toMatch(/ 50 % · 50 MB\/s · 0:04 left$/);
  });

  it('tells the time left in French', () => {
    const { bar, clock, last } = createScreen(200, 'fr');
    bar.show({ ...step, done: 0 });
    clock.seconds = 10;
    bar.show({ ...step, done: 1e6 });
    expect(last()).toMatch(/ 0 % · 0\.1 MB\/s · reste 1:06:30$/);
  });

  it('counts from where a transfer goes on, each by its label, and anew where one begins again', () => {
    const { bar, clock, last } = createScreen();
    bar.show({ ...step, label: 'one', done: 300e6 });
    clock.seconds = 5;
    bar.show({ ...step, label: 'two', done: 0 });
    clock.seconds = 10;
    bar.show({ ...step, label: 'one', done: 310e6 });
    expect(last()).toMatch(/^one .* 77 % · 1\.0 MB\/s · 1:30 left$/);
    clock.seconds = 11;
    bar.show({ ...step, label: 'one', done: 0 });
    expect(last()).toMatch(/^one .* 0 %$/);
  });

  it('shows a count where the total is not known', () => {
    const { bar, clock, last } = createScreen();
    bar.show({ label: 'Records', done: 0, total: 0, unit: 'records' });
    clock.seconds = 3;
    bar.show({ label: 'Records', done: 6_000, total: 0, unit: 'records' });
    expect(last()).toBe('Records 6000 · 2000/s');
  });

  it('writes no more than a line, ten times a second, and removes it', () => {
    const { bar, clock, written } = createScreen(20);
    bar.clear();
    expect(written).toEqual([]);
    bar.show({ ...step, done: 0 });
    clock.seconds = 0.05;
    bar.show({ ...step, done: 1 });
    bar.clear();
    expect(written).toEqual([`\r\u001b[K${`Checking [${'·'.repeat(30)}`.slice(0, 19)}`, '\r\u001b[K']);
  });
});
