/** Codes about scelle.toml. */
export type SettingsCode =
  | 'settings-missing'
  | 'settings-unreadable'
  | 'settings-invalid'
  | 'settings-too-long'
  | 'settings-syntax'
  | 'settings-key-unknown'
  | 'settings-key-missing'
  | 'settings-value-invalid'
  | 'settings-peer-own';
