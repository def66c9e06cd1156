import { describe, expect, it } from 'vitest';
import { isAddress } from '../../src/cards/card.ts';

describe('the address of a receiver', () => {
  it.each(['https://arcom', 'https://arcom.example:8443', 'https://192.0.2.7:443', 'https://[2001:db8::7]:8443'])(
    'may be %s',
    (text) => {
      expect(isAddress(text)).toBe(true);
    },
  );

  it.each([
    ...['http://arcom', 'arcom:8443', 'https://', 'https://arcom/', 'https://arcom:8443/path', 'https://user@arcom'],
    ...['https://arcom:99999', 'https://[2001:::7]', 'https://300.0.2.7', 'https://arcom?x', 'https://ARCOM'],
  ])('is not %s', (text) => {
    expect(isAddress(text)).toBe(false);
  });
});
