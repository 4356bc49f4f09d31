import type { WanState } from '../devices.ts';
import { html, type Markup } from '../html.ts';
import { byteCount, type PageWords } from '../words.ts';
import { action, badge, type Tone } from './parts.ts';

const slowFaults = { delayMs: 800, jitterMs: 200, rateBytesPerSecond: 6_000 };
/** Room for a session to begin, not for a batch of sales to come through. */
const tornAfterBytes = 1_500;
/** One fault at a time: the one before goes. */
const only = (fault: Partial<WanState['faults']>) => ({
  ...{ cut: false, halfOpen: false, delayMs: 0, jitterMs: 0, rateBytesPerSecond: 0 },
  ...{ dropAnswerAfterBytes: null, tearRequestAfterBytes: null },
  ...fault,
});

function condition(wan: WanState, words: PageWords): { name: string; tone: Tone; text: string } {
  const { faults } = wan;
  if (faults.cut) return { name: 'cut', tone: 'danger', text: words.wanCut };
  if (faults.halfOpen) return { name: 'mute', tone: 'danger', text: words.wanMute };
  if (faults.dropAnswerAfterBytes !== null) return { name: 'answers', tone: 'warn', text: words.wanAnswers };
  if (faults.tearRequestAfterBytes !== null) return { name: 'torn', tone: 'warn', text: words.wanTorn };
  if (faults.delayMs === slowFaults.delayMs) return { name: 'slow', tone: 'warn', text: words.wanSlow };
  const well = faults.delayMs === 0 && faults.rateBytesPerSecond === 0 && faults.resetProbability === 0;
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
      ${fault(words.slow, only(slowFaults), 'slow')}
      ${fault(words.loseAnswers, only({ dropAnswerAfterBytes: 0 }), 'answers')}
      ${fault(words.tear, only({ tearRequestAfterBytes: tornAfterBytes }), 'torn')}
      ${fault(words.mute, only({ halfOpen: true }), 'mute')}
    </div>`;
}
