import type { WanState } from '../devices.ts';
import { html, type Markup } from '../html.ts';
import { byteCount, type PageWords } from '../words.ts';
import { action, badge, type Tone } from './parts.ts';

const slowFaults = { delayMs: 800, jitterMs: 200, rateBytesPerSecond: 6_000 };

function condition(wan: WanState, words: PageWords): { name: string; tone: Tone; text: string } {
  const { faults } = wan;
  if (faults.cut) return { name: 'cut', tone: 'danger', text: words.wanCut };
  if (faults.halfOpen) return { name: 'mute', tone: 'danger', text: words.wanMute };
  if (faults.dropAnswerAfterBytes !== null) return { name: 'answers', tone: 'warn', text: words.wanAnswers };
  if (faults.delayMs === slowFaults.delayMs) return { name: 'slow', tone: 'warn', text: words.wanSlow };
  const well =
    faults.delayMs === 0 &&
    faults.rateBytesPerSecond === 0 &&
    faults.tearRequestAfterBytes === null &&
    faults.resetProbability === 0;
  return well
    ? { name: 'well', tone: 'done', text: words.wanWell }
    : { name: 'slow', tone: 'warn', text: words.wanOther };
}

export function renderWan(wan: WanState | null, words: PageWords): Markup {
  if (!wan) return html`<p class="absent">${words.absent}</p>`;
  const { name, tone, text } = condition(wan, words);
  const traffic = words.traffic(
    wan.connections,
    byteCount(wan.requestBytes, words.language),
    byteCount(wan.answerBytes, words.language),
  );
  const fault = (label: string, body: unknown, of: string) =>
    action(label, 'wan/faults', body, { class: 'big', pressed: name === of });
  return html`
    <div class="cable ${name}" role="img" aria-label="${text}">
      <span class="end">${words.store}</span><span class="wire"></span><span class="end">${words.cloud}</span>
    </div>
    <div class="wan-state">${badge(tone, text)}<span class="muted figures">${traffic}</span></div>
    <div class="wan-actions">
      ${
        name === 'well'
          ? action(words.cut, 'wan/faults', { cut: true }, { class: 'huge danger' })
          : action(words.heal, 'wan/heal', {}, { class: 'huge primary' })
      }
      ${fault(words.slow, { ...slowFaults, cut: false, halfOpen: false, dropAnswerAfterBytes: null }, 'slow')}
      ${fault(words.loseAnswers, { dropAnswerAfterBytes: 0, cut: false, halfOpen: false }, 'answers')}
      ${fault(words.mute, { halfOpen: true, cut: false }, 'mute')}
    </div>`;
}
