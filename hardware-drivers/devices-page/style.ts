/** The calm counter: paper, ink, one blue. Source of the tokens: the design's page on screens, section 8. */
export const style = `
:root { color-scheme: light dark;
  --ground: #f6f7f9; --surface: #fff; --text: #14181f; --muted: #4a5563; --edge: #7a8594; --hairline: #d5dae1;
  --primary: #0b5a8a; --on-primary: #fff;
  --info: #0b5a8a; --info-tint: #e5f1f9; --done: #1b6e3c; --done-tint: #e6f4ea; --warn: #8a4b00; --warn-tint: #fff3dc;
  --danger: #b3261e; --danger-tint: #fdecea; --body: #2a313c; --shadow: 0 1px 3px #14181f26; }
@media (prefers-color-scheme: dark) { :root {
  --ground: #0f1318; --surface: #181d24; --text: #eef1f5; --muted: #a9b4c2; --edge: #76828f; --hairline: #2c343f;
  --primary: #6cb8ea; --on-primary: #06202f;
  --info: #6cb8ea; --info-tint: #10293a; --done: #6fd08f; --done-tint: #12301d; --warn: #f2b35a; --warn-tint: #33260f;
  --danger: #ff8a80; --danger-tint: #3a1917; --body: #0a0d11; --shadow: 0 1px 3px #0008; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 Inter, "Segoe UI", system-ui, "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
header, main { max-width: 1500px; margin: 0 auto; padding: 0 24px; }
header { display: flex; justify-content: space-between; align-items: start; gap: 24px; padding-top: 24px; }
h1 { font-size: 24px; line-height: 32px; margin: 0; } header p { margin: 4px 0 0; }
h2 { font-size: 18px; line-height: 24px; margin: 0 0 12px; } h3 { font-size: 14px; margin: 16px 0 4px; color: var(--muted); font-weight: 600; }
h4 { font-size: 14px; margin: 12px 0 4px; color: var(--muted); font-weight: 400; }
a { color: var(--primary); } .muted { color: var(--muted); font-size: 14px; }
p { margin: 8px 0; }
main { display: grid; gap: 16px; grid-template-columns: minmax(280px, 1fr) minmax(380px, 1.3fr) minmax(320px, 1fr); padding-top: 16px; padding-bottom: 48px; align-items: start;
  grid-template-areas: "wan wan wan" "scanner printer terminal" "drawer printer terminal" "counter counter counter"; grid-template-rows: auto auto 1fr auto; }
.wan-panel { grid-area: wan; } .scanner-panel { grid-area: scanner; } .printer-panel { grid-area: printer; } .terminal-panel { grid-area: terminal; } .drawer-panel { grid-area: drawer; }
@media (max-width: 1100px) { main { grid-template-columns: 1fr 1fr; grid-template-areas: "wan wan" "scanner terminal" "printer printer" "drawer drawer" "counter counter"; grid-template-rows: none; } }
@media (max-width: 720px) { main { grid-template-columns: minmax(0, 1fr); grid-template-areas: "wan" "scanner" "terminal" "printer" "drawer" "counter"; } header, main { padding-left: 12px; padding-right: 12px; } }
section { background: var(--surface); border-radius: 10px; padding: 16px; box-shadow: var(--shadow); min-width: 0; }
button, input { font: inherit; color: inherit; }
button { min-height: 40px; padding: 4px 12px; border: 1px solid var(--edge); border-radius: 6px; background: var(--surface); cursor: pointer; }
button:active { background: var(--ground); }
button.primary, button.primary:active { background: var(--primary); border-color: var(--primary); color: var(--on-primary); }
button.danger { border-color: var(--danger); color: var(--danger); }
button.huge { min-height: 64px; font-size: 20px; font-weight: 600; padding: 4px 32px; min-width: 240px; } button.big { min-height: 64px; padding: 4px 24px; }
button.switch[aria-pressed="true"] { background: var(--info-tint); border-color: var(--info); color: var(--info); font-weight: 600; }
button[aria-pressed="true"] { background: var(--warn-tint); border-color: var(--warn); color: var(--warn); font-weight: 600; }
:focus-visible { outline: 3px solid var(--text); outline-offset: 2px; }
input { width: 100%; min-height: 40px; padding: 4px 12px; border: 1px solid var(--edge); border-radius: 6px; background: var(--surface); min-width: 0; }
.badge { display: inline-block; padding: 4px 12px; border-radius: 6px; font-weight: 600; font-size: 14px; }
.badge.done { color: var(--done); background: var(--done-tint); } .badge.info { color: var(--info); background: var(--info-tint); }
.badge.warn { color: var(--warn); background: var(--warn-tint); } .badge.danger { color: var(--danger); background: var(--danger-tint); } .badge.quiet { color: var(--muted); background: var(--ground); }
.state-row { display: flex; align-items: center; gap: 12px; flex-wrap: wrap; min-height: 40px; }
.toggles { display: grid; grid-template-columns: repeat(auto-fill, minmax(152px, 1fr)); gap: 8px; } .toggles button { font-size: 14px; line-height: 1.25; min-height: 40px; text-align: left; }
details { margin-top: 16px; } summary { font-size: 14px; font-weight: 600; color: var(--muted); cursor: pointer; padding: 4px 0; margin-bottom: 4px; }
.rows { list-style: none; margin: 0; padding: 0; } .rows li { display: flex; gap: 12px; align-items: baseline; padding: 4px 0; border-bottom: 1px solid var(--hairline); } .rows li:last-child { border: 0; }
.rows .code { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; } .code { font-family: "DejaVu Sans Mono", ui-monospace, Menlo, Consolas, monospace; font-size: 14px; } .amount { font-weight: 600; white-space: nowrap; }
.absent { color: var(--danger); }

#wan { display: grid; gap: 12px 32px; grid-template-columns: minmax(0, 1fr) auto; align-items: center; }
.cable { display: flex; align-items: center; grid-row: 1; } .wan-state { grid-row: 2; display: flex; gap: 12px; align-items: center; flex-wrap: wrap; } .wan-actions { grid-row: 1 / 3; grid-column: 2; display: flex; gap: 8px; flex-wrap: wrap; }
.cable .end { border: 2px solid var(--edge); border-radius: 10px; padding: 8px 16px; font-weight: 600; }
.cable .wire { flex: 1; height: 6px; background: var(--done); position: relative; min-width: 48px; }
.cable.slow .wire, .cable.answers .wire, .cable.torn .wire { background: repeating-linear-gradient(90deg, var(--warn) 0 12px, transparent 12px 20px); }
.cable.mute .wire { background: var(--hairline); } .cable.cut .wire { background: var(--danger); }
.cable.cut .wire::after { content: ""; position: absolute; left: calc(50% - 28px); width: 56px; top: -12px; height: 30px; background: var(--surface); border-left: 4px solid var(--danger); border-right: 4px solid var(--danger); transform: skewX(-16deg); }
@media (max-width: 1100px) { #wan { grid-template-columns: minmax(0, 1fr); } .wan-actions { grid-row: auto; grid-column: 1; } button.huge { flex: 1 1 100%; } .wan-actions button.big { flex: 1; } }

.samples { list-style: none; margin: 8px 0 0; padding: 0; height: 304px; overflow-y: auto; border: 1px solid var(--hairline); border-radius: 6px; }
.samples button { width: 100%; border: 0; border-bottom: 1px solid var(--hairline); border-radius: 0; display: flex; justify-content: space-between; align-items: center; gap: 12px; text-align: left; min-height: 44px; }
.samples button:focus-visible { outline-offset: -3px; } .samples .name { overflow: hidden; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; line-height: 1.25; } .samples .code { color: var(--muted); }
.free { margin-top: 12px; } .free label { font-size: 14px; font-weight: 600; color: var(--muted); } .free div { display: flex; gap: 8px; margin-top: 4px; }
#scanner { margin-bottom: 12px; }

.slot { height: 28px; margin-top: 12px; background: var(--body); border-radius: 10px 10px 4px 4px; position: relative; } .slot::after { content: ""; position: absolute; left: 16px; right: 16px; bottom: 7px; height: 6px; border-radius: 3px; background: #000; }
.receipts { display: flex; gap: 16px; overflow-x: auto; padding: 0 16px 8px; margin-top: -10px; position: relative; align-items: start; }
.receipts figure { margin: 0; flex: 0 0 auto; width: 150px; } .receipts figure:first-child { width: min(300px, 70%); } .receipts figure:not(:first-child) { margin-top: 26px; }
.receipts img { display: block; width: 100%; filter: drop-shadow(0 1px 3px #14181f40); } .receipts figcaption { text-align: center; margin-top: 4px; }
.no-receipts { text-align: center; padding: 32px 0; }

.pos-terminal { background: var(--body); border-radius: 24px; padding: 16px; max-width: 280px; margin: 4px auto 16px; display: grid; gap: 12px; }
.screen { background: #e9eef2; color: #14181f; border-radius: 6px; min-height: 128px; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 4px; font-size: 18px; text-align: center; padding: 8px; }
.screen strong { font-size: 32px; line-height: 40px; } .screen.approved { background: #d7f0df; color: #14512c; } .screen.declined, .screen.aborted { background: #fbdad7; color: #8f1d17; } .screen.restarting { background: #14181f; color: #a9b4c2; }
.keys { display: grid; grid-template-columns: repeat(3, 1fr); gap: 6px; padding: 0 24px; } .keys i { height: 16px; border-radius: 4px; background: #56606d; }
.red-key { background: #b3261e; border-color: #b3261e; color: #fff; min-height: 36px; font-size: 14px; } .red-key:active { background: #8f1d17; }
.cards { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-bottom: 12px; }
.card { min-height: 76px; border-radius: 10px; text-align: left; display: flex; align-items: end; font-weight: 600; font-size: 14px; line-height: 1.25; position: relative; padding: 12px; color: #fff; border: 0; background: #0b5a8a; }
.card.chip, .card.chip:active { background: #1b6e3c; } .card.declined, .card.declined:active { background: #8a2b25; } .card.wrongPin, .card.wrongPin:active { background: #6b3fa0; } .card:active { background: #0b5a8a; transform: translateY(1px); }
.card::before { content: ""; position: absolute; left: 12px; top: 12px; width: 26px; height: 18px; border-radius: 4px; background: #e9c46a; } .card.wanted { box-shadow: 0 0 0 2px var(--surface), 0 0 0 4px var(--text); }
.drawer { height: 96px; position: relative; margin: 0 8px 12px; }
.drawer .tray { position: absolute; left: 8px; right: 8px; top: 0; height: 48px; background: var(--hairline); border: 2px solid var(--body); border-bottom: 0; display: flex; gap: 4px; padding: 4px; border-radius: 4px 4px 0 0; } .drawer .tray i { flex: 1; background: var(--ground); border-radius: 2px; }
.drawer .front { position: absolute; left: 0; right: 0; height: 48px; background: var(--body); border-radius: 6px; display: grid; place-items: center; } .drawer .front b { width: 32%; height: 8px; border-radius: 4px; background: #56606d; }
.drawer.open .front { top: 48px; } .drawer.closed .front { top: 24px; } .drawer.closed .tray { visibility: hidden; }
.counter-panel { grid-area: counter; display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); align-items: start; }
.counter-panel .state-row { margin-bottom: 8px; }
.loads { display: flex; flex-wrap: wrap; gap: 8px; margin: 12px 0; }
.tube { background: #0c1a16; color: #7cf5d0; border-radius: 6px; padding: 12px 16px; margin: 0 0 12px; font: 20px/1.4 "DejaVu Sans Mono", ui-monospace, Menlo, Consolas, monospace; white-space: pre; overflow-x: auto; min-height: 80px; }
.labels { display: flex; gap: 12px; overflow-x: auto; margin: 12px 0; } .labels figure { margin: 0; flex: 0 0 180px; } .labels img { width: 100%; border: 1px solid var(--hairline); border-radius: 6px; display: block; }
`;
