import { defineErrors } from '@scelle/core/internal';

/** Custody log. */
export const custodyErrors = defineErrors({
  'custody-entry-invalid': {
    status: 'rejected',
    meaning: 'An entry is not what was written.',
    advice: 'Keep the log, and compare it with exports and receipts.',
    en: (d) => `Entry ${d.line} of the custody log was altered: it is not what was once written.`,
    fr: (d) => `L’entrée ${d.line} du journal a été altérée : ce n’est pas ce qui fut écrit.`,
  },
  'custody-entry-misplaced': {
    status: 'rejected',
    meaning: 'Entries were removed or reordered.',
    advice: 'As above.',
    en: (d) =>
      `Where entry ${d.expected} of the custody log is expected, entry ${d.found} stands: entries were removed or reordered.`,
    fr: (d) =>
      `À la place de l’entrée ${d.expected} du journal se trouve l’entrée ${d.found} : des entrées ont été retirées ou déplacées.`,
  },
  'custody-chain-broken': {
    status: 'rejected',
    meaning: 'An entry does not follow the one before it.',
    advice: 'As above.',
    en: (d) => `Entry ${d.line} of the custody log does not follow the one before it: one of the two was altered.`,
    fr: (d) => `L’entrée ${d.line} du journal ne suit pas la précédente : l’une des deux a été altérée.`,
  },
  'custody-anchor-mismatch': {
    status: 'rejected',
    meaning: 'An entry is not the one that a signed head or a receipt names.',
    advice: 'As above.',
    en: (d) => `Entry ${d.line} of the custody log is not the one that ${d.name} names: the log was rewritten.`,
    fr: (d) => `L’entrée ${d.line} du journal n’est pas celle que désigne ${d.name} : le journal a été réécrit.`,
  },
  'custody-truncated': {
    status: 'rejected',
    meaning: 'The end was cut off.',
    advice: 'As above.',
    en: (d) =>
      `The custody log ends with entry ${d.found}, but ${d.name} names entry ${d.expected}: its end was cut off.`,
    fr: (d) =>
      `Le journal s’arrête à l’entrée ${d.found}, mais ${d.name} désigne l’entrée ${d.expected} : la fin en a été coupée.`,
  },
  'custody-head-signature': {
    status: 'rejected',
    meaning: 'A signed head was not signed by this station.',
    advice: 'As above.',
    en: () => 'A signed head of the custody log was not signed by this station. Compare it with an exported one.',
    fr: () => 'Une tête signée du journal n’a pas été signée par ce poste. Comparez-la avec une tête exportée.',
  },
});
