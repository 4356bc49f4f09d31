/** @returns the query of a whole e-mail address or of a card's number, with or without its `L`; null: anything else finds nobody, and is not asked. */
export function searchOf(typed: string): string | null {
  const text = typed.trim();
  const card = text.replace(/[\s-]/g, '').toUpperCase();
  if (/^L?\d{12}$/.test(card)) return `card=L${card.slice(-12)}`;
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? `email=${encodeURIComponent(text)}` : null;
}
