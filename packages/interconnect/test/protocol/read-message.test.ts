import { describe, expect, it } from 'vitest';
import { readMessage } from '../../src/protocol/messages.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a message', () => {
  it('is read where it has no more values than its kind', () => {
    expect(readMessage(bytes('{"a":[1,"[,{",null]}'), 8)).toEqual({ a: [1, '[,{', null] });
    expect(readMessage(bytes('[1,2,3]'), 4)).toEqual([1, 2, 3]);
    expect(readMessage(bytes('[1,2,3]'), 3)).toBeUndefined();
  });

  it.each([
    ['too deep', `${'['.repeat(9)}${']'.repeat(9)}`],
    ['with a key that stands twice', '{"a":1,"a":2}'],
    ['with a number that two readers could read differently', '[1.0]'],
    ['no JSON', '{'],
    ['nothing', ''],
    ['with a byte order mark', '\ufeff{}'],
    ['an open string', '"\\'],
  ])('is none where it is %s', (_, text) => {
    expect(readMessage(bytes(text), 1_000)).toBeUndefined();
  });

  it('is none where it is no UTF-8', () => {
    expect(readMessage(new Uint8Array([0x22, 0xff, 0x22]), 10)).toBeUndefined();
  });

  it('takes no memory for values that it may not have', () => {
    const text = bytes(`[${'[],'.repeat(10_000_000)}[]]`);
    const before = process.memoryUsage().heapUsed;
    expect(readMessage(text, 1_000)).toBeUndefined();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20e6);
  });
});
