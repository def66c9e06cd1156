import type { Identities } from '@scelle/core';
import { craftBatch, craftTar, fixedParties } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { identities, judge, judgeCrafted, type Trial, takeApart } from '../trial.ts';

const { arcom, stranger } = fixedParties;
const mine = arcom.classical.recipient;
const sealed = { isSealed: true };

describe('a batch', () => {
  it('that is addressed to somebody else is refused at both levels', async () => {
    const craft = { manifest: (manifest: object) => ({ ...manifest, recipient: 'hadopi' }) };
    expect(await judgeCrafted(craft)).toBe('rejected at addressee: addressee-other');
    expect(await judgeCrafted(craft, sealed)).toBe('rejected at addressee: addressee-other');
  });

  it('cannot be addressed anew without the key of the sender', async () => {
    const members = await takeApart(
      await craftBatch({ manifest: (manifest) => ({ ...manifest, recipient: 'hadopi' }) }),
    );
    const [payload, , seal] = await takeApart(await craftBatch());
    expect(await judge(craftTar([payload!, members[1]!, seal!]))).toBe('rejected at signature: seal-wrong');
  });

  it('for any addressee is accepted where the policy names none', async () => {
    const content = (document: object) => ({ ...document, recipient: 'hadopi' });
    const manifest = (honest: object) => ({ ...honest, recipient: 'hadopi' });
    expect(await judgeCrafted({ content, manifest }, { policy: { recipient: null } })).toBe('accepted');
  });

  it('that is not encrypted to my key is refused', async () => {
    const trial: Trial = { context: { identities: [stranger.classical.identity] } };
    expect(await judgeCrafted({}, trial)).toBe('rejected at addressee: not-sealed-to-me');
  });

  it('that was encrypted anew, to another key than the manifest names, is refused by its digest', async () => {
    const [payload] = await takeApart(await craftBatch({ recipients: [stranger.classical.recipient] }));
    const [, ...others] = await takeApart(await craftBatch());
    expect(await judge(craftTar([payload!, ...others]))).toMatch(/^rejected at payload: payload-(size|digest)$/);
  });

  it('is opened with any one of several keys', async () => {
    const several: Identities = [stranger.classical.identity, arcom.hybrid.identity, ...identities];
    expect(await judgeCrafted({}, { context: { identities: several } })).toBe('accepted');
    expect(await judgeCrafted({ recipients: [arcom.hybrid.recipient] }, { context: { identities: several } })).toBe(
      'accepted',
    );
  });
});

describe('a further recipient', () => {
  const recipients = [mine, stranger.classical.recipient];

  it('that the policy does not allow is refused at both levels', async () => {
    expect(await judgeCrafted({ recipients })).toBe('rejected at addressee: recipient-not-allowed');
    expect(await judgeCrafted({ recipients }, sealed)).toBe('rejected at addressee: recipient-not-allowed');
  });

  it('that the policy allows is accepted', async () => {
    const allowedRecipients = recipients.map(({ text }) => text);
    expect(await judgeCrafted({ recipients }, { policy: { allowedRecipients } })).toBe('accepted');
    expect(await judgeCrafted({ recipients }, { policy: { allowedRecipients: null } })).toBe('accepted');
  });

  it('need not be allowed for my own key', async () => {
    expect(await judgeCrafted({}, { policy: { allowedRecipients: [] } })).toBe('accepted');
  });
});

describe('the channel', () => {
  const policy = { channels: ['media'] as const };

  it('is one that the policy names, at both levels', async () => {
    expect(await judgeCrafted({}, { policy, context: { channel: 'media' } })).toBe('accepted');
    const refused = 'rejected at addressee: channel-not-accepted';
    expect(await judgeCrafted({}, { policy, context: { channel: 'network' } })).toBe(refused);
    expect(await judgeCrafted({}, { policy, context: { channel: 'network' }, isSealed: true })).toBe(refused);
    expect(await judgeCrafted({}, { policy })).toBe(refused);
  });

  it('may be any where the policy names none', async () => {
    expect(await judgeCrafted({}, { context: { channel: 'network' } })).toBe('accepted');
  });
});
