/** What runs in the browser: plain JavaScript, as it is served. Redraws what the server says has changed, and sends what is pressed. */
export const script = `
const language = document.documentElement.lang.slice(0, 2);
const source = new EventSource('/events?language=' + language);
source.onmessage = (message) => {
  for (const [id, markup] of Object.entries(JSON.parse(message.data))) {
    const element = document.getElementById(id);
    if (!element) continue;
    const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    element.innerHTML = markup;
    if (key) [...element.querySelectorAll('[data-key]')].find((one) => one.dataset.key === key)?.focus();
  }
};
const act = (path, body) => fetch('/act/' + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  if (button) act(button.dataset.act, button.dataset.body);
});
document.addEventListener('submit', (event) => {
  event.preventDefault();
  const field = event.target.elements.text;
  act(event.target.dataset.form, JSON.stringify({ text: field.value }));
  field.select();
});
const plain = (text) => text.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase();
document.getElementById('filter')?.addEventListener('input', (event) => {
  const wanted = plain(event.target.value).split(' ').filter(Boolean);
  for (const item of document.getElementById('samples').children) {
    item.hidden = !wanted.every((word) => plain(item.dataset.find).includes(word));
  }
});
`;
