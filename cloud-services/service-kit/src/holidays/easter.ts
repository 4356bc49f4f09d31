/**
 * Easter Sunday of a year, `MM-DD`. Pure.
 * Source: “Butcher's algorithm”, Nature 13 (1876), p. 487, as in Meeus, Astronomical Algorithms, chapter 8; Gregorian calendar, any year from 1583 on.
 */
export function easterOf(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((century + 8) / 25);
  const moon =
    (19 * golden + century - Math.floor(century / 4) - Math.floor((century - correction + 1) / 3) + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - moon - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * weekday) / 451);
  const sum = moon + weekday - 7 * late + 114;
  const [month, day] = [Math.floor(sum / 31), (sum % 31) + 1];
  return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
