/** Source of the colours: the tokens of ui-kit. No style stands in the page: bars are drawings whose places are attributes. */
export const style = `
:root { color-scheme: light dark; --ground: #f6f7f9; --surface: #fff; --text: #14181f; --muted: #4a5563; --edge: #7a8594; --hairline: #d5dae1;
  --primary: #0b5a8a; --on-primary: #fff; --info-tint: #e5f1f9; --done: #1b6e3c; --done-tint: #e6f4ea; --danger: #b3261e; --danger-tint: #fdecea; }
@media (prefers-color-scheme: dark) { :root { --ground: #0f1318; --surface: #181d24; --text: #eef1f5; --muted: #a9b4c2; --edge: #76828f; --hairline: #2c343f;
  --primary: #6cb8ea; --on-primary: #06202f; --info-tint: #10293a; --done: #6fd08f; --done-tint: #12301d; --danger: #ff8a80; --danger-tint: #3a1917; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 Inter, "Segoe UI", system-ui, "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
header, main { max-width: 1400px; margin: 0 auto; padding: 24px 24px 0; } main { padding-bottom: 48px; }
header { display: flex; justify-content: space-between; gap: 24px; flex-wrap: wrap; }
h1 { font-size: 24px; line-height: 32px; margin: 0; overflow-wrap: anywhere; } header p, .muted { margin: 4px 0 0; color: var(--muted); font-size: 14px; }
a { color: var(--primary); } :focus-visible { outline: 3px solid var(--text); outline-offset: 2px; }
form { display: flex; gap: 12px; flex-wrap: wrap; align-items: end; margin-bottom: 16px; }
label { display: grid; gap: 4px; font-size: 14px; color: var(--muted); } label.wide { flex: 1 1 320px; } label.check { display: flex; align-items: center; gap: 8px; min-height: 40px; }
button, input, select { font: inherit; color: var(--text); min-height: 40px; padding: 4px 12px; border: 1px solid var(--edge); border-radius: 6px; background: var(--surface); min-width: 0; }
input[type="number"] { width: 120px; } input[type="checkbox"] { min-height: 0; width: 20px; height: 20px; accent-color: var(--primary); }
button { background: var(--primary); border-color: var(--primary); color: var(--on-primary); font-weight: 600; cursor: pointer; }
.sheet { background: var(--surface); border: 1px solid var(--hairline); border-radius: 10px; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 8px 12px; border-bottom: 1px solid var(--hairline); vertical-align: top; }
tr:last-child td { border-bottom: 0; } th { font-size: 14px; color: var(--muted); font-weight: 600; } .number { text-align: right; white-space: nowrap; } td small { color: var(--muted); display: block; }
.badge { display: inline-block; padding: 0 8px; border-radius: 6px; font-size: 14px; font-weight: 600; } .badge.bad { color: var(--danger); background: var(--danger-tint); } .badge.good { color: var(--done); background: var(--done-tint); }
.empty { padding: 48px 24px; text-align: center; color: var(--muted); margin: 0; }
.step { display: grid; grid-template-columns: minmax(220px, 2fr) minmax(200px, 3fr) 96px; gap: 12px; align-items: center; padding: 4px 12px; cursor: pointer; list-style: none; }
.step::-webkit-details-marker { display: none; } details { border-bottom: 1px solid var(--hairline); } details:last-child { border-bottom: 0; } details[open] > .step { background: var(--info-tint); }
.step .name { overflow-wrap: anywhere; } .step .name small { color: var(--muted); display: block; } .step svg { width: 100%; height: 24px; display: block; }
.track { fill: var(--ground); } .bar { fill: var(--primary); } .bar.bad { fill: var(--danger); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0; padding: 8px 24px 16px; font-size: 14px; } dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
.d0 { padding-left: 0; } .d1 { padding-left: 14px; } .d2 { padding-left: 28px; } .d3 { padding-left: 42px; } .d4 { padding-left: 56px; } .d5 { padding-left: 70px; } .d6 { padding-left: 84px; }
.d7 { padding-left: 98px; } .d8 { padding-left: 112px; } .d9 { padding-left: 126px; } .d10 { padding-left: 140px; } .d11 { padding-left: 154px; } .d12 { padding-left: 168px; }
@media (max-width: 720px) { header, main { padding-left: 12px; padding-right: 12px; } .step { grid-template-columns: 1fr 72px; } .step svg { grid-column: 1 / -1; grid-row: 2; }
  .d4, .d5, .d6, .d7, .d8, .d9, .d10, .d11, .d12 { padding-left: 48px; } .few { display: none; } }
`;
