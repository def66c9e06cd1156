import { kitStyle } from '@scelle/core/internal';

/** The looks of the page. States differ in words, marks and borders: colour only repeats what they say. */
export const style = `${kitStyle}:root { color-scheme: light dark; --ink: #1b1b1b; --quiet: #595959; --paper: #fff; --shade: #f3f3f1; --line: #8a8a8a;
  --good: #14602b; --bad: #9d1c12; --wait: #7a4b00; --same: #2f4a7d; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #ececec; --quiet: #b4b4b4; --paper: #17181a; --shade: #232528; --line: #85888c;
    --good: #7dd494; --bad: #ff9a8d; --wait: #f0bd6a; --same: #a9c1f5; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 58rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { margin: 0; font-size: 1.1rem; font-weight: 600; color: var(--quiet); }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.25rem; line-height: 1.3; }
h3 { margin: 0; font-size: 1rem; }
p { margin: .4rem 0; }
code, pre { font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: .875em; }
.batch { margin: 0 0 1.25rem; font-size: 1.5rem; font-weight: 600; line-height: 1.3; }
.code { padding: 0 .3em; border: 1px solid var(--line); border-radius: .2rem; color: var(--quiet); white-space: nowrap; }
.mark { display: inline-block; min-width: 1.1em; font-weight: 700; }
.test-data { margin: 0 0 1.25rem; padding: .6rem 1rem; border: .3rem double currentColor; color: var(--wait); }
.test-data strong { margin-right: .5em; letter-spacing: .08em; }

.verdict { padding: 1rem 1.25rem; border: 2px solid currentColor; border-left-width: .9rem; background: var(--shade); }
.verdict > * { color: var(--ink); }
.verdict .word { margin: 0; color: inherit; font-size: 2.25rem; font-weight: 700; line-height: 1.2; }
.verdict .word small { font-size: 1.1rem; font-weight: 400; }
.verdict h2 { margin: 1rem 0 .25rem; font-size: 1rem; }
.verdict ul { margin: 0; padding-left: 1.25rem; }
.verdict .next { margin-top: 1rem; }
.accepted, .sealed { color: var(--good); }
.rejected { color: var(--bad); border-style: double; border-width: 6px; border-left-width: .9rem; }
.held { color: var(--wait); border-style: dashed; }
.duplicate { color: var(--same); border-style: dotted; }

.facts { margin: 0 0 1rem; border-top: 1px solid var(--line); }
.facts div { display: grid; grid-template-columns: 14rem 1fr; padding: .3rem 0; border-bottom: 1px solid var(--line); }
.facts dt { grid-row: 1 / span 99; padding-right: 1rem; color: var(--quiet); }
.facts dd { grid-column: 2; margin: 0; }

.steps { margin: 0; padding: 0; list-style: none; }
.steps > li { margin: 0 0 .75rem; padding: .6rem .9rem; border: 1px solid var(--line); border-left: .4rem solid var(--good); }
.steps .failed { border: 3px double var(--bad); border-left: .4rem solid var(--bad); }
.steps .waiting { border-left: .4rem dashed var(--wait); }
.steps .not-checked { border-style: dashed; border-left: .4rem dotted var(--line); background: none; color: var(--quiet); font-style: italic; }
.steps .state { float: right; margin-left: 1rem; }
.steps .passed .mark, .steps .passed .state { color: var(--good); }
.steps .failed .mark, .steps .failed .state { color: var(--bad); }
.steps .waiting .mark, .steps .waiting .state { color: var(--wait); }
.steps .question { color: var(--quiet); }

table { width: 100%; margin-top: .5rem; border-collapse: collapse; font-size: .875rem; }
th, td { padding: .25rem .75rem .25rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
th:first-child { width: 30%; }
td:last-child { width: 28%; padding-right: 0; }
thead th { border: 0; color: var(--quiet); }
.rows th:first-child, .rows td:last-child { width: auto; }
.bars { table-layout: fixed; }
.bars th:first-child { width: 45%; }
.bars td { width: 6rem; text-align: right; }
.bars td:last-child { width: auto; }

.timeline { display: grid; grid-template: auto 12rem auto / auto 1fr; gap: .25rem .5rem; margin: 0; }
.timeline figcaption { grid-column: 1 / -1; color: var(--quiet); }
.timeline ul { display: flex; justify-content: space-between; margin: 0; padding: 0; list-style: none; font-size: .8125rem; line-height: 1; }
.timeline .scale { flex-direction: column; text-align: right; }
.timeline .ticks { grid-column: 2; }
.timeline svg { width: 100%; height: 100%; }
.timeline rect { fill: var(--ink); }
.timeline path { fill: none; stroke: var(--line); stroke-width: 1px; }
.stream { margin: 0 0 .75rem; }
.stream svg { max-width: 100%; height: auto; }
.stream rect { fill: var(--paper); stroke: var(--line); stroke-width: 1.5px; }
.stream path { fill: none; stroke: var(--bad); stroke-width: 1.5px; }
.stream text { fill: var(--ink); font-size: 18px; font-weight: 600; text-anchor: middle; dominant-baseline: central; }
.stream .number { fill: var(--quiet); font-size: 11px; font-weight: 400; }
.stream .accepted rect { fill: var(--good); stroke: var(--good); }
.stream .accepted text:not(.number) { fill: var(--paper); }
.stream .held rect { stroke: var(--wait); stroke-dasharray: 6 3; stroke-width: 3px; }
.stream .missing rect { stroke: var(--bad); stroke-dasharray: 2 4; }
.stream .rejected rect { stroke: var(--bad); }
.stream .this rect { stroke: var(--ink); stroke-width: 4px; }
.stream .this .number { fill: var(--ink); font-weight: 700; }
.figures table { max-width: 20rem; }
summary { margin-top: .5rem; color: var(--quiet); cursor: pointer; }

.commands { margin: 0; padding-left: 1.5rem; }
pre { margin: .25rem 0 .75rem; padding: .5rem .75rem; border: 1px solid var(--line); background: var(--shade); overflow-x: auto; }

@media (max-width: 40rem) {
  .facts div { display: block; }
  .facts dt { font-size: .875rem; }
  thead { display: none; }
  tr { display: block; padding: .25rem 0; border-top: 1px solid var(--line); }
  th, td, th:first-child, td:last-child { display: block; width: auto; padding: 0; border: 0; }
  th { font-weight: 600; }
  .bars th:first-child, .bars td { width: auto; text-align: left; }
  td[data-column]::before { content: attr(data-column) ' '; color: var(--quiet); }
  .ticks li:nth-child(2):not(:last-child) { display: none; }
  .figures tr { display: flex; justify-content: space-between; }
  .commands { padding-left: 1.1rem; }
}
@media print {
  @page { size: A4; margin: 16mm 15mm; }
  body { max-width: none; padding: 0; font-size: 9pt; line-height: 1.35; }
  h2 { margin: 1rem 0 .4rem; font-size: 12pt; break-after: avoid; }
  h3, table { font-size: 9pt; }
  .facts div { padding: .1rem 0; }
  .steps > li { margin-bottom: .4rem; padding: .35rem .7rem; }
  th, td { padding-top: .1rem; padding-bottom: .1rem; }
  .timeline { grid-template-rows: auto 8rem auto; }
  .verdict, .test-data, .steps > li, .facts div, tr, .timeline, .stream, .commands li { break-inside: avoid; }
  .figures { display: none; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
}
`;
