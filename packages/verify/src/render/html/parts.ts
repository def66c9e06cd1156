import type { ReportView } from '../view/report-view.ts';
import { html, type Markup } from './escape.ts';
import { factList } from './fact-list.ts';
import { section } from './section.ts';

/** Who handed over what to whom; or that nobody knows. */
export function partiesSection({ wording, parties }: ReportView): Markup {
  const content = parties === null ? html`<p>${wording.phrases['not-authenticated']}</p>` : factList(parties);
  return section('parties', wording.headings.parties, content);
}

/** How much was handed over. */
export function countsSection({ wording, counts }: ReportView): Markup | null {
  return counts && section('counts', wording.headings.counts, factList(counts));
}

/** Who signed. */
export function signaturesSection({ wording, signatures }: ReportView): Markup {
  const content = signatures.length === 0 ? html`<p>${wording.phrases['no-signatures']}</p>` : signatures.map(factList);
  return section('signatures', wording.headings.signatures, content);
}

/** What tells this batch from every other. */
export function fingerprintsSection({ wording, fingerprints }: ReportView): Markup | null {
  return fingerprints.length === 0
    ? null
    : section('fingerprints', wording.headings.fingerprints, factList(fingerprints));
}

/** How anybody checks the batch with tools that know nothing of it. */
export function repeatSection({ wording, commands }: ReportView): Markup {
  const items = commands.map(({ purpose, line }) => html`<li>${purpose}<pre><code>${line}</code></pre></li>`);
  const introduction = html`<p>${wording.phrases['repeat-introduction']}</p>`;
  return section('repeat', wording.headings.repeat, introduction, html`<ol class="commands">${items}</ol>`);
}

/** When and how it was checked. */
export function verificationSection({ wording, verification }: ReportView): Markup {
  const times = html`<p>${wording.phrases.utc}</p>`;
  return section('verification', wording.headings.verification, factList(verification), times);
}
