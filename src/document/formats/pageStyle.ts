/** The style sheet of HTML pages. The rules on `mtable` do what `columnalign` asks for, which not every browser reads. */
export const pageStyle = `
:root { color-scheme: light dark; }
body { margin: 0; font: 1.0625rem/1.65 Georgia, 'Times New Roman', 'Noto Serif CJK SC', 'Songti SC', SimSun, serif; }
body:lang(zh) { font-family: 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif; }
main { max-width: 54rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1, h2, h3, h4 { line-height: 1.3; margin: 2em 0 0.6em; }
h1 { margin-top: 0.5em; }
a { color: #0b57d0; text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
math { font-family: 'Latin Modern Math', 'STIX Two Math', 'Cambria Math', 'Noto Sans Math', math; }
.kept { white-space: nowrap; }
.math-wide { display: block; overflow-x: auto; overflow-y: hidden; }
.equation { display: flex; align-items: center; margin: 0.9em 0; break-inside: avoid; }
.math-display { flex: 1 1 auto; min-width: 0; overflow-x: auto; overflow-y: hidden; padding: 0.2em 0; }
.math-display math { display: block math; width: max-content; margin: 0 auto; }
.equation-number { flex: none; padding-left: 1em; }
.table { overflow-x: auto; margin: 1em 0; break-inside: avoid; }
table { border-collapse: collapse; margin: 0 auto; }
th, td { padding: 0.35em 0.8em; text-align: left; }
th[align='right'], td[align='right'] { text-align: right; font-variant-numeric: tabular-nums; }
thead th { border-bottom: 1px solid; white-space: nowrap; }
table { border-top: 2px solid; border-bottom: 2px solid; }
details { border-left: 3px solid #8888; padding-left: 1em; margin: 1em 0; }
summary { cursor: pointer; }
pre { overflow-x: auto; }
mtable[columnalign^='right left'] > mtr > mtd { text-align: left; text-align: -webkit-left; padding-left: 0; padding-right: 0; }
mtable[columnalign^='right left'] > mtr > mtd:nth-child(odd) { text-align: right; text-align: -webkit-right; }
mtable[columnalign^='right left'] > mtr > mtd:nth-child(n + 3) { padding-left: 1.2em; }
mtable[columnalign='left left'] > mtr > mtd { text-align: left; text-align: -webkit-left; }
mtable[columnalign='left left'] > mtr > mtd:first-child { padding-left: 0; }
@media (max-width: 40rem) { .equation { flex-wrap: wrap; } .math-display { flex-basis: 100%; } .equation-number { margin-left: auto; } }
@media (prefers-color-scheme: dark) { body { background: #16181c; color: #e6e6e6; } a { color: #8ab4f8; } }
@media print { main { max-width: none; } .math-display, .table { overflow: visible; } }
`.trim();
