import type { ReportView } from '../view/report-view.ts';
import { html, type Markup } from './escape.ts';

/** The head of the page: which batch, the verdict in large letters, why, and what to do next. */
export function conclusionSection({ wording, batchName, conclusion, verification, isTestData }: ReportView): Markup {
  const { phrases, labelled } = wording;
  const [origin] = verification;
  return html`
<header>
<h1>${wording.title}</h1>
<p class="batch">${batchName ?? origin!.values}</p>
</header>
${isTestData ? testDataBanner(phrases) : null}
<section id="verdict" class="verdict ${conclusion.conclusion}" aria-label="${conclusion.word}">
<p class="word"><span class="mark" aria-hidden="true">${conclusion.mark}</span> ${conclusion.word}${reservation(conclusion)}</p>
<p>${conclusion.meaning} ${conclusion.tally}</p>
${reasonList(conclusion)}
<p class="next"><strong>${labelled(phrases['next-step'])}</strong> ${conclusion.next}</p>
</section>`;
}

function testDataBanner(phrases: ReportView['wording']['phrases']): Markup {
  return html`<p class="test-data"><strong>${phrases['test-data']}</strong> ${phrases['test-data-meaning']}</p>`;
}

function reservation({ reservation: text }: ReportView['conclusion']): Markup | null {
  return text === null ? null : html` <small>(${text})</small>`;
}

function reasonList({ reasons, reasonsHeading }: ReportView['conclusion']): Markup | null {
  if (reasons.length === 0) return null;
  const items = reasons.map(({ code, message }) => html`<li>${message} <code class="code">${code}</code></li>`);
  return html`<h2>${reasonsHeading}</h2><ul>${items}</ul>`;
}
