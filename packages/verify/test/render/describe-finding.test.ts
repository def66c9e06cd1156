import { describe, expect, it } from 'vitest';
import { describeFinding } from '../../src/index.ts';

describe('the message of a finding', () => {
  it('comes from this package for its own codes', () => {
    const finding = { code: 'sequence-gap', details: { found: 3, expected: 2 } };
    expect(describeFinding(finding, 'en')).toBe('Batch 3 came, but 2 is still missing. Ask the sender for it.');
    expect(describeFinding(finding, 'fr')).toContain('le lot 2 manque encore');
  });

  it('comes from the core for what reading a batch finds', () => {
    const finding = { code: 'container-truncated', details: { at: 512 } };
    expect(describeFinding(finding, 'en')).toContain('byte 512');
    expect(describeFinding(finding, 'fr')).toContain('octet 512');
  });

  it('is about the batch that was received where both packages have the code', () => {
    const finding = { code: 'record-agent-unlisted', details: { member: 'records/000000.jsonl', line: 7 } };
    expect(describeFinding(finding, 'en')).toContain('records/000000.jsonl, line 7');
  });

  it.each(['code-of-tomorrow', 'toString', '__proto__'])('names a code that this version does not know: %s', (code) => {
    expect(describeFinding({ code, details: {} }, 'en')).toContain(code);
    expect(describeFinding({ code, details: {} }, 'fr')).toContain(code);
  });
});
