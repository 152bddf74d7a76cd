"""How a report looks as a web page: by day and by night, on a screen and on paper."""

STYLE = """\
:root { color-scheme: light dark; --ink: #1d1d1f; --soft: #5b5b60; --line: #c9c9ce; --faint: #f4f4f2; --paper: #fff; --link: #0b5394; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e6e3; --soft: #a9a7a3; --line: #4a4a4d; --faint: #26262a; --paper: #18181b; --link: #8ab8ff; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 54rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 Georgia, "Noto Serif", "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, serif; }
h1, h2, h3, h4, nav, table, dt, figcaption, .notes {
  font-family: "Helvetica Neue", Arial, "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.35rem; margin: 3rem 0 .8rem; padding-top: .5rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
h4, h5, h6 { font-size: .95rem; margin: 1.4rem 0 .3rem; }
p { margin: .5rem 0; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
nav { margin-top: 2rem; padding: .2rem 1.2rem 1rem; background: var(--faint); font-size: .92rem; }
nav h2 { border: 0; margin: .8rem 0 .4rem; padding: 0; font-size: 1rem; }
nav ol { list-style: none; margin: 0; padding: 0; }
nav ol ol { padding-left: 1.4rem; columns: 2; }
dl { margin: .4rem 0; }
dl div { display: grid; grid-template-columns: 8rem 1fr; gap: .8rem; padding: .12rem 0; }
dt { color: var(--soft); font-size: .85rem; line-height: 1.9; }
dd { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }
figure { margin: .8rem 0; }
.beside { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
blockquote { margin: 0; padding-left: .9rem; border-left: 3px solid var(--line); white-space: pre-line; overflow-wrap: anywhere; }
img { max-width: 100%; max-height: 60rem; background: #fff; }
figcaption { padding-left: 1.1rem; color: var(--soft); font-size: .8rem; }
.wide { margin: 1.2rem 0 .3rem; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .82rem; line-height: 1.35; font-variant-numeric: tabular-nums;
  border-bottom: 1.5px solid var(--ink); }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem; font-size: .9rem; }
th, td { padding: .28rem .5rem; vertical-align: top; text-align: left; }
thead th { vertical-align: bottom; border-top: 1.5px solid var(--ink); border-bottom: 1px solid var(--ink); }
tbody th { font-weight: 400; min-width: 9rem; }
tbody tr + tr > * { border-top: 1px solid var(--faint); }
.n { text-align: right; }
.notes { color: var(--soft); font-size: .78rem; line-height: 1.45; margin-bottom: 1.8rem; }
.notes p { margin: .15rem 0; }
@media (max-width: 36rem) { nav ol ol { columns: 1; } dl div { grid-template-columns: 1fr; gap: 0; } }
@page { size: A4; margin: 20mm 18mm; @bottom-center { content: counter(page); font: 9pt sans-serif; } }
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #444; --line: #999; --faint: #eee; --paper: #fff; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav { background: none; padding: 0; }
  img { max-height: 230mm; }
  .wide { overflow: visible; }
  table { font-size: 7.5pt; }
  th, td { padding: .2rem .3rem; overflow-wrap: anywhere; }
  tbody th { min-width: 5rem; }
  thead { display: table-header-group; }
  tr, figure, dl div { break-inside: avoid; }
  h1, h2, h3, h4, h5, caption { break-after: avoid; }
}
"""
