import type { ReportView } from '../view/report-view.ts';
import type { ComparisonView, StepView } from '../view/steps.ts';
import { html, type Markup } from './escape.ts';
import { section } from './section.ts';

type Phrases = ReportView['wording']['phrases'];

/** Every step with its question, how it ended, and what it compared. */
export function stepsSection({ wording, steps }: ReportView): Markup {
  const items = steps.map((step) => stepItem(step, wording.phrases));
  return section('steps', wording.headings.steps, html`<ol class="steps">${items}</ol>`);
}

function stepItem(step: StepView, phrases: Phrases): Markup {
  return html`
<li class="${step.state}">
<h3><span class="mark" aria-hidden="true">${step.mark}</span> ${step.number}. ${step.name}
<span class="state">${step.stateWord}</span></h3>
<p><span class="question">${step.question}</span> ${step.message} <code class="code">${step.code}</code></p>
${step.comparisons.length === 0 ? null : comparisonTable(step.comparisons, phrases)}
</li>`;
}

function comparisonTable(comparisons: readonly ComparisonView[], phrases: Phrases): Markup {
  return html`<table>
<thead><tr><th scope="col">${phrases.what}</th><th scope="col">${phrases.found}</th><th scope="col">${phrases['compared-with']}</th></tr></thead>
<tbody>${comparisons.map((comparison) => comparisonRow(comparison, phrases))}</tbody>
</table>`;
}

/** The columns are named in the cells too, where a narrow page sets them one below the other. */
function comparisonRow({ label, found, expected }: ComparisonView, phrases: Phrases): Markup {
  const held = expected === found ? html`= ${phrases.identical}` : html`<code>${expected ?? '–'}</code>`;
  return html`<tr><th scope="row">${label}</th><td data-column="${phrases.found}"><code>${found}</code></td><td data-column="${phrases['compared-with']}">${held}</td></tr>`;
}
