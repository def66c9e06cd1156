import type { Message } from '@scelle/core';
import type { ChannelCode } from '../../channels/codes.ts';

/** English messages about certificates, channels and gateways. */
export const en: Readonly<Record<ChannelCode, Message>> = {
  'certificate-missing': (d) =>
    `${d.file}: there is no TLS certificate here. "scelle key rotate certificate --at-once" makes one, and the card that names it.`,
  'certificate-invalid': (d) =>
    `${d.file}: this is not a certificate together with its key, in PEM. Restore it, or make another with "scelle key rotate certificate --at-once".`,
  'address-missing': (d) =>
    `The card of ${d.name} names no address. Ask the peer for the card that does ("scelle card --address"), and add it.`,
  'opening-key-exposed': (d) =>
    `${d.file}: an opening key lies on this host, and whoever breaks in from the network would have it. Receive with a station of its own ("scelle init --role gateway"), or say single-host = true in scelle.toml.`,
  'channel-of-gateway': (d) =>
    `${d.name} is a gateway, which keeps to the notices of its party and is the subject of none; nothing was changed. At the station behind it, suspend or resume the sender, and then run scelle pull.`,
  'channel-state-unchanged': (d) => `The network channel with ${d.name} is ${d.found} already; nothing was changed.`,
  'notice-unknown-key': (d) =>
    `The notice is signed with key ${d.found}, which no peer uses. If the peer has a new key, add its new card.`,
  'notice-signature': (d) =>
    `The notice was not signed by ${d.name} with a key that is valid. Do not rely on it; ask the peer by another way.`,
  'notice-not-for-me': (d) => `The notice concerns ${d.found}, not ${d.expected}. It changes nothing here.`,
  'notice-conflict': (d) =>
    `${d.name} signed two different notices with number ${d.found}. Keep both, and ask the peer which of them holds.`,
  'notice-outdated': (d) =>
    `The notice of ${d.name} is number ${d.found}, and number ${d.expected} is known. It changes nothing.`,
  'gateway-unknown': (d) =>
    `${d.name} is no peer with the role gateway here. Add its card with "scelle peer add" first.`,
  'not-a-gateway': (d) => `Only a station with the role gateway receives for another party; this one is ${d.found}.`,
};
