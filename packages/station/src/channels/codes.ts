/** Codes about certificates, channels and gateways. */
export type ChannelCode =
  | 'certificate-missing'
  | 'certificate-invalid'
  | 'address-missing'
  | 'opening-key-exposed'
  | 'channel-state-unchanged'
  | 'channel-of-gateway'
  | 'notice-unknown-key'
  | 'notice-signature'
  | 'notice-not-for-me'
  | 'notice-conflict'
  | 'notice-outdated'
  | 'gateway-unknown'
  | 'not-a-gateway';
