import { findCurrentCard } from '../cards/card-store.ts';
import { StationError } from '../errors/station-error.ts';
import type { Settings } from '../settings/settings.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

/** Whether scelle.toml is valid, and every party that it names is known by a card. */
export async function checkSettings({ settings, layout, database }: Examination): Promise<Finding> {
  const file = layout.settings;
  if (settings instanceof StationError) return finding('settings-unsound', { file, found: settings.code });
  const unknown = listNamedParties(settings).filter((name) => findCurrentCard(database, name) === null);
  const [name] = unknown;
  return name === undefined
    ? finding('settings-sound', { file })
    : finding('settings-party-unknown', { file, name, found: unknown.length });
}

function listNamedParties({ peers, receiving, sending }: Settings): readonly string[] {
  const rules = [receiving, sending, ...Object.values(peers).flatMap((peer) => [peer.receiving, peer.sending])];
  const named = rules.flatMap(({ additionalRecipients = [] }) => additionalRecipients);
  return [...new Set([...Object.keys(peers), ...named])].sort();
}
