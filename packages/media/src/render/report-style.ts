/** The looks of the report of a check. States differ in words and patterns: colour only repeats what they say. */
export const reportStyle = `
:root { color-scheme: light dark; --ink: #1b1b1b; --quiet: #595959; --paper: #fff; --shade: #f3f3f1; --line: #8a8a8a;
  --good: #14602b; --bad: #9d1c12; --wait: #7a4b00; --cell: #cfe3d4; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #ececec; --quiet: #b4b4b4; --paper: #17181a; --shade: #232528; --line: #85888c;
    --good: #7dd494; --bad: #ff9a8d; --wait: #f0bd6a; --cell: #2c4a35; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 58rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 1rem; font-size: 1.1rem; font-weight: 600; color: var(--quiet); }
h2 { margin: 2rem 0 .6rem; font-size: 1.25rem; }
h3 { margin: 1.25rem 0 .25rem; font-size: 1rem; }
p { margin: .3rem 0; }
code { font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: .875em; }
.answer { padding: 1rem 1.25rem; border: 2px solid currentColor; border-left-width: .9rem; background: var(--shade); }
.answer > * { color: var(--ink); }
.answer .word { margin: 0; color: inherit; font-size: 2rem; font-weight: 700; line-height: 1.2; }
.whole { color: var(--good); }
.recoverable { color: var(--wait); border-style: dashed; }
.needs-discs { color: var(--wait); border-style: dotted; }
.not-recoverable { color: var(--bad); border-style: double; border-width: 6px; border-left-width: .9rem; }
dl { display: grid; grid-template-columns: 14rem 1fr; margin: 0; border-top: 1px solid var(--line); }
dt, dd { margin: 0; padding: .3rem 0; border-bottom: 1px solid var(--line); }
dt { padding-right: 1rem; color: var(--quiet); }
svg { display: block; width: 100%; height: auto; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
rect.good { fill: var(--cell); }
rect.repaired { fill: var(--wait); }
rect.lost { fill: var(--bad); }
rect.unseen { fill: none; stroke: var(--line); stroke-width: .08; }
path.cross { stroke: var(--paper); stroke-width: .15; }
.legend { color: var(--quiet); font-size: .875rem; }
.legend svg { display: inline-block; width: 1em; height: 1em; margin: 0 .2em 0 .8em; vertical-align: -.1em; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .3rem .75rem .3rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
td.state { font-weight: 600; }
td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
summary { color: var(--quiet); cursor: pointer; }
@media (max-width: 40rem) { dl { display: block; } dt { border: 0; padding-bottom: 0; } dd { padding-top: 0; } }
@media print { @page { size: A4; margin: 15mm; } body { max-width: none; padding: 0; font-size: 9.5pt; } section, tr { break-inside: avoid; } }
`;
