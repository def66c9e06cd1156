import { type ErrorDetails, formatExpectation, formatPlace, type Message } from '@scelle/core';
import type { SettingsCode } from '../../settings/codes.ts';

function place(details: ErrorDetails): string {
  return formatPlace(details, { line: 'line', column: 'column', field: 'setting', byte: 'byte', separator: ': ' });
}

/** English messages about scelle.toml: what was found, where, and what to do next. */
export const en: Readonly<Record<SettingsCode, Message>> = {
  'settings-missing': (d) => `${place(d)}the settings of this station are missing. Restore them from a backup.`,
  'settings-unreadable': (d) => `${place(d)}the settings cannot be read (${d.found}). Check the permissions.`,
  'settings-invalid': (d) =>
    `${place(d)}mistakes in the settings: ${d.found}. Each is given with its place. Correct them; until then nothing is done.`,
  'settings-too-long': (d) => `${place(d)}the settings are longer than ${d.limit} bytes. Check that it is this file.`,
  'settings-syntax': (d) => `${place(d)}this is not TOML 1.0 (${d.found}). Correct it here.`,
  'settings-key-unknown': (d) =>
    `${place(d)}there is no such setting. Correct its name, or remove it; docs/settings.md lists all of them.`,
  'settings-key-missing': (d) => `${place(d)}this setting is missing${expected(d)}. Add it.`,
  'settings-value-invalid': (d) => `${place(d)}the value is not what this setting takes${expected(d)}. Correct it.`,
  'settings-peer-own': (d) =>
    `${place(d)}this is the party of this station itself, and no peer of it. Name the peer whose rules these are, or remove them.`,
};

function expected(details: ErrorDetails): string {
  return formatExpectation('en', details.expected);
}
