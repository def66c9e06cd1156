/** The looks of the page. Outcomes differ in words, bars in length: colour only repeats what they say. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1b1b; --quiet: #595959; --paper: #fff; --track: #ebebe8; --line: #8a8a8a;
  --bar: #2f4a7d; --good: #14602b; --bad: #9d1c12; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #ececec; --quiet: #b4b4b4; --paper: #17181a; --track: #2c2f33; --line: #85888c;
    --bar: #a9c1f5; --good: #7dd494; --bad: #ff9a8d; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 64rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; }
h2 { margin: 2.5rem 0 .25rem; font-size: 1.2rem; line-height: 1.3; }
p { margin: .25rem 0; color: var(--quiet); }
table { width: 100%; margin-top: .5rem; border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { padding: .4rem .9rem .4rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
thead th, thead td { border: 0; color: var(--quiet); }
tbody th { width: 26%; }
td { white-space: nowrap; }
td:nth-child(2) { width: 30%; }
td:last-child { padding-right: 0; }
small { color: var(--quiet); }
.track { position: relative; display: block; height: .7rem; margin-top: .2rem; background: var(--track);
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.bar { position: absolute; inset: 0 auto 0 0; background: var(--bar); }
.bar.over { background: var(--bad); }
.mark { position: absolute; top: -.15rem; bottom: -.15rem; border-left: 2px solid var(--ink); }
.mark.aim { border-left-style: dotted; }
.outcome { font-weight: 600; }
.aim-reached, .passed { color: var(--good); }
.missed { color: var(--bad); }
summary { margin-top: .5rem; color: var(--quiet); cursor: pointer; font-size: .875rem; }
pre { margin: .25rem 0; padding: .5rem .75rem; background: var(--track); font: .8125rem/1.45 ui-monospace, 'DejaVu Sans Mono', monospace; white-space: pre-wrap; }
@media (max-width: 44rem) {
  thead { display: none; }
  tr { display: block; padding: .5rem 0; border-top: 1px solid var(--line); }
  tbody th { display: block; width: auto; padding: 0; border: 0; font-weight: 600; }
  td, td:nth-child(2) { display: grid; grid-template-columns: 7.5rem 1fr; width: auto; padding: .1rem 0; border: 0; }
  td::before { content: attr(data-column); color: var(--quiet); }
}
@media print {
  @page { size: A4; margin: 15mm; }
  body { max-width: none; padding: 0; font-size: 9pt; line-height: 1.35; }
  h2 { margin-top: 1rem; font-size: 12pt; break-after: avoid; }
  table { font-size: 8.5pt; }
  tr { break-inside: avoid; }
  details { display: none; }
}
`;
